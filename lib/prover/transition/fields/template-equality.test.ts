import { load, workload } from '../../../../test/support/rollout';
import { templateChange } from './template-equality';

type Json = { [key: string]: any };

const made = (object: object) => load(object).workloads[0];
const change = (before: object, after: object) => templateChange(made(before), made(after));

/** A Deployment with one container `main`, and whatever else. */
function web(container: Json = {}, pod: Json = {}, metadata: Json = {}): Json {
  const object = workload('Deployment', 'web', {}, {}, pod) as Json;
  object.spec.template.spec.containers = [{ name: 'main', image: 'main:1', ...container }];
  Object.assign(object.spec.template.metadata, metadata);
  return object;
}
const volumes = (...list: Json[]) => ({ volumes: list.map((each) => ({ name: 'v', ...each })) });
const probe = (name: string, more: Json = {}) => ({ [name]: { httpGet: { port: 80 }, ...more } });

describe('nobody replaces pods for what the API server reads as the same:', () => {
  test.each<[string, Json, Json]>([
    ['quantities in other notations', web({ resources: { limits: { cpu: '1000m', memory: '1Gi' } } }),
      web({ resources: { limits: { cpu: 1, memory: '1024Mi' } } })],
    ['a quantity that stands alone', web({}, volumes({ emptyDir: { sizeLimit: '1Gi' } })),
      web({}, volumes({ emptyDir: { sizeLimit: '1024Mi' } }))],
    ['keys in another order', web({ image: 'main:1', name: 'main' }), web({ name: 'main', image: 'main:1' })],
    ['empty lists', web({ args: [], env: [] }), web()],
    ['an empty map', web({}, { nodeSelector: {} }, { annotations: {} }), web()],
    ['no requests at all', web({ resources: { requests: {}, limits: {} } }), web({ resources: {} })],
    ['an empty structure', web({ resources: {} }), web()],
    ['an empty text', web({ workingDir: '' }), web()],
    ['null', web({ command: null }), web()],
    ['a switch that is off', web({ tty: false, stdin: false }, { hostNetwork: false }), web()],
    ['a port of the node that is zero', web({ ports: [{ containerPort: 1, hostPort: 0 }] }),
      web({ ports: [{ containerPort: 1 }] })],
    ['the label of the ReplicaSet', web({}, {}, { labels: { 'app': 'web', 'pod-template-hash': 'x' } }), web()],
    ['pull policies of a tag', web({ imagePullPolicy: 'IfNotPresent' }), web()],
    ['of no tag', web({ image: 'main', imagePullPolicy: 'Always' }), web({ image: 'main' })],
    ['of no tag behind a port', web({ image: 'a.b:5000/main', imagePullPolicy: 'Always' }),
      web({ image: 'a.b:5000/main' })],
    ['of latest', web({ image: 'main:latest', imagePullPolicy: 'Always' }), web({ image: 'main:latest' })],
    ['of a digest', web({ image: 'main@sha256:0a', imagePullPolicy: 'IfNotPresent' }),
      web({ image: 'main@sha256:0a' })],
    ['of latest with a digest', web({ image: 'main:latest@sha256:0a', imagePullPolicy: 'Always' }),
      web({ image: 'main:latest@sha256:0a' })],
    ['where a container ends', web({ terminationMessagePath: '/dev/termination-log',
      terminationMessagePolicy: 'File' }),
      web()],
    ['defaults of a pod', web({}, {
      dnsPolicy: 'ClusterFirst', restartPolicy: 'Always', securityContext: {}, terminationGracePeriodSeconds: 30,
      schedulerName: 'default-scheduler',
    }), web()],
    ['the old name of the service account', web({}, { serviceAccount: 'a' }), web({}, { serviceAccountName: 'a' })],
    ['both its names', web({}, { serviceAccount: 'a', serviceAccountName: 'a' }), web({}, { serviceAccountName: 'a' })],
    ['the protocol of a port', web({ ports: [{ containerPort: 1, protocol: 'TCP' }] }),
      web({ ports: [{ containerPort: 1 }] })],
    ['the version of a field of the pod',
      web({ env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'a', apiVersion: 'v1' } } }] }),
      web({ env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'a' } } }] })],
    ...['livenessProbe', 'readinessProbe', 'startupProbe'].map((name): [string, Json, Json] => [
      `times of a ${name}`, web(probe(name)),
      web(probe(name, {
        httpGet: { port: 80, path: '/', scheme: 'HTTP' }, timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1,
        failureThreshold: 3, initialDelaySeconds: 0,
      })),
    ]),
    ['times of a probe that are zero', web(probe('livenessProbe', { periodSeconds: 0 })), web(probe('livenessProbe'))],
    ['a path of a hook', web({ lifecycle: { preStop: { httpGet: { port: 1, path: '/', scheme: 'HTTP' } } } }),
      web({ lifecycle: { preStop: { httpGet: { port: 1 } } } })],
    ['a path of the other hook', web({ lifecycle: { postStart: { httpGet: { port: 1, path: '/', scheme: 'HTTP' } } } }),
      web({ lifecycle: { postStart: { httpGet: { port: 1 } } } })],
    ['a volume of nothing', web({}, volumes({ emptyDir: {} })), web({}, volumes({}))],
    ...['secret', 'configMap', 'downwardAPI', 'projected'].map((source): [string, Json, Json] => [
      `modes of ${source}`, web({}, volumes({ [source]: { optional: true, defaultMode: 420 } })),
      web({}, volumes({ [source]: { optional: true } })),
    ]),
    ['the life of a token',
      web({}, volumes({ projected: { sources: [{ serviceAccountToken: { path: 'a', expirationSeconds: 3600 } }] } })),
      web({}, volumes({ projected: { sources: [{ serviceAccountToken: { path: 'a' } }] } }))],
    ['what else is projected', web({}, volumes({ projected: { sources: [{ downwardAPI: { items: [
      { path: 'a', fieldRef: { fieldPath: 'a', apiVersion: 'v1' } }] } }] } })),
    web({}, volumes({ projected: { sources: [{ downwardAPI: { items: [
      { path: 'a', fieldRef: { fieldPath: 'a' } }] } }] } }))],
    ['items of the pod itself', web({}, volumes({ downwardAPI: { items: [
      { path: 'a', fieldRef: { fieldPath: 'a', apiVersion: 'v1' } }] } })),
    web({}, volumes({ downwardAPI: { items: [{ path: 'a', fieldRef: { fieldPath: 'a' } }] } }))],
    ['the mode of a claim of the pod',
      web({}, volumes({ ephemeral: { volumeClaimTemplate: { spec: { a: 1, volumeMode: 'Filesystem' } } } })),
      web({}, volumes({ ephemeral: { volumeClaimTemplate: { spec: { a: 1 } } } }))],
    ['a disk of Azure', web({}, volumes({ azureDisk: { diskName: 'a', readOnly: false, cachingMode: 'ReadWrite',
      kind: 'Shared', fsType: 'ext4' } })), web({}, volumes({ azureDisk: { diskName: 'a' } }))],
    ['iSCSI', web({}, volumes({ iscsi: { lun: 1, iscsiInterface: 'default' } })),
      web({}, volumes({ iscsi: { lun: 1 } }))],
    ['RBD', web({}, volumes({ rbd: { image: 'a', pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' } })),
      web({}, volumes({ rbd: { image: 'a' } }))],
    ['a volume of an image', web({}, volumes({ image: { reference: 'a:1', pullPolicy: 'IfNotPresent' } })),
      web({}, volumes({ image: { reference: 'a:1' } }))],
    ['a container that runs first', web({}, { initContainers: [{ name: 'i', image: 'i:1' }] }), web({}, {
      initContainers: [{ name: 'i', image: 'i:1', imagePullPolicy: 'IfNotPresent',
        terminationMessagePath: '/dev/termination-log', terminationMessagePolicy: 'File' }],
    })],
    ['the number of pods', web(), { ...web(), spec: { ...web().spec, replicas: 7 } }],
    ['what is not its template', web(), { ...web(), metadata: { name: 'web', labels: { a: 'b' } } }],
  ])('%s', (_, before, after) => {
    expect([change(before, after), change(after, before)]).toEqual(['none', 'none']);
  });
});

