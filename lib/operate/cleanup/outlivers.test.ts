import { gpuNode, viewOf } from '../../../test/support/operate';
import { Json, modelOf } from '../../../test/support/rules';
import { ScriptedCluster } from '../../../test/support/scripted-cluster';
import { deleteClusterArgs, eksClusterOf, outlivers } from './delete-cluster';
import { remainsOf } from './remains';

const labelled = (name: string, labels: Json): Json => ({ ...gpuNode(name, 1), metadata: { name, labels } });
const NAME = 'alpha.eksctl.io/cluster-name';

test('the cluster is that which some node says, in its region', async () => {
  const of = (...nodes: Json[]) => eksClusterOf(new ScriptedCluster(nodes).kubectl);
  expect(await of(labelled('a', {}), labelled('b', { [NAME]: 'ops', 'topology.kubernetes.io/region': 'eu-1' })))
    .toEqual({ name: 'ops', region: 'eu-1' });
  expect(await of(labelled('b', { [NAME]: 'ops' }))).toEqual({ name: 'ops', region: undefined });
  expect(await of(labelled('a', { 'topology.kubernetes.io/region': 'eu-1' }))).toBeUndefined();
});

test('without a region eksctl knows its own', () => {
  expect(deleteClusterArgs({ name: 'ops' })).toEqual(['delete', 'cluster', '--name', 'ops', '--wait']);
});

const object = (kind: string, name: string, spec: Json, status?: Json): Json =>
  ({ apiVersion: 'v1', kind, metadata: { name, namespace: 'a' }, spec, status });

test('only volumes and load balancers outlive a cluster', () => {
  expect(outlivers(viewOf(
    object('ConfigMap', 'c', { type: 'LoadBalancer' }), object('Service', 's', { type: 'NodePort' }),
    object('Service', 'l', { type: 'LoadBalancer' }),
  ).snapshot)).toEqual(['the load balancer of Service a/l']);
});

test('of what remains a volume is one that is of the namespace and released', () => {
  const remains = (...objects: Json[]) => remainsOf(modelOf(objects).manifests, 'a');
  const volume = (kind: string, namespace: string, phase: string) =>
    object(kind, 'pv', { claimRef: { namespace }, persistentVolumeReclaimPolicy: 'Retain' }, { phase });
  expect(remains(volume('PersistentVolume', 'a', 'Released')))
    .toEqual(['PersistentVolume/pv, released and kept by its policy Retain']);
  expect(remains(volume('PersistentVolume', 'b', 'Released'))).toEqual([]);
  expect(remains(volume('PersistentVolume', 'a', 'Available'))).toEqual([]);
  expect(remains(volume('ConfigMap', 'a', 'Released'))).toEqual([]);
  expect(remains(object('ConfigMap', 'c', { type: 'LoadBalancer' }))).toEqual([]);
  const { spec: _, ...bare } = volume('PersistentVolume', 'a', 'Released');
  expect(remains({ ...bare, spec: { claimRef: { namespace: 'a' } } }))
    .toEqual(['PersistentVolume/pv, released and kept by its policy ']);
});
