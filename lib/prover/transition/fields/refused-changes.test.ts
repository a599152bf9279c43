import { Json, modelOf } from '../../../../test/support/rules';
import { RefusedChanges } from './refused-changes';

function refused(old: Json, asked: Json, { isLive = false, others = [] as Json[] } = {}) {
  const after = modelOf([asked, ...others]);
  return RefusedChanges.between({ model: modelOf([old]), name: 'before', prune: false, isLive }, after)
    .of(after.manifests[0]);
}
const pointers = (...input: Parameters<typeof refused>) => refused(...input).map(({ pointer }) => pointer);

const object = (kind: string, apiVersion: string, rest: Json): Json =>
  ({ apiVersion, kind, metadata: { name: 'x', namespace: 'shop' }, ...rest });
const withSpec = (kind: string, apiVersion: string) => (spec: Json) => object(kind, apiVersion, { spec });
const claim = withSpec('PersistentVolumeClaim', 'v1');
const volume = withSpec('PersistentVolume', 'v1');
const service = withSpec('Service', 'v1');
const driver = withSpec('CSIDriver', 'storage.k8s.io/v1');
const db = withSpec('StatefulSet', 'apps/v1');
const job = withSpec('Job', 'batch/v1');
const WRITTEN_INTO_JOBS = {
  'controller-uid': 'u', 'job-name': 'a', 'batch.kubernetes.io/controller-uid': 'u',
  'batch.kubernetes.io/job-name': 'a',
};
const pod = (container: Json, more: Json = {}) => object('Pod', 'v1', { spec: { containers: [container], ...more } });
const template = (image: string, more: Json = {}) =>
  ({ template: { spec: { restartPolicy: 'Never', containers: [{ name: 'a', image }], ...more } } });
const storageClass = (rest: Json) => object('StorageClass', 'storage.k8s.io/v1', rest);
const size = (storage: string, more: Json = {}) => claim({ resources: { requests: { storage } }, ...more });
const secret = (rest: Json) => object('Secret', 'v1', rest);
const configMap = (rest: Json) => object('ConfigMap', 'v1', rest);

