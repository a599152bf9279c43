import { Model } from '../manifests';
import { Cluster } from '.';
import { machineGroups } from './machine-groups';

const CLUSTER_API = 'cluster.x-k8s.io/cluster-api-autoscaler-node-group-max-size';
const group = (kind: string, spec: object, annotations: object = {}, apiVersion = 'cluster.x-k8s.io/v1beta1') =>
  ({ apiVersion, kind, metadata: { name: 'gpu', annotations }, spec });
const scaler = (spec: object) => group('MachineAutoscaler', spec, {}, 'autoscaling.openshift.io/v1beta1');
const load = (...objects: object[]) =>
  Model.load([{ file: 'a.yaml', text: objects.map((each) => JSON.stringify(each)).join('\n---\n') }]);
const reasons = (object: object) => machineGroups(load(object)).map(({ reason }) => reason);

test.each<[string, object, number]>([
  ['MachineDeployment', group('MachineDeployment', { replicas: 1 }, { [CLUSTER_API]: '3' }), 3],
  ['MachinePool', group('MachinePool', {}, { [CLUSTER_API]: '2' }), 2],
  ['MachineAutoscaler', scaler({ minReplicas: 1, maxReplicas: 4 }), 4],
])('a %s with a largest size may start nodes', (kind, object, most) => expect(reasons(object)).toEqual([
  `${kind} gpu may start nodes, up to ${most}, and what they hold is not in the input`,
]));

test.each<[string, object]>([
  ['has its largest size', group('MachineDeployment', { replicas: 3 }, { [CLUSTER_API]: '3' })],
  ['nobody scales', group('MachineSet', { replicas: 1 })],
  ['has a size that is no number', group('MachineSet', { replicas: 1 }, { [CLUSTER_API]: 'many' })],
  ['scales nothing', scaler({ minReplicas: 2, maxReplicas: 2 })],
])('a group that %s starts none', (_, object) => expect(reasons(object)).toEqual([]));

test('a cluster with them has pools of which it is not known what they hold', () => {
  const allocatable = { 'cpu': '8', 'memory': '8Gi', 'nvidia.com/gpu': '1' };
  const node = { kind: 'Node', metadata: { name: 'n1' }, status: { allocatable } };
  const cluster = Cluster.fromNodeList(JSON.stringify(node));
  const grown = cluster._withKarpenter(load(scaler({ minReplicas: 1, maxReplicas: 4 })));
  expect([grown._nodes.length, grown._openPools.map(({ node }) => node.pool)]).toEqual([1, ['gpu']]);
  expect(cluster._withKarpenter(load(scaler({ minReplicas: 2, maxReplicas: 2 })))).toBe(cluster);
});
