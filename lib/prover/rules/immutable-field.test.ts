import { Before } from '../../manifests';
import { deployment, Json, judge, modelOf, only, statefulSet } from '../../../test/support/rules';

const id = 'immutable-field';
const from = (objects: Json[], isLive = false): { from: Before } => ({
  from: { model: modelOf(objects), name: 'before', prune: false, isLive },
});
const change = (old: Json, asked: Json, ...others: Json[]) => judge(id, [asked, ...others], from([old]));

const object = (kind: string, apiVersion: string, rest: Json): Json => ({
  apiVersion,
  kind,
  metadata: { name: 'x', namespace: 'shop' },
  ...rest,
});
const claim = (spec: Json): Json =>
  object('PersistentVolumeClaim', 'v1', {
    spec: {
      accessModes: ['ReadWriteOnce'],
      storageClassName: 'fast',
      resources: { requests: { storage: '10Gi' } },
      ...spec,
    },
  });
const job = (spec: Json, image = 'a:1'): Json =>
  object('Job', 'batch/v1', {
    spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'a', image }] } }, ...spec },
  });
const service = (spec: Json): Json => object('Service', 'v1', { spec: { ports: [{ port: 80 }], ...spec } });
const storageClass = (rest: Json): Json => object('StorageClass', 'storage.k8s.io/v1', { provisioner: 'p', ...rest });
const template = (storage: string): Json => ({
  metadata: { name: 'data' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } } },
});
const secret = (rest: Json): Json => object('Secret', 'v1', { immutable: true, ...rest });
const [ONE, TWO] = ['MQ==', 'Mg=='];
const size = (storage: string) => ({ resources: { requests: { storage } } });
const named = (name: string) => ({ ...storageClass({ allowVolumeExpansion: true }), metadata: { name } });