/** Field, the object before, the object after. */
const REFUSED: [string, Json, Json][] = [
  ...['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet'].map((kind): [string, Json, Json] => [
    '/spec/selector', withSpec(kind, 'apps/v1')({ selector: { matchLabels: { a: 'b' } } }),
    withSpec(kind, 'apps/v1')({ selector: { matchLabels: { a: 'c' } } }),
  ]),
  ['/spec/serviceName', db({}), db({ serviceName: 'a' })],
  ['/spec/podManagementPolicy', db({}), db({ podManagementPolicy: 'Parallel' })],
  ['/spec/volumeClaimTemplates', db({}), db({ volumeClaimTemplates: [{ metadata: { name: 'a' }, spec: {} }] })],
  ['/spec/volumeClaimTemplates', db({ volumeClaimTemplates: [{ metadata: { name: 'a', labels: { a: 'b' } } }] }),
    db({ volumeClaimTemplates: [{ metadata: { name: 'a' } }] })],
  ['/spec/volumeClaimTemplates', db({ volumeClaimTemplates: [{ metadata: { name: 'a' },
    spec: { volumeMode: 'Block' } }] }),
    db({ volumeClaimTemplates: [{ metadata: { name: 'a' } }] })],
  ['/spec/template', job(template('a:1')), job(template('a:2'))],
  ['/spec/template', job({ suspend: true, ...template('a:1') }), job({ suspend: true, ...template('a:2') })],
  ['/spec/template', job({ suspend: false, ...template('a:1') }), job(template('a:1', { nodeSelector: { a: 'b' } }))],
  ['/spec/completions', job({ completions: 2 }), job({ completions: 3 })],
  ['/spec/completions', job({ parallelism: 2 }), job({ parallelism: 2, completions: 1 })],
  ['/spec/completionMode', job({}), job({ completionMode: 'Indexed' })],
  ['/spec/selector', job({ selector: { matchLabels: { a: 'b' } } }), job({ selector: { matchLabels: { a: 'c' } } })],
  ...['podFailurePolicy', 'successPolicy'].map((field): [string, Json, Json] =>
    [`/spec/${field}`, job({}), job({ [field]: { rules: [{ a: 1 }] } })]),
  ['/spec/backoffLimitPerIndex', job({ backoffLimitPerIndex: 1 }), job({ backoffLimitPerIndex: 2 })],
  ['/spec/managedBy', job({}), job({ managedBy: 'a.b/c' })],
  ['/spec', pod({ name: 'a', image: 'a:1' }), pod({ name: 'b', image: 'a:1' })],
  ['/spec', pod({ name: 'a' }), pod({ name: 'a' }, { nodeSelector: { a: 'b' } })],
  ['/spec', pod({ name: 'a' }, { initContainers: [{ name: 'i', args: ['1'] }] }),
    pod({ name: 'a' }, { initContainers: [{ name: 'i', args: ['2'] }] })],
  ['/spec', pod({ name: 'a', resources: { limits: { cpu: 1 } } }),
    pod({ name: 'a', resources: { limits: { cpu: 2 } } })],
  ['/spec/accessModes', claim({ accessModes: ['ReadWriteOnce'] }), claim({ accessModes: ['ReadWriteMany'] })],
  ['/spec/selector', claim({}), claim({ selector: { matchLabels: { a: 'b' } } })],
  ['/spec/volumeMode', claim({}), claim({ volumeMode: 'Block' })],
  ['/spec/dataSource', claim({}), claim({ dataSource: { name: 'a' } })],
  ['/spec/dataSourceRef', claim({ dataSourceRef: { name: 'a' } }), claim({ dataSourceRef: { name: 'b' } })],
  ['/spec/storageClassName', claim({ storageClassName: 'a' }), claim({ storageClassName: 'b' })],
  ['/spec/storageClassName', claim({ storageClassName: 'a' }), claim({})],
  ['/spec/volumeName', claim({ volumeName: 'a' }), claim({})],
  ...['csi', 'nfs', 'hostPath', 'local', 'awsElasticBlockStore', 'gcePersistentDisk', 'azureDisk', 'azureFile',
    'cephfs',
    'cinder', 'fc', 'flexVolume', 'iscsi', 'rbd', 'vsphereVolume', 'portworxVolume', 'glusterfs', 'storageos',
  ].map((source): [string, Json, Json] =>
    [`/spec/${source}`, volume({ [source]: { id: 'a' } }), volume({ [source]: { id: 'b' } })]),
  ['/spec/volumeMode', volume({}), volume({ volumeMode: 'Block' })],
  ['/spec/nodeAffinity', volume({ nodeAffinity: { required: 1 } }), volume({ nodeAffinity: { required: 2 } })],
  ['/provisioner', storageClass({ provisioner: 'a' }), storageClass({ provisioner: 'b' })],
  ['/parameters', storageClass({}), storageClass({ parameters: { a: 'b' } })],
  ['/reclaimPolicy', storageClass({}), storageClass({ reclaimPolicy: 'Retain' })],
  ['/volumeBindingMode', storageClass({}), storageClass({ volumeBindingMode: 'WaitForFirstConsumer' })],
  ['/spec/attachRequired', driver({}), driver({ attachRequired: false })],
  ['/spec/volumeLifecycleModes', driver({}), driver({ volumeLifecycleModes: ['Ephemeral'] })],
  ['/spec/clusterIP', service({ clusterIP: '10.0.0.1' }), service({ clusterIP: '10.0.0.2' })],
  ['/spec/clusterIP', service({ clusterIP: '' }), service({ clusterIP: 'None' })],
  ['/spec/ipFamilies', service({ ipFamilies: ['IPv4'] }), service({ ipFamilies: ['IPv6'] })],
  ['/spec/loadBalancerClass', service({ type: 'LoadBalancer' }),
    service({ type: 'LoadBalancer', loadBalancerClass: 'a/b' })],
  ['/spec/healthCheckNodePort', service({ healthCheckNodePort: 1 }), service({ healthCheckNodePort: 2 })],
  ['/type', secret({ type: 'Opaque' }), secret({ type: 'a/b' })],
  ['/data', configMap({ immutable: true, data: { a: '1' } }), configMap({ immutable: true, data: { a: '2' } })],
  ['/binaryData', configMap({ immutable: true }), configMap({ immutable: true, binaryData: { a: 'YQ==' } })],
  ['/data', secret({ immutable: true, data: { a: 'YQ==' } }), secret({ immutable: true })],
  ['/immutable', secret({ immutable: true }), secret({ immutable: false })],
  ['/value', object('PriorityClass', 'scheduling.k8s.io/v1', {}),
    object('PriorityClass', 'scheduling.k8s.io/v1', { value: 1 })],
  ['/preemptionPolicy', object('PriorityClass', 'scheduling.k8s.io/v1', {}),
    object('PriorityClass', 'scheduling.k8s.io/v1', { preemptionPolicy: 'Never' })],
  ...['RoleBinding', 'ClusterRoleBinding'].map((kind): [string, Json, Json] => ['/roleRef',
    object(kind, 'rbac.authorization.k8s.io/v1', { roleRef: { kind: 'Role', name: 'a' } }),
    object(kind, 'rbac.authorization.k8s.io/v1', { roleRef: { kind: 'Role', name: 'b' } })]),
  ['/spec/controller', withSpec('IngressClass', 'networking.k8s.io/v1')({ controller: 'a' }),
    withSpec('IngressClass', 'networking.k8s.io/v1')({ controller: 'b' })],
  ['/handler', object('RuntimeClass', 'node.k8s.io/v1', { handler: 'a' }),
    object('RuntimeClass', 'node.k8s.io/v1', { handler: 'b' })],
  ['/spec/scopes', withSpec('ResourceQuota', 'v1')({ scopes: ['BestEffort'] }), withSpec('ResourceQuota', 'v1')({})],
  ...['ResourceClaim', 'ResourceClaimTemplate'].map((kind): [string, Json, Json] => ['/spec',
    withSpec(kind, 'resource.k8s.io/v1')({ devices: { requests: [{ name: 'a' }] } }),
    withSpec(kind, 'resource.k8s.io/v1')({ devices: { requests: [{ name: 'b' }] } })]),
  ['/addressType', object('EndpointSlice', 'discovery.k8s.io/v1', { addressType: 'IPv4' }),
    object('EndpointSlice', 'discovery.k8s.io/v1', { addressType: 'IPv6' })],
];

