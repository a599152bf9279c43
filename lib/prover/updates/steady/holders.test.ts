import { Cluster, NodePool, Taint } from '../../../cluster';
import { Capacity, Placement } from '../../placement';
import { holders } from './holders';
import { gpu, load, pool, surge, workload } from '../../../../test/support/rollout';

const web = (requests: object, name = 'web') => workload('Deployment', name, requests, surge(1), {});
const capacityOf = (pools: NodePool[], ...objects: object[]) => new Capacity(load(...objects), new Cluster({ pools }));
const ofOneNode = (count: number) => Array.from({ length: count }, (_, index) => pool(`n${index}`, 1));

test('who holds a resource is told of each pool that the pod may use', () => {
  const cpuPool = pool('cpu', 1, { cpu: '8', extendedResources: {} }, { taints: [Taint.noSchedule('off')] });
  const pools = [pool('gpu', 2), pool('spare', 1), cpuPool];
  const capacity = capacityOf(pools, web({ ...gpu, cpu: 1 }), web(gpu, 'rival'), web({ cpu: 1 }, 'light'));
  const placement = new Placement(capacity);
  const [task, rival, light] = capacity.tasks;
  placement.add(task, 0, 1);
  placement.add(rival, 1, 1);
  placement.add(light, 0, 1);
  expect(holders(placement, task, 1, ' (old)')).toEqual([
    'pool gpu has 2 nvidia.com/gpu on 2 nodes, held by Deployment/web (old) (1), Deployment/rival (1)',
    'pool spare has 1 nvidia.com/gpu on 1 node, held by nobody',
  ]);
});

test('each of five pools has a line of its own', () => {
  const capacity = capacityOf(ofOneNode(5), web(gpu));
  expect(holders(new Placement(capacity), capacity.tasks[0], 1, '')).toEqual(
    [0, 1, 2, 3, 4].map((index) => `pool n${index} has 1 nvidia.com/gpu on 1 node, held by nobody`),
  );
});

test('of many pools those with the pods in question come first, and the others are told in one line', () => {
  const capacity = capacityOf(ofOneNode(30), web(gpu), web(gpu, 'rival'), web(gpu, 'third'));
  const placement = new Placement(capacity);
  const [task, rival, third] = capacity.tasks;
  for (let node = 0; node < 26; node++) {
    placement.add(rival, node, 1);
  }
  placement.add(third, 27, 1);
  placement.add(task, 29, 1);
  const held = (node: number, who: string) => `pool n${node} has 1 nvidia.com/gpu on 1 node, held by Deployment/${who} (1)`;
  expect(holders(placement, task, 1, ' (old)')).toEqual([
    held(29, 'web (old)'), held(0, 'rival'), held(1, 'rival'), held(2, 'rival'),
    '26 more pools have 26 nvidia.com/gpu on 26 nodes, held by Deployment/rival (23), Deployment/third (1)',
  ]);
});
