import { NodePool } from './node-pool';
import { NodePoolProps } from './node-pool-props';

const POOL: NodePoolProps = { name: 'a', nodes: 2, allocatable: { cpu: '4', memory: '8Gi' } };
const make = (more: Partial<NodePoolProps> = {}) => new NodePool({ ...POOL, ...more });

test('a pool that says little has nodes by number, and nothing else', () => {
  expect(make()).toMatchObject({
    name: 'a', nodes: 2, maxNodes: 2, labels: {}, taints: [], reserved: {}, zones: [], unschedulable: false,
    listsAllLabels: true, nodeNames: ['a-1', 'a-2'], costPerHour: undefined, architecture: undefined,
      machine: undefined,
  });
  expect(make({ maxNodes: 3, listsAllLabels: false, unschedulable: true, architecture: 'arm64' })).toMatchObject({
    nodes: 2, maxNodes: 3, nodeNames: ['a-1', 'a-2', 'a-3'], listsAllLabels: false, unschedulable: true,
    architecture: 'arm64' });
  expect(make({ nodeNames: ['x', 'y'] }).nodeNames).toEqual(['x', 'y']);
});

test('a pool costs what it says, or what its label says', () => {
  const label = 'cdk8s-nim/cost-per-hour';
  const cost = (costPerHour?: number, labels?: { [key: string]: string }) => make({ costPerHour, labels }).costPerHour;
  expect([cost(), cost(1.5), cost(0)]).toEqual([undefined, 1.5, 0]);
  expect(() => cost(-1)).toThrow("node pool 'a': costPerHour is '-1'; write what one node costs per hour, such as 1.212");
  expect(() => cost(undefined, { [label]: 'much' })).toThrow("costPerHour is 'much'");
  expect(() => cost(undefined, { [label]: '' })).toThrow("costPerHour is ''");
  expect([cost(undefined, { [label]: '2.5' }), cost(1, { [label]: '2.5' })]).toEqual([2.5, 1]);
});

test.each<[Partial<NodePoolProps>, string]>([
  [{ name: '' }, "node pool '': a pool needs a name; write name: 'gpu'"],
  [{ nodes: -1 }, "node pool 'a': nodes is -1; write a whole number from 0 to 5000"],
  [{ maxNodes: 1 }, "node pool 'a': maxNodes is 1; write a whole number from 2 to 5000"],
  [{ nodeNames: ['x'] }, "node pool 'a': 1 nodeNames for 2 nodes; write one name for each node"],
  [{ allocatable: { cpu: 'x', memory: '1' } }, "node pool 'a': allocatable cpu"],
  [{ allocatable: { cpu: '-1', memory: '1' } }, "node pool 'a': allocatable cpu is -1; write a quantity from 0 to 8Pi"],
  [{ allocatable: { cpu: '1', memory: '9Pi' } }, 'allocatable memory is 9Pi; write a quantity from 0 to 8Pi'],
  [{ allocatable: { cpu: '1', memory: '1', pods: -1 } },
  'allocatable pods is -1; write a whole number from 0 to 1000000'],
  [{ allocatable: { cpu: '1', memory: '1', pods: 1_000_001 } }, 'allocatable pods is 1000001'],
  [{ reserved: { pods: -1 } }, 'reserved pods is -1'],
  [{ reserved: { cpu: '5' } }, "node pool 'a': reserved cpu 5 exceeds allocatable 4; write less of it"],
  [{ reserved: { extendedResources: { 'a.b/c': '1' } } }, 'reserved a.b/c 1 exceeds allocatable 0'],
])('a pool with %j is refused', (more, message) => expect(() => make(more)).toThrow(message));

test('as much may be reserved as there is, and storage where none is said', () => {
  expect(make({ reserved: { cpu: '4', ephemeralStorage: '9Gi' } }).reserved.cpu).toBe('4');
  expect(() => make({ allocatable: { ...POOL.allocatable, ephemeralStorage: '1Gi' },
    reserved: { ephemeralStorage: '9Gi' } })).toThrow('reserved ephemeral-storage 9Gi exceeds allocatable 1Gi');
});

test.each([
  ['NodePool.ec2', () => NodePool.ec2({ nodes: 1, instanceType: 5 } as never)],
  ['NodePool.gke', () => NodePool.gke({ nodes: 1, machineType: 5 } as never)],
  ['NodePool.aks', () => NodePool.aks({ nodes: 1, vmSize: 5 } as never)],
])('%s refuses what is no text', (_, of) => expect(of).toThrow(/must be|is /));