test.each(REFUSED)('%s is not let change', (pointer, old, asked) => expect(pointers(old, asked)).toEqual([pointer]));

test.each<[string, Json, Json]>([
  ['claim templates with what the API server fills in',
    db({ volumeClaimTemplates: [{ metadata: { name: 'a' }, spec: { volumeMode: 'Filesystem' },
      status: { phase: 'Pending' } }] }),
    db({ volumeClaimTemplates: [{ metadata: { name: 'a' } }] })],
  ['the policy of a StatefulSet that is the default', db({}),
    db({ podManagementPolicy: 'OrderedReady', serviceName: '' })],
  ['what the API server writes into the template of a Job',
    job({ template: { metadata: { creationTimestamp: null, labels: { app: 'a', ...WRITTEN_INTO_JOBS } }, spec: {} } }),
    job({ template: { metadata: { labels: { app: 'a' } }, spec: {} } })],
  ['labels of a Job of which nobody has written one',
    job({ template: { metadata: { labels: WRITTEN_INTO_JOBS }, spec: {} } }), job({ template: { spec: {} } })],
  ['the completions of a Job that runs one pod', job({}), job({ completions: 1 })],
  ['the completions of an indexed Job', job({ completionMode: 'Indexed', completions: 1 }),
    job({ completionMode: 'Indexed', completions: 2 })],
  ['the completion mode that is the default', job({}), job({ completionMode: 'NonIndexed' })],
  ['a selector that is made up', job({ selector: { matchLabels: { a: 'b' } } }), job({})],
  ['what Kueue writes into a suspended Job', job({ suspend: true, ...template('a:1') }), job({
    suspend: true, template: {
      metadata: { labels: { a: 'b' } },
      spec: {
        restartPolicy: 'Never', nodeSelector: { a: 'b' }, tolerations: [{ key: 'a' }], affinity: { a: 1 },
        schedulingGates: [{ name: 'a' }], containers: [{ name: 'a', image: 'a:1',
          resources: { requests: { cpu: 1 } } }],
      },
    },
  })],
  ['images, deadlines, gates and tolerations of a pod',
    pod({ name: 'a', image: 'a:1', imagePullPolicy: 'Never' },
      { initContainers: [{ name: 'i', image: 'i:1' }], schedulingGates: [{ name: 'a' }] }),
    pod({ name: 'a', image: 'a:2' }, {
      initContainers: [{ name: 'i', image: 'i:2', imagePullPolicy: 'Always' }], activeDeadlineSeconds: 1,
      tolerations: [{ key: 'a' }],
    })],
  ['requests that are the limits', pod({ name: 'a', resources: { limits: { cpu: 1 } } }),
    pod({ name: 'a', resources: { limits: { cpu: '1' }, requests: { cpu: '1000m' } } })],
  ['the mode of a claim that is the default', claim({ accessModes: [] }), claim({ volumeMode: 'Filesystem' })],
  ['the class of a claim that had none', claim({}), claim({ storageClassName: 'a' })],
  ['the volume of a claim that had none', claim({ volumeName: '' }), claim({ volumeName: 'a' })],
  ['a source of data that the API server copies', claim({}), claim({ dataSourceRef: { name: 'a' } })],
  ['the place of a volume that had none', volume({ csi: { a: 1 } }),
    volume({ csi: { a: 1 }, nodeAffinity: { required: 1 } })],
  ['defaults of a class', storageClass({}), storageClass({
    provisioner: '', parameters: {}, reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate',
      allowVolumeExpansion: true,
  })],
  ['defaults of a driver', driver({}), driver({ attachRequired: true, volumeLifecycleModes: ['Persistent'] })],
  ['a Service that was a name', service({ type: 'ExternalName', externalName: 'a.b', ipFamilies: ['IPv4'],
    healthCheckNodePort: 1 }),
    service({ clusterIP: 'None', ipFamilies: ['IPv6'], healthCheckNodePort: 2 })],
  ['a Service that becomes one', service({ clusterIP: '10.0.0.1', healthCheckNodePort: 1 }),
    service({ type: 'ExternalName', externalName: 'a.b', clusterIP: 'None', healthCheckNodePort: 2 })],
  ['the second family', service({ ipFamilies: ['IPv4'] }), service({ ipFamilies: ['IPv4', 'IPv6'] })],
  ['the class of what begins to be balanced', service({}), service({ type: 'LoadBalancer', loadBalancerClass: 'a/b' })],
  ['the class of what is no longer balanced', service({ type: 'LoadBalancer', loadBalancerClass: 'a/b' }), service({})],
  ['a type that is the default', secret({}), secret({ type: 'Opaque' })],
  ['what becomes immutable', configMap({ data: { a: '1' } }), configMap({ immutable: true, data: { a: '2' } })],
  ['defaults of a PriorityClass', object('PriorityClass', 'scheduling.k8s.io/v1', {}),
    object('PriorityClass', 'scheduling.k8s.io/v1', { value: 0, preemptionPolicy: 'PreemptLowerPriority' })],
  ['the group of a role', object('RoleBinding', 'rbac.authorization.k8s.io/v1',
    { roleRef: { kind: 'Role', name: 'a' } }),
    object('RoleBinding', 'rbac.authorization.k8s.io/v1',
      { roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'a' } })],
  ['the order of scopes', withSpec('ResourceQuota', 'v1')({ scopes: ['BestEffort', 'Terminating'] }),
    withSpec('ResourceQuota', 'v1')({ scopes: ['Terminating', 'BestEffort', 'Terminating'] })],
  ['a kind that has none such', object('Thing', 'a.b/v1', { spec: { a: 1 } }),
    object('Thing', 'a.b/v1', { spec: { a: 2 } })],
])('lets change %s', (_, old, asked) => expect(pointers(old, asked)).toEqual([]));

