import { load } from '../../test/support/rollout';
import { deliveredElsewhere } from './delivered-elsewhere';
import { plan } from './plan';

const object = (kind: string, apiVersion: string, name: string) => ({ apiVersion, kind, metadata: { name }, spec: {} });

test('a plan says that it does not look at what Argo CD and Flux deliver from elsewhere', () => {
  const one = load(object('Application', 'argoproj.io/v1alpha1', 'chat'));
  expect(plan(one).notLookedAt).toEqual([
    'what Application/chat delivers, which is written elsewhere; give what it renders',
  ]);
  const two = load(
    object('ApplicationSet', 'argoproj.io/v1alpha1', 'all'),
    object('Kustomization', 'kustomize.toolkit.fluxcd.io/v1', 'apps'),
  );
  expect(deliveredElsewhere(two)).toEqual([
    'what ApplicationSet/all, Kustomization/apps deliver, which is written elsewhere; give what it renders',
  ]);
});

test('kinds of the same name from others deliver nothing', () => {
  expect(deliveredElsewhere(load(object('Application', 'app.k8s.io/v1beta1', 'chat')))).toEqual([]);
});