describe('immutable-field', () => {
  test.each<[string, string, Json, Json]>([
    [
      'the selector of a Deployment',
      '/spec/selector',
      deployment(),
      deployment({}, { selector: { matchLabels: { app: 'web', tier: 'a' } } }),
    ],
    ['the service name of a StatefulSet', '/spec/serviceName', statefulSet(), statefulSet({ serviceName: 'other' })],
    [
      'its claim templates',
      '/spec/volumeClaimTemplates',
      statefulSet({ volumeClaimTemplates: [template('1Gi')] }),
      statefulSet({ volumeClaimTemplates: [template('2Gi')] }),
    ],
    [
      'its pod management',
      '/spec/podManagementPolicy',
      statefulSet(),
      statefulSet({ podManagementPolicy: 'Parallel' }),
    ],
    ['the template of a Job', '/spec/template', job({}), job({}, 'a:2')],
    ['the completions of a Job', '/spec/completions', job({ completions: 2 }), job({ completions: 3 })],
    ['the class of a claim', '/spec/storageClassName', claim({}), claim({ storageClassName: 'slow' })],
    ['its access modes', '/spec/accessModes', claim({}), claim({ accessModes: ['ReadWriteMany'] })],
    ['its volume', '/spec/volumeName', claim({ volumeName: 'a' }), claim({ volumeName: 'b' })],
    ['its size downwards', '/spec/resources/requests/storage', claim({}), claim(size('5Gi'))],
    [
      'the source of a volume',
      '/spec/csi',
      object('PersistentVolume', 'v1', { spec: { csi: { driver: 'd', volumeHandle: '1' } } }),
      object('PersistentVolume', 'v1', { spec: { csi: { driver: 'd', volumeHandle: '2' } } }),
    ],
    ['the address of a Service that was given one', '/spec/clusterIP', service({}), service({ clusterIP: 'None' })],
    [
      'the first family of its addresses',
      '/spec/ipFamilies',
      service({ ipFamilies: ['IPv4'] }),
      service({ ipFamilies: ['IPv6'] }),
    ],
    [
      'the data of an immutable ConfigMap',
      '/data',
      object('ConfigMap', 'v1', { immutable: true, data: { a: '1' } }),
      object('ConfigMap', 'v1', { immutable: true, data: { a: '2' } }),
    ],
    [
      'an empty value of it',
      '/data',
      object('ConfigMap', 'v1', { immutable: true, data: { a: '1', limits: '1' } }),
      object('ConfigMap', 'v1', { immutable: true, data: { a: '1', limits: '1', b: '' } }),
    ],
    [
      'text that would be the same quantity',
      '/data',
      object('ConfigMap', 'v1', { immutable: true, data: { requests: '1' } }),
      object('ConfigMap', 'v1', { immutable: true, data: { requests: '1000m' } }),
    ],
    [
      'its bytes',
      '/binaryData',
      object('ConfigMap', 'v1', { immutable: true, binaryData: { a: 'AAE=' } }),
      object('ConfigMap', 'v1', { immutable: true, binaryData: { a: 'AAI=' } }),
    ],
    ['the data of an immutable Secret', '/data', secret({ data: { a: ONE } }), secret({ data: { a: TWO } })],
    ['its text', '/stringData', secret({ stringData: { a: '1' } }), secret({ stringData: { a: '2' } })],
    ['its data by text', '/stringData', secret({ data: { a: ONE } }), secret({ stringData: { a: '2' } })],
    ['its text by data', '/data', secret({ stringData: { a: '1' } }), secret({ data: { a: TWO } })],
    [
      'its data under other text', '/stringData', secret({ data: { a: ONE } }),
      secret({ data: { a: ONE }, stringData: { a: '2' } }),
    ],
    [
      'a key that its data gets', '/stringData', secret({ data: { a: ONE } }),
      secret({ stringData: { a: '1', b: '2' } }),
    ],
    ['a key that its data loses', '/data', secret({ data: { a: ONE, b: TWO } }), secret({ data: { a: ONE } })],
    ['all of its data that goes', '/data', secret({ data: { a: ONE } }), secret({})],
    [
      'that it is immutable',
      '/immutable',
      object('ConfigMap', 'v1', { immutable: true }),
      object('ConfigMap', 'v1', {}),
    ],
    [
      'the type of a Secret',
      '/type',
      object('Secret', 'v1', {}),
      object('Secret', 'v1', { type: 'kubernetes.io/tls' }),
    ],
    ['the parameters of a class', '/parameters', storageClass({}), storageClass({ parameters: { type: 'gp3' } })],
    [
      'the binding mode of a class',
      '/volumeBindingMode',
      storageClass({}),
      storageClass({ volumeBindingMode: 'WaitForFirstConsumer' }),
    ],
    [
      'the value of a PriorityClass',
      '/value',
      object('PriorityClass', 'scheduling.k8s.io/v1', { value: 1 }),
      object('PriorityClass', 'scheduling.k8s.io/v1', { value: 2 }),
    ],
    [
      'the role of a binding',
      '/roleRef',
      object('RoleBinding', 'rbac.authorization.k8s.io/v1', { roleRef: { kind: 'Role', name: 'a' } }),
      object('RoleBinding', 'rbac.authorization.k8s.io/v1', { roleRef: { kind: 'Role', name: 'b' } }),
    ],
    [
      'the requests of a pod',
      '/spec',
      object('Pod', 'v1', { spec: { containers: [{ name: 'a', image: 'a:1' }] } }),
      object('Pod', 'v1', { spec: { containers: [{ name: 'a', image: 'a:1', resources: { requests: { cpu: 1 } } }] } }),
    ],
  ])('fails when %s changes', (_, pointer, old, asked) => {
    expect(only(change(old, asked))).toMatchObject({ pointer, message: expect.stringMatching(/; to change it, \w/) });
  });

  test.each<[string, Json, Json]>([
    ['fields with their defaults written', statefulSet({ podManagementPolicy: 'OrderedReady' }), statefulSet()],
    ['the template of a Deployment', deployment(), deployment({ containers: [{ name: 'a', image: 'a:2' }] })],
    [
      'what a suspended Job may change',
      job({ suspend: true }),
      job({
        suspend: false,
        template: {
          spec: { restartPolicy: 'Never', nodeSelector: { a: 'b' }, containers: [{ name: 'a', image: 'a:1' }] },
        },
      }),
    ],
    ['a Job that is suspended', job({}), job({ suspend: true })],
    ['the volume of a claim, once', claim({}), claim({ volumeName: 'a' })],
    ['an address that is no longer written', service({ clusterIP: 'None' }), service({})],
    [
      'the address of a Service that becomes a name',
      service({ clusterIP: '10.0.0.1' }),
      service({ type: 'ExternalName', externalName: 'a.b' }),
    ],
    [
      'a ConfigMap that is not immutable',
      object('ConfigMap', 'v1', { data: { a: '1' } }),
      object('ConfigMap', 'v1', { data: { a: '2' } }),
    ],
    [
      'the image of a pod',
      object('Pod', 'v1', { spec: { containers: [{ name: 'a', image: 'a:1' }] } }),
      object('Pod', 'v1', { spec: { containers: [{ name: 'a', image: 'a:2' }] } }),
    ],
    ['quantities written otherwise', claim(size('1Gi')), claim(size('1024Mi'))],
    ['how a Secret is written', secret({ data: { a: ONE } }), secret({ stringData: { a: '1' } })],
    ['its encoding', secret({ data: { a: 'YWJjZA==' } }), secret({ data: { a: 'YWJj\nZA==\n' } })],
    ['what its text hides', secret({ data: { a: TWO }, stringData: { a: '1' } }), secret({ data: { a: ONE } })],
    [
      'text that is written no more, which stays', secret({ stringData: { a: '1', b: '2' } }),
      secret({ stringData: { a: '1' } }),
    ],
    [
      'a Secret that is not immutable', { ...secret({ stringData: { a: '1' } }), immutable: false },
      secret({ stringData: { a: '2' } }),
    ],
    [
      'the encoding of bytes',
      object('ConfigMap', 'v1', { immutable: true, binaryData: { a: 'AAE=' } }),
      object('ConfigMap', 'v1', { immutable: true, binaryData: { a: 'AA\nE=' } }),
    ],
  ])('lets change %s', (_, old, asked) => expect(change(old, asked)).toBe('compliant'));

  test('no message repeats what a Secret holds', () => {
    const of = (text: string) => secret({ stringData: { a: text } });
    const { message } = only(change(of('canary-1'), of('canary-2')));
    expect(message).toBe('stringData cannot change once the object exists; a differs; to change it, give it another ' +
      'name and use that, as immutable: true asks for');
  });

  test('a claim grows where its class says so', () => {
    const grown = (...classes: Json[]) => change(claim({}), claim(size('20Gi')), ...classes);
    expect(grown(named('fast'))).toBe('compliant');
    expect(grown()).toBe('compliant');
    expect(only(grown({ ...storageClass({}), metadata: { name: 'fast' } }) as never).message).toMatch(
      /a claim of class fast cannot grow.*write allowVolumeExpansion: true into its class first/,
    );
  });

  test('of a live object, what a manifest does not write stays as it is', () => {
    const live = claim({ volumeName: 'pv-1', volumeMode: 'Filesystem' });
    expect(judge(id, [claim({ storageClassName: undefined })], from([live], true))).toBe('compliant');
  });

  test('an object that a hook deletes and makes again may be another one', () => {
    const hook = (image: string) => ({
      ...job({}, image),
      metadata: { name: 'x', namespace: 'shop', annotations: { 'helm.sh/hook': 'pre-upgrade' } },
    });
    expect(change(hook('a:1'), hook('a:2'))).toBe('compliant');
  });

  test('does not apply to what is new, or where nothing says what runs', () => {
    expect(judge(id, [deployment()], from([]))).toBe('not applicable');
    expect(judge(id, [deployment()])).toBe('not applicable');
  });
});
