import { Cluster } from '../../../cluster';
import { gpu, load, noSurge, pool, workload } from '../../../../test/support/rollout';
import { Capacity, closedPlacement, Task } from '..';

const cpuPool = (nodes: number, cpu: string) => pool('cpu', nodes, { cpu, extendedResources: {} });
const web = (name: string, cpu: number, replicas: number, pod: object = {}) =>
  workload('Deployment', name, { cpu }, noSurge(replicas), pod);

/** Nodes that still take a pod of the first workload, or nothing where no complete placement is found. */
function open(capacity: Capacity, budget = { steps: 10_000 }): number | undefined {
  const [task] = capacity.tasks;
  const nodes = capacity.nodesOf(task);
  const countOf = ({ most }: Task) => most;
  const homes = Array.from({ length: task.most }, () => nodes);
  const placement = closedPlacement({ capacity, task, homes, inside: nodes, countOf, budget });
  capacity.tasks.forEach((each) =>
    expect(
      placement === undefined
        || [...placement.places[each.index].values()].reduce((sum, pods) => sum + pods, 0) === each.most,
    ).toBe(true),
  );
  placement?.room.forEach((room) => expect(Math.min(...room)).toBeGreaterThanOrEqual(0));
  return placement && nodes.filter((node) => placement.slots(task, node) > 0).length;
}

test('pods of others are spread so that what is left on each node is too little', () => {
  const capacity = new Capacity(
    load(web('large', 5, 1), web('small', 2, 6)),
    new Cluster({ pools: [cpuPool(4, '8')] }),
  );
  expect(open(capacity)).toBe(0);
});

test('the largest pods are placed all the same', () => {
  const model = load(
    workload('Deployment', 'small', gpu, noSurge(2)),
    ...[4, 4, 2, 1].map((count, index) => workload('Deployment', `w${index}`, { 'nvidia.com/gpu': count }, noSurge(1))),
  );
  const nodes = pool('gpu', 4, { extendedResources: { 'nvidia.com/gpu': '4' } });
  expect(open(new Capacity(model, new Cluster({ pools: [nodes] })))).toBe(1);
});

test('spread and anti-affinity of the others are kept', () => {
  const apart = {
    affinity: {
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'small' } } },
        ],
      },
    },
  };
  const of = (pod: object) =>
    open(new Capacity(load(web('large', 5, 1), web('small', 2, 6, pod)), new Cluster({ pools: [cpuPool(6, '8')] })));
  expect([of(apart), of({})]).toEqual([5, 2]);
});

test('nothing where pods are left over, or nodes can no longer be looked at', () => {
  const capacity = new Capacity(
    load(web('large', 5, 1), web('small', 4, 8)),
    new Cluster({ pools: [cpuPool(4, '8')] }),
  );
  expect(open(capacity)).toBeUndefined();
  const other = new Capacity(load(web('large', 5, 1), web('small', 2, 6)), new Cluster({ pools: [cpuPool(4, '8')] }));
  expect(open(other, { steps: 3 })).toBeUndefined();
});
