import { Cluster, NodePool } from '../../../cluster';
import { Capacity, Placement } from '../../placement';
import { decisiveResource, missingResources } from './missing-resource';
import { gpu, load, pool, surge, workload } from '../../../../test/support/rollout';

const web = (requests: object, pod: object = {}, name = 'web') => workload('Deployment', name, requests, surge(1), pod);
const cpuPool = (name: string, cpu: string, options: object = {}) =>
  pool(name, 1, { cpu, extendedResources: {} }, options);
const capacityOf = (pools: NodePool[], ...objects: object[]) => new Capacity(load(...objects), new Cluster({ pools }));

describe('the resource that decides', () => {
  const decisive = (pools: NodePool[], ...objects: object[]) => {
    const capacity = capacityOf(pools, ...objects);
    return capacity.resources[decisiveResource(capacity, capacity.tasks[0])];
  };

  test('is an extended one that the pod asks for', () => {
    expect(decisive([pool('gpu', 1)], web({ ...gpu, cpu: 8 }))).toBe('nvidia.com/gpu');
    expect(decisive([pool('gpu', 1)], web({ cpu: 1 }), web(gpu, {}, 'nim'))).toBe('cpu');
    expect(decisive([pool('gpu', 1)], web({ 'a.com/b': 0, ...gpu }), web({ 'a.com/b': 1 }, {}, 'other'))).toBe(
      'nvidia.com/gpu',
    );
  });

  test('or the one that fills first on a node that the pod may use', () => {
    expect(decisive([cpuPool('n', '8')], web({ cpu: 1, memory: '1Gi' }))).toBe('cpu');
    expect(decisive([cpuPool('n', '8')], web({ cpu: 1, memory: '8Gi' }))).toBe('memory');
    const pools = [cpuPool('small', '1'), cpuPool('large', '64', { labels: { tier: 'large' } })];
    expect(decisive(pools, web({ cpu: 1, memory: '1Gi' }))).toBe('cpu');
    expect(decisive(pools, web({ cpu: 1, memory: '1Gi' }, { nodeSelector: { tier: 'large' } }))).toBe('memory');
  });

  test('is no resource that nodes have without end', () => {
    expect(decisive([cpuPool('n', '8')], web({ 'cpu': 1, 'ephemeral-storage': '1Ti' }))).toBe('cpu');
  });

  test('is the number of pods, where nothing else is asked', () => {
    expect(decisive([cpuPool('n', '8')], web({}))).toBe('pods');
    expect(decisive([cpuPool('n', '8')], web({}, { nodeSelector: { none: 'such' } }))).toBe('pods');
  });
});

describe('the resource that is missing', () => {
  const allMissing = (pools: NodePool[], place: (placement: Placement) => void, ...objects: object[]) => {
    const capacity = capacityOf(pools, ...objects);
    const placement = new Placement(capacity);
    place(placement);
    return missingResources(placement, capacity.tasks[0]).map((resource) => capacity.resources[resource]);
  };
  const missing = (...args: Parameters<typeof allMissing>) => allMissing(...args)[0];
  const other = (requests: object) => web(requests, {}, 'other');

  test('is the one that is short on most of the nodes', () => {
    const pools = [cpuPool('a', '8'), cpuPool('b', '8'), cpuPool('c', '8')];
    expect(missing(pools, (placement) => {
      placement.add(placement.capacity.tasks[1], 0, 1);
      placement.add(placement.capacity.tasks[2], 1, 1);
      placement.add(placement.capacity.tasks[2], 2, 1);
    }, web({ cpu: 2, memory: '8Gi' }), other({ cpu: 7 }), web({ memory: '30Gi' }, {}, 'third'))).toBe('memory');
  });

  test('or the one that decides, where several are short alike', () => {
    const full = (placement: Placement) => placement.add(placement.capacity.tasks[1], 0, 1);
    expect(missing([cpuPool('a', '8')], full, web({ cpu: 1, memory: '8Gi' }), other({ cpu: 8, memory: '32Gi' }))).toBe(
      'memory',
    );
    expect(missing([cpuPool('a', '8')], full, web({ cpu: 4, memory: '1Gi' }), other({ cpu: 8, memory: '32Gi' }))).toBe(
      'cpu',
    );
  });

  test('is named with another, where each of them is short on some nodes and none on all', () => {
    const pools = [cpuPool('a', '8'), cpuPool('b', '8')];
    const objects = [web({ cpu: 2, memory: '8Gi' }), other({ cpu: 7 }), web({ memory: '30Gi' }, {}, 'third')];
    expect(allMissing(pools, (placement) => {
      placement.add(placement.capacity.tasks[1], 0, 1);
      placement.add(placement.capacity.tasks[2], 1, 1);
    }, ...objects).sort()).toEqual(['cpu', 'memory']);
    expect(allMissing(pools, (placement) => {
      placement.add(placement.capacity.tasks[1], 0, 1);
      placement.add(placement.capacity.tasks[1], 1, 1);
      placement.add(placement.capacity.tasks[2], 1, 1);
    }, ...objects)).toEqual(['cpu']);
  });

  test('nodes that could not hold the pod if they were empty do not count', () => {
    const pools = [cpuPool('a', '8'), cpuPool('b', '1'), cpuPool('c', '1')];
    expect(allMissing(pools, (placement) => placement.add(placement.capacity.tasks[1], 0, 1),
      web({ cpu: 2, memory: '8Gi' }), other({ memory: '30Gi' }))).toEqual(['memory']);
  });

  test('or the one that decides, where room is not what is missing', () => {
    expect(missing([cpuPool('a', '8')], () => undefined, web({ cpu: 8, memory: '1Gi' }))).toBe('cpu');
  });

  test('nodes that the pod may not use do not count', () => {
    const pools = [cpuPool('a', '8', { labels: { tier: 'x' } }), cpuPool('b', '1'), cpuPool('c', '1')];
    expect(missing(pools, (placement) => placement.add(placement.capacity.tasks[1], 0, 1),
      web({ cpu: 2, memory: '8Gi' }, { nodeSelector: { tier: 'x' } }), other({ memory: '30Gi' }))).toBe('memory');
  });
});