describe('pods are replaced for', () => {
  test.each<[string, Json, Json]>([
    ['an image', web(), web({ image: 'main:2' })],
    ['less of a resource', web({ resources: { requests: { cpu: 2 } } }), web({ resources: { requests: { cpu: 1 } } })],
    ['a thousandth of it', web({ resources: { limits: { cpu: '1' } } }),
      web({ resources: { limits: { cpu: '1001m' } } })],
    ['the size of a volume', web({}, volumes({ emptyDir: { sizeLimit: '1Gi' } })),
      web({}, volumes({ emptyDir: { sizeLimit: '2Gi' } }))],
    ['the order of a list', web({ args: ['a', 'b'] }), web({ args: ['b', 'a'] })],
    ['one item more', web({ args: ['a'] }), web({ args: ['a', 'b'] })],
    ['a text that is a quantity elsewhere', web({ args: ['1000m'] }), web({ args: ['1'] })],
    ['a label', web(), web({}, {}, { labels: { app: 'web', tier: 'a' } })],
    ['a label that is empty', web(), web({}, {}, { labels: { app: 'web', tier: '' } })],
    ['a number that is zero and has another default', web(), web({}, { terminationGracePeriodSeconds: 0 })],
    ['a switch that is on', web(), web({ tty: true })],
    ['a switch with a pointer that is off', web({ securityContext: { privileged: false } }), web()],
    ['an empty volume with a medium', web({}, volumes({})), web({}, volumes({ emptyDir: { medium: 'Memory' } }))],
    ['a volume of something', web({}, volumes({})), web({}, volumes({ hostPath: { path: '/a' } }))],
    ['another pull policy', web(), web({ imagePullPolicy: 'Always' })],
    ['a tag that is only called so', web({ image: 'a/latest:1', imagePullPolicy: 'Always' }),
      web({ image: 'a/latest:1' })],
    ['a pull policy that latest is', web({ image: 'a:latest', imagePullPolicy: 'IfNotPresent' }),
      web({ image: 'a:latest' })],
    ['an object in a list of its own', web({ env: [{ name: 'A' }] }), web({ env: [{ name: 'B' }] })],
    ['the time of a probe', web(probe('livenessProbe', { periodSeconds: 0 })),
      web(probe('livenessProbe', { periodSeconds: 11 }))],
    ['an annotation', web(), web({}, {}, { annotations: { a: 'b' } })],
    ['a restart that is written down',
      web(), web({}, {}, { annotations: { 'kubectl.kubernetes.io/restartedAt': '2026-01-01' } })],
  ])('%s', (_, before, after) => expect(change(before, after)).toBe('changed'));
});

