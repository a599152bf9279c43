import { loadManifests, Manifest } from '../../manifests';
import { Json } from '../../../test/support/rules';
import { podSpec, refusals, refusalsOfPod } from '../../../test/support/refusals';
import { refusalsOf, valueRefusals } from './validate';

const manifestOf = (json: Json) =>
  new Manifest(json as never, { file: 'a.yaml', locate: () => ({ file: 'a.yaml', line: 1, column: 1 }) }, 0);
const rulesOf = (json: Json) => refusalsOf(manifestOf(json)).map(({ rule, pointer }) => `${rule} ${pointer}`);
const deployment = (spec: Json) => ({
  apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'x' },
  spec: { selector: { matchLabels: { a: 'b' } }, template: { metadata: { labels: { a: 'b' } }, spec: podSpec() },
    ...spec },
});

describe('what the API server refuses', () => {
  test('is found once for an object, and nothing is kept for what is taken', () => {
    const [wrong, right, other] = [{ replicas: -1 }, {}, {}].map((spec) => manifestOf(deployment(spec)));
    expect(refusalsOf(wrong)).toBe(refusalsOf(wrong));
    expect(refusalsOf(wrong)).toHaveLength(1);
    expect(refusalsOf(right)).toBe(refusalsOf(other));
  });

  test('is not validated where it cannot be decoded', () => {
    expect(refusals(deployment({ replicas: '1', minReadySeconds: -1 })))
      .toEqual(['/spec/replicas must be a whole number without quotes, is "1"']);
    expect(valueRefusals(deployment({ replicas: '1', minReadySeconds: -1 })).map(({ pointer }) => pointer))
      .toEqual(['/spec/minReadySeconds']);
    expect(valueRefusals({ apiVersion: 'a.b/v1', kind: 'C' })).toEqual([]);
  });

  test('is said once of a place, the first of what is wrong with it', () => {
    expect(refusalsOfPod({ containers: [{ name: 'c', image: 'c:1',
      ports: [{ containerPort: 1, name: 'A'.repeat(16) }] }] }))
      .toEqual([expect.stringMatching(/ports\/0\/name must be no more than 15 characters/)]);
  });

  test('is told by the rule that knows most of it', () => {
    expect(rulesOf(deployment({ replicas: -1 }))).toEqual(['object-refused /spec/replicas']);
    expect(rulesOf(deployment({ replica: 1 }))).toEqual(['unknown-field /spec/replica']);
    expect(rulesOf(deployment({ replicas: 'a' }))).toEqual(['unreadable-field /spec/replicas']);
    expect(rulesOf(deployment({ selector: undefined }))).toEqual(['required-field-missing /spec/selector']);
    expect(rulesOf(deployment({ selector: { matchLabels: { a: 'c' } } })))
      .toEqual(['selector-does-not-match-template /spec/selector']);
    expect(rulesOf(deployment({ strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } } })))
      .toEqual(['no-surge-and-none-unavailable /spec/strategy/rollingUpdate/maxUnavailable']);
    expect(rulesOf(deployment({ strategy: { type: 'Recreate', rollingUpdate: {} } })))
      .toEqual(['rolling-update-fields-without-rolling-update /spec/strategy/rollingUpdate']);
    const container = (more: Json) => rulesOf({
      apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x' },
        spec: { containers: [{ name: 'c', image: 'c:1', ...more }] },
    }).map((text) => text.replace('/spec/containers/0/', ''));
    expect(container({ volumeMounts: [{ name: 'v', mountPath: '/v' }] }))
      .toEqual(['volume-missing volumeMounts/0/name']);
    expect(container({ volumeDevices: [{ name: 'v', devicePath: '/v' }] }))
      .toEqual(['object-refused volumeDevices/0/name']);
    const [unequal, plain] = ['extended-resource-request-differs-from-limit', 'object-refused'];
    expect(container({ resources: { requests: { 'a.b/c': 1 } } })).toEqual([`${unequal} resources/requests/a.b~1c`]);
    expect(container({ resources: { limits: { 'a.b/c': '1m' } } })).toEqual([`${unequal} resources/limits/a.b~1c`]);
    expect(container({ resources: { limits: { 'a.b/c': -1 } } })).toEqual([`${plain} resources/limits/a.b~1c`]);
    expect(container({ resources: { limits: { cpu: 1 }, requests: { cpu: 2 } } }))
      .toEqual([`${plain} resources/requests/cpu`]);
    const required = (spec: Json, kind: string, apiVersion: string) =>
      rulesOf({ apiVersion, kind, metadata: { name: 'x' }, spec });
    expect(required({}, 'Service', 'v1')).toEqual(['required-field-missing /spec/ports']);
    expect(required({ maxReplicas: 1, scaleTargetRef: { apiVersion: 'a/b', kind: 'C' } }, 'HorizontalPodAutoscaler',
      'autoscaling/v1'))
      .toEqual(['required-field-missing /spec/scaleTargetRef/name']);
    expect(required({ accessModes: [], resources: {} }, 'PersistentVolumeClaim', 'v1'))
      .toEqual(['required-field-missing /spec/accessModes', 'required-field-missing /spec/resources/requests/storage']);
    expect(required({ csi: { driver: 'a', volumeHandle: 'b' }, accessModes: ['ReadWriteOnce'], capacity: {} },
      'PersistentVolume', 'v1'))
      .toEqual(['required-field-missing /spec/capacity/storage']);
    expect(rulesOf({ apiVersion: 'v1', kind: 'ConfigMap', metadata: {} }))
      .toEqual(['required-field-missing /metadata/name']);
  });

  test('is looked for in what is part of an object even where it is absent', () => {
    expect(refusals({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x' } }))
      .toEqual(['/spec/containers is missing']);
    expect(refusals({ apiVersion: 'v1', kind: 'PodTemplate', metadata: { name: 'x' } }))
      .toEqual(['/template/spec/containers is missing']);
    expect(refusals({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'x' } })).toEqual([
      '/spec/accessModes is missing; write at least one access mode', '/spec/resources/requests/storage is missing',
    ]);
  });

  test('is not in the status, which is left out when an object is made, nor in the name of a template', () => {
    expect(refusals({ ...deployment({}), status: { replicas: -1, conditions: [{}] } })).toEqual([]);
    expect(refusals(deployment({ template: { metadata: { name: 'A b', labels: { a: 'b' } }, spec: podSpec() } })))
      .toEqual([]);
  });

  test.each([
    ['Sysctl', { securityContext: { sysctls: [{ name: 'a' }] } }],
    ['HTTPHeader',
      { containers: [{ name: 'c', image: 'c:1',
        livenessProbe: { httpGet: { port: 1, httpHeaders: [{ name: 'A' }] } } }] }],
  ])('is not the value of a %s, which the document asks for and the server does not', (_, spec) => {
    expect(refusalsOfPod(spec)).toEqual([]);
  });

  test('is a choice among some in a list, and empty text where a choice was given', () => {
    expect(refusals({
      apiVersion: 'v1', kind: 'Service', metadata: { name: 'x' }, spec: {
        ports: [{ port: 1 }], ipFamilies: ['IPv5', ''], ipFamilyPolicy: 'PreferDualStack',
      },
    })).toEqual(['/spec/ipFamilies/0 must be IPv4 or IPv6, is "IPv5"',
      '/spec/ipFamilies/1 must be IPv4 or IPv6, is ""']);
    expect([refusalsOfPod({ dnsPolicy: '' }), refusalsOfPod({ preemptionPolicy: '' })]).toEqual([
      [], ['/spec/preemptionPolicy must be Never or PreemptLowerPriority, is ""'],
    ]);
  });
});