describe('the size of a claim', () => {
  const grown = (...others: Json[]) => refused(size('1Gi', { storageClassName: 'x' }),
    size('2Gi', { storageClassName: 'x' }), { others });

  test('does not shrink', () => {
    expect(refused(size('2Gi'), size('1Gi'))).toEqual([{
      pointer: '/spec/resources/requests/storage',
      message: 'a claim cannot shrink; it is 2Gi, asked for is 1Gi', instead: 'make another claim and move the data',
    }]);
  });

  test('grows unless its class is known not to allow it', () => {
    expect([grown(), grown(storageClass({ allowVolumeExpansion: true })), refused(size('1Gi'), size('2Gi'))])
      .toEqual([[], [], []]);
    expect(grown(storageClass({}))).toEqual([{
      pointer: '/spec/resources/requests/storage', instead: 'write allowVolumeExpansion: true into its class first',
      message: 'a claim of class x cannot grow; it is 1Gi, asked for is 2Gi',
    }]);
    expect(refused(size('1Gi', { storageClassName: '' }), size('2Gi', { storageClassName: '' }))).toEqual([{
      pointer: '/spec/resources/requests/storage', instead: 'make another claim and move the data',
      message: 'a claim of no class cannot grow; it is 1Gi, asked for is 2Gi',
    }]);
  });

  test('is not judged where it is not written, or not read', () => {
    expect([refused(claim({}), size('1Gi')), refused(size('2Gi'), claim({})), refused(size('many'), size('1Gi'))])
      .toEqual([[], [], []]);
    expect(refused(volume({ resources: { requests: { storage: '2Gi' } } }),
      volume({ resources: { requests: { storage: '1Gi' } } })))
      .toEqual([]);
  });
});

