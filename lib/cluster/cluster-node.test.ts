import { Cluster, NodePool } from '.';
import { deployment, modelOf } from '../../test/support/rules';
import { ClusterNode, emptyCopy, nodesOf, withoutPods } from './cluster-node';
import { Snapshot } from './snapshot';

const LABELS = { 'eks.amazonaws.com/nodegroup': 'gpu', 'kubernetes.io/hostname': 'gpu-1' };
const node = (name: string, spec: object = {}, ready = 'True') => ({
  kind: 'Node', metadata: { name, labels: { ...LABELS, 'kubernetes.io/hostname': name } }, spec,
  status: {
    allocatable: { 'cpu': '4', 'memory': '8Gi', 'pods': '10', 'nvidia.com/gpu': '2' },
    conditions: [{ type: 'Ready', status: ready }],
  },
});
const pod = (name: string, owner: string) => ({
  apiVersion: 'v1', kind: 'Pod',
  metadata: { name, namespace: 'lab', ownerReferences: [{ kind: owner, name, controller: true }] },
  spec: {
    nodeName: 'gpu-1',
    containers: [{
      name: 'a', resources: { requests: { 'cpu': '1', 'example.com/x': '1' }, limits: { 'nvidia.com/gpu': '1' } },
    }],
  },
});
const clusterOf = (...objects: object[]): Cluster =>
  Snapshot.read('a', [Buffer.from(JSON.stringify({ items: objects }))]).clusterFor(modelOf([deployment()]));

test('a node more like one that runs has the pods of its DaemonSets, and no others', () => {
  const [full] = clusterOf(node('gpu-1'), pod('agent', 'DaemonSet'), pod('notebook', 'StatefulSet'))._nodes;
  expect([full.free.get('nvidia.com/gpu'), full.free.get('cpu'), full.freePods]).toEqual([0, 2000, 8]);
  const copy = emptyCopy(full, 'gpu-9');
  expect([copy.free.get('nvidia.com/gpu'), copy.free.get('cpu'), copy.freePods]).toEqual([1, 3000, 9]);
  expect(copy.outside.map(({ owner }) => owner)).toEqual(['DaemonSet/agent']);
  expect(copy.free.has('example.com/x')).toBe(false);
  expect([copy.name, copy.labels.get('kubernetes.io/hostname')]).toEqual(['gpu-9', 'gpu-9']);
  expect([copy.pool, copy.labels.get('eks.amazonaws.com/nodegroup')]).toEqual(['gpu', 'gpu']);
});

test('a node on which pods ask for more than there is has room where enough of them have gone, and one like it no more', () => {
  const pods = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => pod(name, 'StatefulSet'));
  const isOneOf = (...names: string[]) => ({ owner }: { owner: string }) =>
    names.some((name) => owner === `StatefulSet/${name}`);
  const [over] = clusterOf(node('gpu-1'), ...pods)._nodes;
  const cpu = ({ free, freePods }: ClusterNode) => [free.get('cpu'), free.get('nvidia.com/gpu'), freePods];
  expect(cpu(over)).toEqual([0, 0, 4]);
  expect(cpu(withoutPods(over, isOneOf('a', 'b')))).toEqual([0, 0, 6]);
  expect(cpu(withoutPods(withoutPods(over, isOneOf('a', 'b', 'c')), isOneOf('d', 'e')))).toEqual([3000, 1, 9]);
  expect(cpu(emptyCopy(over, 'gpu-9'))).toEqual([4000, 2, 10]);
});

test('it is ready, not cordoned and there, whatever the other is; other taints stay', () => {
  const full = { key: 'node.kubernetes.io/disk-pressure', effect: 'NoSchedule' };
  const taints = [{ key: 'nvidia.com/gpu', effect: 'NoSchedule' }, full];
  const [broken] = clusterOf(node('gpu-1', { unschedulable: true, taints }, 'False'))._nodes;
  expect(broken.taints.map(({ key }) => key)).toEqual(['nvidia.com/gpu', full.key, 'node.kubernetes.io/not-ready']);
  const copy = emptyCopy({ ...broken, exists: false }, 'gpu-9');
  expect([copy.unschedulable, copy.exists]).toEqual([false, true]);
  expect(copy.taints.map(({ key }) => key)).toEqual(['nvidia.com/gpu']);
});

test('further nodes of a pool stand beside it, by names that are free', () => {
  const other = { ...node('cpu-1'), metadata: { name: 'cpu-1', labels: { 'eks.amazonaws.com/nodegroup': 'cpu' } } };
  const { cluster, spareNodes } = clusterOf(node('gpu-1'), node('gpu-3'), other)._grownBy('gpu', 3);
  expect(spareNodes).toEqual(['gpu-2', 'gpu-4', 'gpu-5']);
  expect(cluster._nodes.map(({ name }) => name)).toEqual(['gpu-1', 'gpu-3', 'gpu-2', 'gpu-4', 'gpu-5', 'cpu-1']);
  expect(cluster._outside).toEqual(clusterOf(node('gpu-1'))._outside);
});

test('a pool has room for 110 pods unless it says how many, less those that are kept back', () => {
  const allocatable = { cpu: '4', memory: '16Gi', ephemeralStorage: '10Gi' };
  const [plain] = nodesOf(new NodePool({ name: 'a', nodes: 1, allocatable, reserved: { pods: 10 } }));
  expect([plain.freePods, plain.free.get('ephemeral-storage')]).toEqual([100, 10 * 2 ** 30]);
  const three = { ...allocatable, pods: 3 };
  const [none] = nodesOf(new NodePool({ name: 'a', nodes: 1, allocatable: three, reserved: { pods: 3 } }));
  expect(none.freePods).toBe(0);
  expect(plain.labels.has('topology.kubernetes.io/zone')).toBe(false);
  expect(plain.labels.get('kubernetes.io/os')).toBe('linux');
});
