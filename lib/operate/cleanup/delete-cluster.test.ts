import { gpuNode, viewOf } from '../../../test/support/operate';
import { clusterProblem, deleteClusterArgs, outlivers } from './delete-cluster';

const OPS = { name: 'ops', region: 'us-east-2' };

test.each<[typeof OPS | undefined, object, string | undefined]>([
  [OPS, { typedCluster: 'ops' }, undefined],
  [OPS, { dryRun: true }, undefined],
  [OPS, {}, 'nobody typed the name of the cluster, which is ops'],
  [OPS, { typedCluster: 'op' }, `'op' was typed, and the cluster is ops`],
  [undefined, { typedCluster: 'ops' }, 'no node says which cluster of eksctl it is of'],
])('cluster %j with %j: %s', (cluster, options, problem) => {
  expect(clusterProblem(cluster, options)).toBe(problem);
});

test('eksctl deletes it, and is waited for', () => {
  expect(deleteClusterArgs(OPS)).toEqual(['delete', 'cluster', '--name', 'ops', '--region', 'us-east-2', '--wait']);
});

test('volumes and load balancers outlive the controllers that would delete them', () => {
  const volume = (name: string, spec: object) =>
    ({ apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name }, spec });
  const service = (name: string, type: string) =>
    ({ apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'a' }, spec: { type } });
  const { snapshot } = viewOf(
    gpuNode('gpu-1', 1), volume('pv-1', { csi: { volumeHandle: 'vol-1' }, claimRef: { namespace: 'a', name: 'data' } }),
    volume('pv-2', {}), service('web', 'LoadBalancer'), service('api', 'ClusterIP'),
  );
  expect(outlivers(snapshot)).toEqual([
    'volume vol-1 of claim a/data', 'volume pv-2 of no claim', 'the load balancer of Service a/web',
  ]);
});
