import { gpuNode } from '../../../test/support/operate';
import { Json, modelOf } from '../../../test/support/rules';
import { ScriptedCluster } from '../../../test/support/scripted-cluster';
import { EXIT_DONE, EXIT_FAILED, EXIT_REFUSED } from '../exit-code';
import { cleanup, CleanupOptions } from './cleanup';

const object = (kind: string, name: string, spec: Json = {}, namespace: string | undefined = 'a'): Json =>
  ({ apiVersion: 'v1', kind, metadata: { name, namespace }, spec });
const MANIFESTS = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a' } },
  object('PersistentVolumeClaim', 'data'), object('Service', 'web', { ports: [{ port: 80 }] }),
];
const SERVICE = '--namespace a delete services web --ignore-not-found';
const DATA = [
  SERVICE, '--namespace a delete persistentvolumeclaims data --ignore-not-found',
  'delete namespaces a --ignore-not-found',
];
const EKS = {
  ...gpuNode('gpu-1', 1),
  metadata: {
    name: 'gpu-1', labels: { 'alpha.eksctl.io/cluster-name': 'lab', 'topology.kubernetes.io/region': 'eu-1' },
  },
};
const EKSCTL = 'eksctl delete cluster --name lab --region eu-1 --wait';

async function run(options: CleanupOptions, world = new ScriptedCluster([])) {
  const code = await cleanup(modelOf(MANIFESTS).manifests, 'a', world, options);
  return { code, result: world.said('result')[0], changes: world.changes, said: world.said('said') };
}

test('what the manifests made goes, and the namespace, claims and Secrets stay', async () => {
  expect(await run({ typed: 'a' })).toEqual({
    code: EXIT_DONE, changes: [SERVICE], said: ['nothing remains that costs money'],
    result: 'deleted; the namespace, its claims and its Secrets stay',
  });
});

test('data and the namespace go where that is asked for', async () => {
  expect(await run({ typed: 'a', deleteData: true }))
    .toMatchObject({ code: EXIT_DONE, changes: DATA, result: 'namespace a is gone' });
});

test('what remains and costs money is told', async () => {
  const left = [
    object('PersistentVolumeClaim', 'data', { volumeName: 'pvc-1', resources: { requests: { storage: '5Gi' } } }),
    object('Service', 'edge', { type: 'LoadBalancer' }), object('Service', 'other', { type: 'LoadBalancer' }, 'b'),
  ];
  expect((await run({ typed: 'a' }, new ScriptedCluster(left))).said).toEqual([
    'remains, and costs money:', '  PersistentVolumeClaim/data, 5Gi, volume pvc-1', '  Service/edge, a load balancer',
  ]);
});

test('a dry run says the commands, also those for the cluster', async () => {
  const world = new ScriptedCluster([EKS]);
  expect(await run({ dryRun: true, deleteData: true, deleteCluster: true }, world))
    .toMatchObject({ code: EXIT_DONE, changes: [], result: 'nothing was deleted' });
  expect(world.said('command')).toEqual([...DATA.map((each) => `  kubectl ${each}`), `  ${EKSCTL}`]);
  const without = new ScriptedCluster([EKS]);
  await run({ dryRun: true }, without);
  expect(without.said('command')).toEqual([`  kubectl ${SERVICE}`]);
});

test.each<[string, CleanupOptions, string]>([
  ['nothing was typed', {}, 'nothing was typed, and the namespace is a; nothing was deleted'],
  ['another name was typed', { typed: 'b' }, "'b' was typed, and the namespace is a; nothing was deleted"],
  ['nobody typed the name of the cluster', { typed: 'a', deleteCluster: true },
    'nobody typed the name of the cluster, which is lab; nothing was deleted'],
  ['another cluster was typed', { typed: 'a', deleteCluster: true, typedCluster: 'b' },
    "'b' was typed, and the cluster is lab; nothing was deleted"],
])('nothing is deleted when %s', async (_, options, result) => {
  expect(await run(options, new ScriptedCluster([EKS])))
    .toEqual({ code: EXIT_REFUSED, result, changes: [], said: [] });
});

test('nothing is deleted when no node says which cluster it is of', async () => {
  expect(await run({ typed: 'a', deleteCluster: true, typedCluster: 'lab' })).toMatchObject({
    code: EXIT_REFUSED, changes: [], result: 'no node says which cluster of eksctl it is of; nothing was deleted',
  });
});

test('what cannot be deleted ends it', async () => {
  const world = new ScriptedCluster([]).on('delete services', { status: 1, stderr: 'error: no' });
  expect(await run({ typed: 'a', deleteData: true }, world)).toMatchObject({
    code: EXIT_FAILED, changes: [SERVICE], result: 'not deleted: no; what was deleted before is gone',
  });
});

describe('the cluster too', () => {
  const options = { typed: 'a', deleteCluster: true, typedCluster: 'lab' };
  const left = [
    EKS, object('Service', 'edge', { type: 'LoadBalancer' }, 'b'), object('Service', 'web', {}, 'b'),
    { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'pv' },
      spec: { csi: { volumeHandle: 'vol-1' }, claimRef: { namespace: 'b', name: 'data' } } },
    { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'free' }, spec: {} },
  ];

  test('goes last, after what stays and costs money', async () => {
    const { code, changes, result, said } = await run(options, new ScriptedCluster(left));
    expect([code, changes, result]).toEqual([EXIT_DONE, [SERVICE, EKSCTL], 'cluster lab is gone']);
    expect(said.slice(1)).toEqual([
      'the load balancer of Service b/edge', 'volume vol-1 of claim b/data', 'volume free of no claim',
    ].map((each) => `stays when the cluster is gone, and costs money: ${each}`));
  });

  test('is half gone where eksctl fails', async () => {
    const world = new ScriptedCluster(left).on('eksctl', { status: 1, stdout: 'Error: no credentials\n' });
    expect(await run(options, world)).toMatchObject({
      code: EXIT_FAILED, result: 'eksctl ended with 1: Error: no credentials; lab may be half gone',
    });
  });
});