describe('a version or a kind that is not served', () => {
  const said = (apiVersion: string, kind: string) => refusals({ apiVersion, kind, metadata: { name: 'x' } });
  const ENDED = 'must be one that is served:';
  test('is refused, with what to write instead', () => {
    expect(said('policy/v1beta1', 'PodDisruptionBudget'))
      .toEqual([`/apiVersion ${ENDED} policy/v1beta1 PodDisruptionBudget ended with Kubernetes 1.25; write policy/v1, is "policy/v1beta1"`]);
    expect(said('extensions/v1beta1', 'Scale'))
      .toEqual([`/apiVersion ${ENDED} extensions/v1beta1 Scale ended with Kubernetes 1.16, is "extensions/v1beta1"`]);
    expect(said('apps/v2', 'Deployment'))
      .toEqual(['/apiVersion must be one that is served; write apps/v1, is "apps/v2"']);
    expect(said('apps/v1', 'Deploy')).toEqual(['/kind must be a kind of apps/v1; there is no Deploy, is "Deploy"']);
    expect(said('v1', 'Deployment')).toEqual(['/kind must be a kind of v1; there is no Deployment, is "Deployment"']);
    expect(said('v2', 'Pod')).toEqual(['/apiVersion must be one that is served; write v1, is "v2"']);
    expect(refusalsOf(manifestOf({ apiVersion: 'apps/v2', kind: 'Deployment' })).map(({ rule }) => rule))
      .toEqual(['api-version-not-served']);
    expect(refusalsOf(manifestOf({ apiVersion: 'policy/v1beta1', kind: 'PodDisruptionBudget' })).map(({ rule }) =>
      rule))
      .toEqual(['api-version-not-served']);
  });

  test('is none of a group that is not built in, of lists, and of what has no version', () => {
    expect([said('a.b/v1', 'Deployment'), said('apps/v1', 'DeploymentList'), said('', 'Pod')]).toEqual([[], [], []]);
  });
});

test('text for one reader of YAML and a boolean for another is refused where the second applies it', () => {
  const [manifest] = loadManifests([{
    file: 'a.yaml', text: 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata: {a: yes, b: 1}\n',
  }]);
  expect(refusalsOf(manifest).map(({ message, isDoubtful }) => [message, isDoubtful])).toEqual([
    [expect.stringMatching(/^\/data\/a .*; quote it$/), true],
    ['/data/b must be a string; write it in quotes, is 1', undefined],
  ]);
});