describe('what kubectl rollout restart wrote', () => {
  const restarted = (more: Json = {}) =>
    web({}, {}, { annotations: { ...more, 'kubectl.kubernetes.io/restartedAt': '2026-01-01T00:00:00Z' } });
  const annotated = (annotations: Json) => web({}, {}, { annotations });

  test('stays where an apply does not write it', () => {
    expect(change(restarted(), web())).toBe('none');
    expect(change(restarted({ a: 'b' }), annotated({ a: 'b' }))).toBe('none');
    expect(change(restarted({ z: 'b' }), annotated({ z: 'b' }))).toBe('none');
    expect(change(restarted({ a: 'b', z: 'c' }), annotated({ a: 'b', z: 'c' }))).toBe('none');
  });

  test('and hides no other change', () => {
    expect(change(restarted({ a: 'b' }), annotated({ a: 'c' }))).toBe('changed');
    expect(change(restarted(), annotated({ 'kubectl.kubernetes.io/restartedAt': '2026-02-01' }))).toBe('changed');
    expect(change(restarted(), web({ image: 'main:2' }))).toBe('changed');
  });
});

describe('a literal that a snapshot does not keep', () => {
  const env = (one: string, two = '2') =>
    web({ env: [{ name: 'A', value: one }, { name: 'B', value: two }] });

  test('may be the one that is asked for', () => {
    expect(change(env('(not kept)'), env('1'))).toBe('perhaps');
    expect(change(env('(not kept)', '(not kept)'), env('1'))).toBe('perhaps');
    expect(change(env('(not kept)'), env('(not kept)'))).toBe('none');
  });

  test('hides no change before, between and behind it', () => {
    const image = (object: Json, tag: string) => {
      object.spec.template.spec.containers[0].image = `main:${tag}`;
      return object;
    };
    expect(change(env('(not kept)'), image(env('1'), '2'))).toBe('changed');
    expect(change(env('(not kept)'), env('1', '3'))).toBe('changed');
    const later = env('1');
    later.spec.template.spec.nodeSelector = { disk: 'ssd' };
    expect(change(env('(not kept)'), later)).toBe('changed');
    const earlier = env('1');
    earlier.spec.template.metadata.labels.a = 'b';
    expect(change(env('(not kept)', '(not kept)'), earlier)).toBe('changed');
    const ends = web({ env: [{ name: 'A', value: '1' }] }, {}, { zone: 'a' });
    expect(change(web({ env: [{ name: 'A', value: '(not kept)' }] }, {}, { zone: 'b' }), ends)).toBe('changed');
  });
});

describe('of other kinds', () => {
  const kinds = ['StatefulSet', 'DaemonSet', 'ReplicaSet'];

  test.each(kinds)('a %s is told by its pod template alone', (kind) => {
    const set = (tag: string, replicas: number) => workload(kind, 'a', {}, { replicas, minReadySeconds: replicas }, {
      containers: [{ name: 'main', image: `main:${tag}` }],
    });
    expect([change(set('1', 1), set('1', 2)), change(set('1', 1), set('2', 1))]).toEqual(['none', 'changed']);
  });

  test('a custom one is told by all of its spec but the number', () => {
    const service = (replicas: number, more: Json = {}) => ({
      apiVersion: 'leaderworkerset.x-k8s.io/v1', kind: 'LeaderWorkerSet', metadata: { name: 'a' },
      spec: {
        replicas, ...more,
        leaderWorkerTemplate: { size: 1, workerTemplate: { spec: { containers: [{ name: 'a', image: 'a:1' }] } } },
      },
    });
    expect(change(service(1), service(2))).toBe('none');
    expect(change(service(1), service(1, { startupPolicy: 'LeaderReady' }))).toBe('changed');
  });

  test('one of another kind is another', () => {
    expect(change(web(), { ...web(), kind: 'ReplicaSet' })).toBe('none');
    expect(change(web(), { ...web({ image: 'main:2' }), kind: 'ReplicaSet' })).toBe('changed');
  });
});
