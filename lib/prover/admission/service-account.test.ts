import { admittedPod } from '../../../test/support/admission';
import { deployment, object } from '../../../test/support/rules';

const objections = (pod: object, ...more: object[]) =>
  admittedPod(deployment(pod), ...more).objections.map(({ reason, certain }) => [reason, certain]);

test('an account of the namespace, and the default one, are admitted', () => {
  expect(objections({ serviceAccountName: 'app' }, object('ServiceAccount', 'app'))).toEqual([]);
  expect(objections({ serviceAccountName: 'default' })).toEqual([]);
  expect(objections({})).toEqual([]);
});

test('an account that may exist in the cluster is no reason to doubt', () =>
  expect(objections({ serviceAccountName: 'app' })).toEqual([]));

test('an account that the live namespace lacks is refused, under both names of the field', () => {
  const [account, elsewhere] = [
    object('ServiceAccount', 'default'),
    { ...object('ServiceAccount', 'default'), metadata: { name: 'default', namespace: 'blue' } },
  ];
  const asking = (live: object[], pod: object) =>
    admittedPod.beside(live, deployment(pod)).objections.map(({ reason, certain }) => [reason, certain]);
  const refused = [['ServiceAccount shop/app does not exist', true]];
  expect(asking([account], { serviceAccountName: 'app' })).toEqual(refused);
  expect(asking([account], { serviceAccount: 'app' })).toEqual(refused);
  expect(asking([account, object('ServiceAccount', 'app')], { serviceAccount: 'app' })).toEqual([]);
  expect(asking([elsewhere], { serviceAccountName: 'app' })).toEqual([]);
  const namespace = (name: string) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  expect(asking([elsewhere, namespace('blue')], { serviceAccountName: 'app' })).toEqual(refused);
  expect(asking([elsewhere, namespace('shop')], { serviceAccountName: 'app' })).toEqual([]);
});
