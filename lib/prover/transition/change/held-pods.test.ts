import { Cluster } from '../../../cluster';
import { load, noSurge, pool, surge, workload } from '../../../../test/support/rollout';
import { planTransition } from '..';

// Each verdict is that of a real control plane.
const onDelete = (replicas = 1) => ({ replicas, updateStrategy: { type: 'OnDelete' } });
const partition = (replicas: number, first: number) =>
  ({ replicas, updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: first } } });
const paused = (replicas = 1) => ({ ...noSurge(replicas), paused: true });
const store = (cpu: number, spec: object) => workload('StatefulSet', 'store', { cpu }, spec);
const web = (cpu: number, spec: object, pod: object = {}) => workload('Deployment', 'web', { cpu }, spec, pod);
const agent = (cpu: number) => workload('DaemonSet', 'agent', { cpu }, { updateStrategy: { type: 'OnDelete' } });
const set = (cpu: number, replicas = 1) => workload('ReplicaSet', 'set', { cpu }, { replicas });
const other = (cpu: number, spec: object = noSurge(1)) => workload('Deployment', 'other', { cpu }, spec);
const image = (tag: string) => ({ containers: [{ name: 'main', image: `main:${tag}`, resources: { requests: { cpu: '1' } } }] });

const plan = (from: object[], to: object[], cpu = '4', nodes = 1, isLive = false) => planTransition(
  load(...to), { model: load(...from), name: 'before', prune: false, isLive },
  new Cluster({ pools: [pool('cpu', nodes, { cpu })] }),
).workloads.map(({ verdict }) => verdict).join(' ');

describe('pods that nobody replaces hold what they ask for now, not what is asked for', () => {
  test.each<[string, object, object]>([
    ['OnDelete of a StatefulSet', store(3, onDelete()), store(1, onDelete())],
    ['OnDelete of a DaemonSet', agent(3), agent(1)],
    ['a partition above every ordinal', store(3, partition(1, 1)), store(1, partition(1, 1))],
    ['a paused Deployment', web(3, noSurge(1)), web(1, paused())],
  ])('%s', (_, before, after) => {
    expect(plan([before], [after, other(2)])).toBe('possible impossible');
    expect(plan([before], [after, other(1)])).toBe('possible proven');
  });

  test('and a ReplicaSet, which never replaces any', () => {
    expect(plan([set(3)], [set(1), other(2)])).toBe('proven impossible');
    expect(plan([set(1)], [set(3), other(2)])).toBe('proven proven');
  });

  test('where the new ones would take more than there is, too', () => {
    const before = [store(1, onDelete()), other(1, surge(1))];
    const next = workload('Deployment', 'other', { cpu: 1 }, surge(1), image('2'));
    expect(plan(before, [store(3, onDelete()), next])).toBe('possible proven');
    expect(plan([store(1, partition(3, 3))], [store(3, partition(3, 3))])).toBe('possible');
    expect(plan([web(4, surge(1))], [web(4, { ...surge(1), paused: true }, image('2'))])).toBe('possible');
  });
});

test('further pods below a partition, and of a paused Deployment, are of the template that runs', () => {
  expect(plan([store(1, partition(2, 9))], [store(3, partition(4, 9))])).toBe('possible');
  expect(plan([store(2, partition(2, 9))], [store(1, partition(4, 9))])).toBe('impossible');
  expect(plan([web(2, noSurge(1))], [web(1, paused(2)), other(1)])).toBe('possible possible');
});

test('of which template further pods are is not known where some are new and some are old', () => {
  expect(plan([store(2, onDelete())], [store(1, onDelete(2)), other(1)])).toBe('unknown unknown');
  expect(plan([store(2, partition(2, 0))], [store(1, partition(2, 1)), other(1)], '8')).toBe('unknown unknown');
  expect(plan([set(2)], [set(1, 2), other(1)], '8')).toBe('unknown unknown');
});

test('what was held back before may be of a template that is nowhere, unless a snapshot says otherwise', () => {
  const before = web(1, paused());
  expect(plan([before], [web(1, noSurge(1))])).toBe('unknown');
  expect(plan([store(1, partition(2, 1))], [store(1, partition(2, 0))])).toBe('unknown');
  const metadata = { name: 'web', generation: 2 };
  const seen = (updatedReplicas: number) =>
    ({ ...before, metadata, status: { observedGeneration: 2, replicas: 1, updatedReplicas } });
  const resumed = (updated: number) => plan([seen(updated)], [web(1, noSurge(1))], '4', 1, true);
  expect([0, 1].map(resumed)).toEqual(['unknown', 'proven']);
});

test('a Deployment that is paused when it is made waits for a person', () => {
  expect(plan([other(1)], [web(1, paused()), other(1)])).toBe('possible proven');
});

test('an object that the API server refuses to change stays as it runs, and so do its pods', () => {
  const job = (cpu: number) => workload('Job', 'job', { cpu }, {});
  expect(plan([job(3)], [job(1), other(2)])).toBe('impossible possible');
  const renamed = (cpu: number) => web(cpu, { ...noSurge(1), selector: { matchLabels: { app: 'web', tier: 'a' } } });
  expect(plan([web(3, noSurge(1))], [renamed(1), other(2)])).toBe('impossible impossible');
  expect(plan([web(1, noSurge(1))], [renamed(3), other(2)])).toBe('impossible proven');
});
