import { Cluster, NodePool } from '../../../cluster';
import { Capacity, Placement } from '../../placement';
import { slotView } from './endings';
import { withPods } from '../alone/timeline';
import { load, pool, surge, workload } from '../../../../test/support/rollout';

const HOST = 'kubernetes.io/hostname';
const ZONE = 'topology.kubernetes.io/zone';
const PLAIN = pool('plain', 3, { cpu: '4' });
/** Nodes 0 and 2 in zone a, 1 and 3 in zone b. */
const ZONED = pool('zoned', 4, { cpu: '4' }, { zones: ['a', 'b'] });

const apart = (app: string, topologyKey: string, rest: object = {}) => ({
  affinity: {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { topologyKey, labelSelector: { matchLabels: { app } }, ...rest },
      ],
    },
  },
});
const web = (pod: object = {}, cpu = 2) => workload('Deployment', 'web', { cpu }, surge(1), pod);
const other = (cpu: number) => workload('Deployment', 'other', { cpu }, surge(1));

function placement(pools: NodePool[], ...objects: object[]): Placement {
  return new Placement(new Capacity(load(...objects), new Cluster({ pools })));
}

test('a task looks through its own pods, not through those of others', () => {
  const start = placement([PLAIN], web(), other(3));
  const [task, rival] = start.capacity.tasks;
  expect(slotView(start, task)).toEqual({ byNode: [2, 2, 2], total: 6 });
  start.add(task, 0, 2);
  start.add(task, 1, 1);
  start.add(rival, 2, 1);
  expect(slotView(start, task)).toEqual({ byNode: [2, 2, 0], total: 4 });
});

test('nodes that are closed have no slots, its own pods or not', () => {
  const start = placement([PLAIN], web({ nodeSelector: { tier: 'x' } }));
  expect(slotView(start, start.capacity.tasks[0])).toEqual({ byNode: [0, 0, 0], total: 0 });
  const repelled = placement([PLAIN], web(apart('other', HOST)), other(1));
  repelled.add(repelled.capacity.tasks[1], 1, 1);
  expect(slotView(repelled, repelled.capacity.tasks[0])).toEqual({ byNode: [2, 0, 2], total: 4 });
});

test('pods that keep apart have one slot on a node', () => {
  const start = placement([PLAIN], web(apart('web', HOST)));
  start.add(start.capacity.tasks[0], 0, 1);
  expect(slotView(start, start.capacity.tasks[0])).toEqual({ byNode: [1, 1, 1], total: 3 });
});

test('pods that keep apart within a revision have one slot on a node, and room for two', () => {
  const start = placement([PLAIN], web(apart('web', HOST, { matchLabelKeys: ['pod-template-hash'] })));
  expect(slotView(start, start.capacity.tasks[0])).toEqual({ byNode: [2, 2, 2], total: 3 });
});

test('pods that keep apart over zones have one slot in each', () => {
  const start = placement([ZONED], web(apart('web', ZONE)), other(4));
  const [task, rival] = start.capacity.tasks;
  expect(slotView(start, task)).toEqual({ byNode: [1, 1, 1, 1], total: 2 });
  start.add(rival, 1, 1);
  expect(slotView(start, task)).toEqual({ byNode: [1, 0, 1, 1], total: 2 });
  start.add(rival, 3, 1);
  expect(slotView(start, task)).toEqual({ byNode: [1, 0, 1, 0], total: 1 });
});

describe('a placement with so many pods', () => {
  const counts = (from: number[], replicas: number) => {
    const start = placement([PLAIN], web());
    const [task] = start.capacity.tasks;
    from.forEach((pods, node) => pods > 0 && start.add(task, node, pods));
    const result = withPods(start, task, replicas);
    expect([0, 1, 2].map((node) => start.count(task, node))).toEqual(from);
    return [0, 1, 2].map((node) => result.count(task, node));
  };

  test.each<[number[], number, number[]]>([
    [[0, 0, 0], 0, [0, 0, 0]],
    [[0, 0, 0], 1, [0, 0, 1]],
    [[0, 0, 0], 3, [0, 1, 2]],
    [[1, 0, 1], 2, [1, 0, 1]],
    [[1, 0, 1], 4, [1, 1, 2]],
    [[2, 1, 2], 3, [2, 1, 0]],
    [[2, 1, 2], 2, [2, 0, 0]],
    [[2, 1, 2], 0, [0, 0, 0]],
    [[0, 0, 0], 9, [2, 2, 2]],
  ])('%j to %i is %j', (from, replicas, expected) => {
    expect(counts(from, replicas)).toEqual(expected);
  });
});
