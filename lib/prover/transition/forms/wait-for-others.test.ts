import { Cluster, NodePool } from '../../../cluster';
import { load, pool, surge, workload } from '../../../../test/support/rollout';
import { planTransition } from '..';

const probe = { startupProbe: { httpGet: { path: '/', port: 80 }, periodSeconds: 10, failureThreshold: 6 } };
const gpus = (count: number) => ({ 'nvidia.com/gpu': count });
const llm = (name: string, count: number, strategy: object, pod: object = {}, probes: object = probe) =>
  workload('Deployment', name, {}, strategy, {
    containers: [{ name: 'main', image: 'main:1', resources: { requests: gpus(count) }, ...probes }],
    terminationGracePeriodSeconds: 30, ...pod,
  });
const recreate = { replicas: 1, strategy: { type: 'Recreate' } };
const node = (name: string, count: number, nodes = 1) =>
  pool(name, nodes, { extendedResources: { 'nvidia.com/gpu': String(count) } }, { labels: { on: name } });
const on = (name: string) => ({ nodeSelector: { on: name } });

/** Longest downtime of the first, all changed at once. */
const downtime = (from: object[], to: object[], pools: NodePool[]) => {
  const before = { model: load(...from), name: 'before', prune: false };
  const { workloads: [first] } = planTransition(load(...to), before, new Cluster({ pools }));
  return [first.verdict, first.downtimeSeconds.most];
};
const written = (objects: object[], old: RegExp, fresh: string): object[] =>
  JSON.parse(JSON.stringify(objects).replace(old, fresh)) as object[];
const again = (objects: object[]) => written(objects, /main:1/g, 'main:2');
/** Grace, and six failures with the timeout of the last one. */
const OWN = 30 + 61;
const OTHER = 30 + 61;

test('a pod that goes where another leaves only when its own new one is ready waits for that too', () => {
  const from = [llm('a', 2, recreate, on('x')), llm('b', 2, surge(1), on('y'))];
  const to = [llm('a', 2, recreate, on('y')), llm('b', 2, surge(1), on('x'))];
  expect(downtime(from, to, [node('x', 2), node('y', 2)])).toEqual(['proven', OWN + OTHER]);
});

test('a pod whose room another may take first waits until that has left its own', () => {
  const both = [llm('a', 1, recreate), llm('b', 1, surge(1))];
  expect(downtime(both, again(both), [node('x', 1, 2)])).toEqual(['proven', OWN + OTHER]);
  expect(downtime(both, again(both), [node('x', 1, 3)])).toEqual(['proven', OWN]);
});

test('nothing is waited for where all are stopped before they are made', () => {
  const both = [llm('a', 1, recreate), llm('b', 1, recreate)];
  expect(downtime(both, again(both), [node('x', 1, 2)])).toEqual(['proven', OWN]);
});

test('of the room that a larger pod leaves only new pods of others can take some', () => {
  const others = [llm('b', 1, surge(1), on('y')), llm('c', 1, surge(1), on('y'))];
  const free = written(again(others), /"on":"y"/g, '"all":"yes"');
  const nodes = ['x', 'y'].map((name) =>
    pool(name, name === 'x' ? 1 : 2, { extendedResources: { 'nvidia.com/gpu': name === 'x' ? '4' : '1' } },
      { labels: { on: name, all: 'yes' } }));
  const shrinks = (to: number) => downtime(
    [llm('a', 4, recreate, on('x')), ...others], [llm('a', to, recreate, on('x')), ...free], nodes,
  );
  expect(shrinks(2)).toEqual(['proven', OWN]);
});

test('what nothing bounds is waited for without bound', () => {
  const both = [llm('a', 1, recreate), llm('b', 1, surge(1), {}, { readinessProbe: probe.startupProbe })];
  expect(downtime(both, again(both), [node('x', 1, 2)])).toEqual(['proven', undefined]);
});

test('an update without downtime has none, whatever it waits for', () => {
  const from = [llm('b', 2, surge(1), on('y')), llm('a', 2, recreate, on('x'))];
  const to = [llm('b', 2, surge(1), on('x')), llm('a', 2, recreate, on('y'))];
  expect(downtime(from, to, [node('x', 2), node('y', 2)])).toEqual(['proven', 0]);
});
