import { Cluster } from '../../cluster';
import { load, noSurge, pool, surge, workload } from '../../../test/support/rollout';
import { planTransition } from '.';

// Each verdict but unknown is that of a real control plane.
const level = (name: string, value: number, more: object = {}) => ({
  apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value, ...more,
});
const high = level('high', 1000);
const claim = {
  apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' },
  spec: { accessModes: ['ReadWriteOncePod'], resources: { requests: { storage: '1Gi' } } },
};
const mounts = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] };
const web = (name: string, cpu = 2, pod: object = {}, spec: object = surge(1)) =>
  workload('Deployment', name, { cpu }, spec, pod);
const again = (name: string, pod: object = {}, spec: object = surge(1)) =>
  web(name, 2, { ...pod, terminationGracePeriodSeconds: 1 }, spec);
const ofClass = (priorityClassName: string) => ({ priorityClassName });

const plan = (from: object[], to: object[], cpu = '4') => planTransition(
  load(...to), { model: load(...from), name: 'before', prune: true }, new Cluster({ pools: [pool('cpu', 1, { cpu })] }),
).workloads.map(({ verdict }) => verdict);

describe('a default class that comes with the change', () => {
  const fallback = level('fallback', 500, { globalDefault: true });

  test('is that of new pods, which have those that run removed', () =>
    expect(plan([web('a'), web('b')], [fallback, again('a'), web('b')])).toEqual(['proven', 'unknown']));

  test('that goes stays that of pods that run, whom new ones do not remove', () =>
    expect(plan([fallback, web('a'), web('b')], [again('a'), web('b')])).toEqual(['impossible', 'proven']));

  test('is that of pods which are made in place of evicted ones, and evict those that have their room', () => {
    const middle = level('middle', 300);
    const change = (value: number) => plan([middle, web('a'), web('b')], [
      middle, level('fallback', value, { globalDefault: true }), again('a', ofClass('middle')), web('b'),
    ])[0];
    expect([500, 300].map(change)).toEqual(['unknown', 'proven']);
  });

  test('is the same for all where nothing is told apart by it', () =>
    expect(plan([fallback, web('a'), web('b')], [fallback, again('a'), web('b')])).toEqual(['impossible', 'proven']));
});

describe('pods that another update has removed', () => {
  test('leave their room to their own successors', () =>
    expect(plan(
      [high, web('a', 2, ofClass('high')), web('b')], [high, again('a', ofClass('high')), again('b')],
    )[1]).not.toBe('impossible'));

  test('are none of those that a third one has to stand beside', () => {
    const before = [high, web('a'), web('b'), web('c', 2, ofClass('high'))];
    expect(plan(before, [high, again('a'), web('b'), again('c', ofClass('high'))], '6')[0]).not.toBe('impossible');
  });

  test('are there where nobody of a higher priority comes', () =>
    expect(plan([high, web('a'), web('b')], [high, again('a'), again('b')])).toEqual(['impossible', 'impossible']));
});

describe('pods that stay', () => {
  test('may be removed by further ones of a set whose old pods nobody replaces', () => {
    const set = (replicas: number, pod: object = {}) => workload('StatefulSet', 'set', { cpu: 1 }, {
      replicas, serviceName: 'set', podManagementPolicy: 'Parallel', updateStrategy: { type: 'OnDelete' },
    }, pod);
    expect(plan([high, set(1), web('a')], [high, set(3, ofClass('high')), web('a')])[1]).toBe('unknown');
    expect(plan([high, set(1), web('a')], [high, set(3), web('a')])[1]).toBe('proven');
  });
});

describe('a claim for one pod', () => {
  test('is taken from an old pod of a lower class', () => {
    const [old, raised] = [web('a', 1, mounts), web('a', 1, { ...mounts, ...ofClass('high') })];
    expect(plan([high, claim, old], [high, claim, raised])).toEqual(['proven']);
    expect(plan([high, claim, raised], [high, claim, old])).toEqual(['impossible']);
  });

  test('may be lost to a new workload of a higher class', () => {
    const [low, taker] = [web('a', 1, mounts, noSurge(1)), web('b', 1, { ...mounts, ...ofClass('high') })];
    expect(plan([high, claim, low], [high, claim, low, taker])[0]).toBe('unknown');
  });
});
