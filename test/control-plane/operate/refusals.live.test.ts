import { Json } from '../cluster/api';
import { FAST, NAMESPACE, ofDeployment, patient, researchOps, useOperating } from './operate-live';

const live = useOperating();

const deploy = (manifests: Json[], ...flags: string[]) => live.told(['deploy', live.folder(manifests), ...flags]);
const namespaced = (apiVersion: string, kind: string, name: string, rest: Json): Json =>
  ({ apiVersion, kind, metadata: { name, namespace: NAMESPACE }, ...rest });

test.each<[string, () => Json[], RegExp]>([
  ['a Secret without the key', () => researchOps((each) => {
    if (each.kind === 'Deployment') {
      each.spec.template.spec.containers[0].env?.forEach((env: Json) => {
        if (env.valueFrom?.secretKeyRef !== undefined) {
          env.valueFrom.secretKeyRef.key = 'OTHER';
        }
      });
    }
  }), /Secret nvidia-ngc-secret in namespace research-ops has no key OTHER/],
  ['a kind that the cluster does not serve', () => [...researchOps(), namespaced('example.com/v1', 'Thing', 'a', {})],
    /does not serve Thing of example.com\/v1/],
  ['a storage class that is not there', () => researchOps((each) => {
    if (each.kind === 'PersistentVolumeClaim') {
      each.spec.storageClassName = 'nowhere';
    }
  }), /storage class nowhere does not exist; there are/],
  ['a namespace that is nowhere', () => researchOps().filter(({ kind }) => kind !== 'Namespace')
    .map((each) => ({ ...each, metadata: { ...each.metadata, namespace: 'nowhere' } })),
  /namespace nowhere is neither in the cluster nor among the manifests/],
  ['a pod that Pod Security refuses', () => researchOps(ofDeployment('web-ui', ({ spec }) => {
    spec.template.spec.hostNetwork = true;
  })), /web-ui.*(violates|Pod Security|hostNetwork)/],
])('%s is refused before anything is written', async (_, manifests, words) => {
  const { code, text, events } = await deploy(manifests());
  expect([code, text]).toEqual([3, expect.stringMatching(words)]);
  expect(events.filter(({ event }) => event === 'command')).toEqual([]);
  await expect(live.plane.api.get(`/apis/apps/v1/namespaces/${NAMESPACE}/deployments/web-ui`)).rejects.toThrow('404');
});

test('rights that are missing are named', async () => {
  await live.plane.kubectl('create', 'serviceaccount', 'reader');
  await live.plane.kubectl(
    'create', 'clusterrolebinding', 'reader', '--clusterrole', 'view', '--serviceaccount', 'default:reader',
  );
  const may =
    '--verb=get,list --resource=nodes,persistentvolumes,storageclasses.storage.k8s.io,csinodes.storage.k8s.io,csidrivers.storage.k8s.io,csistoragecapacities.storage.k8s.io,priorityclasses.scheduling.k8s.io,runtimeclasses.node.k8s.io,resourceslices.resource.k8s.io,deviceclasses.resource.k8s.io,resourceclaims.resource.k8s.io,resourceclaimtemplates.resource.k8s.io';
  await live.plane.kubectl('create', 'clusterrole', 'nodes', ...may.split(' '));
  await live.plane.kubectl(
    'create', 'clusterrolebinding', 'nodes', '--clusterrole', 'nodes', '--serviceaccount', 'default:reader',
  );
  const { stdout: token } = await live.plane.kubectl('create', 'token', 'reader');
  const { code, text } = await live.toldAs(token.trim(), ['deploy', live.folder(researchOps())]);
  expect([code, text]).toEqual([
    3, expect.stringMatching(/you may not create namespaces, .* in namespace research-ops and \d+ more/),
  ]);
});

test('a node group without GPUs is refused', async () => {
  const file = live.folder(researchOps());
  const patch = (gpus: string | null) => Promise.all(['gpu-1', 'gpu-2'].map((name) =>
    live.plane.api.patch(`/api/v1/nodes/${name}/status`, { status: { allocatable: { 'nvidia.com/gpu': gpus } } })));
  await patch('0');
  const { code, text } = await live.told(['deploy', file]);
  await patch('1');
  expect([code, text]).toEqual([3, expect.stringMatching(/offer no nvidia.com\/gpu; is the device plugin running/)]);
});

test('a quota that has no room fails after a while in which nobody gives room', async () => {
  await live.plane.api.create(`/api/v1/namespaces/${NAMESPACE}/resourcequotas`,
    namespaced('v1', 'ResourceQuota', 'few', { spec: { hard: { pods: '4' } } }));
  const { code, events, text } = await live.told(['deploy', live.folder(patient(researchOps()))], { speed: FAST });
  expect([code, events.find(({ event }) => event === 'failed')]).toMatchObject([1, { code: 'quota' }]);
  expect(text).toContain('ResourceQuota/few has no room for the pod');
  expect(text).toMatch(/next: kubectl .* describe resourcequota few/);
});

test('a cluster that does not answer is refused, and so is a context that is not there', async () => {
  const file = live.folder(researchOps());
  const { code, text } = await live.told(['deploy', file, '--context', 'nowhere']);
  expect([code, text]).toEqual([3, expect.stringContaining('kubectl has no context')]);
});