describe('the message', () => {
  const message = (old: Json, asked: Json) => refused(old, asked)[0].message;

  test('names the place within the field, and both values as they are written', () => {
    expect(message(pod({ name: 'a', resources: { limits: { cpu: '1500m' } } }),
      pod({ name: 'a', resources: { limits: { cpu: 2 } } })))
      .toBe('spec cannot change once the object exists; ' +
        'spec.containers[0].resources.limits.cpu is 1500m, asked for is 2');
    expect(message(db({ serviceName: 'a' }), db({ serviceName: 'b' })))
      .toBe('spec.serviceName cannot change once the object exists; it is a, asked for is b');
    expect(message(storageClass({}), storageClass({ parameters: { a: 'b' } })))
      .toBe('parameters cannot change once the object exists; it is not written, asked for is {"a":"b"}');
  });

  test('shows no more than the beginning of long values', () => {
    const [most, more] = [60, 61].map((length) => 'v'.repeat(length));
    expect(message(db({ serviceName: most }), db({ serviceName: more })))
      .toMatch(`it is ${most}, asked for is ${most}…`);
  });
});

describe('what runs in a cluster', () => {
  test('keeps what an apply does not write', () => {
    expect(pointers(claim({ volumeMode: 'Block', volumeName: 'a' }), claim({}), { isLive: true })).toEqual([]);
    expect(pointers(claim({ volumeMode: 'Block' }), claim({ volumeMode: 'Filesystem' }), { isLive: true }))
      .toEqual(['/spec/volumeMode']);
  });

  test('has pods with what admission added, which do not tell', () => {
    expect(pointers(pod({ name: 'a', args: ['1'] }), pod({ name: 'a' }), { isLive: true })).toEqual([]);
  });

  test('is known of Secrets and ConfigMaps by name only', () => {
    const [old, asked] = ['1', '2'].map((value) => configMap({ immutable: true, data: { a: value } }));
    expect([pointers(old, asked, { isLive: true }), pointers(old, asked)]).toEqual([[], ['/data']]);
    const others = [storageClass({ parameters: { a: '1' } }), storageClass({ parameters: { a: '2' } })];
    expect(pointers(others[0], others[1], { isLive: true })).toEqual(['/parameters']);
  });

  test('is compared where nothing else is said to run', () => {
    const live = modelOf([db({ serviceName: 'a' })]).manifests;
    const after = modelOf([db({ serviceName: 'b' })], { live });
    expect(RefusedChanges.between(undefined, after).of(after.manifests[0])).toHaveLength(1);
    const kept = modelOf([db({})], { live });
    expect(RefusedChanges.between(undefined, kept).of(kept.manifests[0])).toEqual([]);
    const alone = modelOf([db({})]);
    expect(RefusedChanges.between(undefined, alone).of(alone.manifests[0])).toEqual([]);
  });
});

test('an object that a tool deletes and makes again may be another one', () => {
  const annotated = (name: string, annotations: Json) =>
    ({ ...db({ serviceName: name }), metadata: { name: 'x', namespace: 'shop', annotations } });
  const isRemade = (annotations: Json) => pointers(annotated('a', {}), annotated('b', annotations)).length === 0;
  expect([
    { 'helm.sh/hook': 'pre-install' }, { 'argocd.argoproj.io/hook': 'Sync' },
    { 'argocd.argoproj.io/sync-options': 'Prune=false,Replace=true' },
      { 'argocd.argoproj.io/sync-options': 'Force=true' },
  ].map(isRemade)).toEqual([true, true, true, true]);
  expect([{}, { 'argocd.argoproj.io/sync-options': 'Replace=false' }, { 'helm.sh/hooks': 'a' }].map(isRemade))
    .toEqual([false, false, false]);
});

test('an object of another name, namespace or kind is another one, and so is one whose name is generated', () => {
  const named = (metadata: Json, name: string) => ({ ...db({ serviceName: name }), metadata });
  expect(pointers(named({ name: 'y', namespace: 'shop' }, 'a'), db({ serviceName: 'b' }))).toEqual([]);
  expect(pointers(named({ name: 'x', namespace: 'other' }, 'a'), db({ serviceName: 'b' }))).toEqual([]);
  const generated = { generateName: 'x', namespace: 'shop' };
  expect(pointers({ ...job(template('a:1')), metadata: generated }, { ...job(template('a:2')), metadata: generated }))
    .toEqual([]);
});

test('containers that are no objects, and keys that every object of JavaScript answers to, are read as they are written', () => {
  expect(pointers(pod({ name: 'a' }), object('Pod', 'v1', { spec: { containers: [null] } }))).toEqual(['/spec']);
  expect(pointers(configMap({ immutable: true, data: {} }), configMap({ immutable: true, data: { toString: 'x' } })))
    .toEqual(['/data']);
});
