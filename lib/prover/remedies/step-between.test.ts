import { keyOf, Model } from '../../manifests';
import { load, workload } from '../../../test/support/rollout';
import { stepBetween } from './step-between';

const web = (name: string, replicas: number) => workload('Deployment', name, { cpu: 1 }, { replicas });
const config = (name: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });
const shown = ({ manifests }: Model) => manifests.map(({ id, json }) =>
  [id, (json.spec as { replicas: number } | undefined)?.replicas]);

const running = load(web('a', 1), web('b', 1), web('gone', 1), config('old'));
const to = load(config('new'), web('a', 2), web('b', 2), web('fresh', 2));
const [, a, b, fresh] = to.manifests;

test('one workload is changed, and others stand as they ran', () => {
  const { before, after } = stepBetween(running, to, new Set(), a);
  expect(shown(before)).toEqual([['ConfigMap/new', undefined], ['Deployment/a', 1], ['Deployment/b', 1],
    ['Deployment/gone', 1]]);
  expect(shown(after)).toEqual([['ConfigMap/new', undefined], ['Deployment/a', 2], ['Deployment/b', 1],
    ['Deployment/gone', 1]]);
});

test('those that are done are as they are asked for, before and after', () => {
  const { before, after } = stepBetween(running, to, new Set([keyOf(a)]), b);
  expect(shown(before).slice(1)).toEqual([['Deployment/a', 2], ['Deployment/b', 1], ['Deployment/gone', 1]]);
  expect(shown(after).slice(1)).toEqual([['Deployment/a', 2], ['Deployment/b', 2], ['Deployment/gone', 1]]);
});

test('one that is new is there after its step alone', () => {
  const { before, after } = stepBetween(running, to, new Set(), fresh);
  const names = (model: Model) => model.workloads.map(({ name }) => name);
  expect([names(before), names(after)]).toEqual([['a', 'b', 'gone'], ['a', 'b', 'fresh', 'gone']]);
});

test('each state is read as its own side is', () => {
  const options = { ignoredKinds: ['Box'] };
  const { before, after } = stepBetween(new Model(running.manifests, options), to, new Set(), a);
  expect([before.options, after.options]).toEqual([options, to.options]);
});
