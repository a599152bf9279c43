import { Json } from '../../../test/support/rules';
import { refusals, saysOfEach } from '../../../test/support/refusals';

const LABEL = 'must be lower-case letters, digits and - (no dots), starting and ending with a letter or digit';
const QUALIFIED = 'must be letters, digits, -, _ and ., starting and ending with a letter or digit';
const of = (apiVersion: string, kind: string, base: Json = {}) => (more: Json) =>
  refusals({ apiVersion, kind, metadata: { name: 'x' }, ...base, ...more });

describe('a class of priority', () => {
  const priority = ([name, value]: [string, number]) =>
    refusals({ apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value });
  const RESERVED = 'must not start with system-, which is reserved';
  saysOfEach(priority, [
    [['x', 1_000_000_000]], [['x', -5]], [['x', 1_000_000_001], '/value must be at most 1000000000, is 1000000001'],
    [['system-cluster-critical', 2_000_000_000]], [['system-node-critical', 2_000_001_000]],
    [['system-node-critical', 2_000_000_000], `/metadata/name ${RESERVED}, is "system-node-critical"`],
    [['system-x', 0], `/metadata/name ${RESERVED}, is "system-x"`],
    [['system', 1]],
  ]);
  saysOfEach(of('scheduling.k8s.io/v1', 'PriorityClass', { value: 1 }), [
    [{ preemptionPolicy: 'Never' }],
    [{ preemptionPolicy: 'Some' }, '/preemptionPolicy must be Never or PreemptLowerPriority, is "Some"'],
    [{ preemptionPolicy: '' }, '/preemptionPolicy must be Never or PreemptLowerPriority, is ""'],
  ]);
});

describe('a class of runtimes', () => {
  const toleration = { key: 'a', operator: 'Equal', value: 'b', effect: 'NoSchedule' };
  const tolerating = (...tolerations: Json[]) => ({ scheduling: { tolerations } });
  saysOfEach(of('node.k8s.io/v1', 'RuntimeClass', { handler: 'a' }), [
    [{}], [{ handler: '' }, '/handler is missing'], [{ handler: 'A.b' }, `/handler ${LABEL}, is "A.b"`],
    [{ overhead: { podFixed: { cpu: '1m' } } }],
    [{ overhead: { podFixed: { cpu: '-1' } } }, '/overhead/podFixed/cpu must be at least 0, is "-1"'],
    [{ overhead: { podFixed: { pods: 1 } } },
      '/overhead/podFixed/pods names a resource that must be a resource of a container, such as cpu, is 1'],
    [{ scheduling: { nodeSelector: { 'a b': 'c' } } },
      `/scheduling/nodeSelector/a b has a key that ${QUALIFIED}, is "c"`],
    ...(['key', 'operator', 'value', 'effect'] as const).map((field) => [
      tolerating(toleration,
        { ...toleration, [field]: { key: 'b', operator: '', value: 'c', effect: 'NoExecute' }[field] }),
    ] as const),
    [tolerating(toleration, toleration), '/scheduling/tolerations/1 must stand once'],
    [tolerating({ ...toleration, operator: 'Exists' }),
      '/scheduling/tolerations/0/value must not be given with operator Exists, is "b"'],
  ]);
});

describe('a lease', () => {
  const lease = (spec: Json) => of('coordination.k8s.io/v1', 'Lease')({ spec });
  saysOfEach(lease, [
    [{}], [{ leaseDurationSeconds: 1, leaseTransitions: 0 }],
    [{ leaseDurationSeconds: 0 }, '/spec/leaseDurationSeconds must be greater than 0, is 0'],
    [{ leaseTransitions: -1 }, '/spec/leaseTransitions must be at least 0, is -1'],
  ]);
});

describe('endpoints', () => {
  const addresses = [{ ip: '10.0.0.1' }];
  const subset = (more: Json) => of('v1', 'Endpoints')({ subsets: [more] });
  saysOfEach(subset, [
    [{ addresses }], [{ notReadyAddresses: addresses }],
    [{}, '/subsets/0/addresses is missing; write addresses or notReadyAddresses'],
    [{ addresses: [] }, '/subsets/0/addresses is missing; write addresses or notReadyAddresses'],
    [{ addresses: [{ ip: 'a' }] }, '/subsets/0/addresses/0/ip must be an IP address, such as 10.0.0.1, is "a"'],
    [{ addresses: [{ ip: '' }] }, '/subsets/0/addresses/0/ip is missing'],
    [{ addresses, ports: [{ port: 1, name: 'a' }] }],
    [{ addresses, ports: [{ port: 0 }] }, '/subsets/0/ports/0/port must be a port from 1 to 65535, is 0'],
    [{ addresses, ports: [{ port: 1, name: 'A' }] }, `/subsets/0/ports/0/name ${LABEL}, is "A"`],
  ]);

  const slice = of('discovery.k8s.io/v1', 'EndpointSlice', { addressType: 'IPv4', endpoints: [] });
  const at = '/endpoints/0/addresses/0';
  saysOfEach(slice, [
    [{ endpoints: [{ addresses: ['10.0.0.1'] }], ports: [{ name: 'a' }, { name: 'b' }] }],
    [{ endpoints: [{ addresses: ['a'] }] }, `${at} must be an IP address, such as 10.0.0.1, is "a"`],
    [{ endpoints: [{ addresses: [''] }] }, `${at} must be an IP address, is ""`],
    [{ endpoints: [{ addresses: ['a.b'] }], addressType: 'FQDN' }],
    [{ addressType: '' }, '/addressType is missing'],
    [{ ports: [{ name: 'a' }, { name: 'a' }] }, '/ports/1/name must be the name of one port only, is "a"'],
    [{ ports: [{}, {}] }, '/ports/1/name must be the name of one port only'],
    [{ ports: [{ name: 'A' }] }, `/ports/0/name ${LABEL}, is "A"`],
  ]);
});

describe('a CSI driver', () => {
  const driver = (spec: Json) => of('storage.k8s.io/v1', 'CSIDriver')({ spec });
  saysOfEach(driver, [
    [{}], [{ fsGroupPolicy: 'None', volumeLifecycleModes: ['Persistent', 'Ephemeral'] }],
    [{ fsGroupPolicy: 'Some' }, '/spec/fsGroupPolicy must be File, None or ReadWriteOnceWithFSType, is "Some"'],
    [{ fsGroupPolicy: '' }, '/spec/fsGroupPolicy must be File, None or ReadWriteOnceWithFSType, is ""'],
    [{ volumeLifecycleModes: ['Persistent', 'Some'] },
      expect.stringMatching(/^\/spec\/volumeLifecycleModes\/1 must be .*Persistent.*, is "Some"$/)],
  ]);
});

describe.each(['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'])('a %s', (kind) => {
  const rule = { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] };
  const base = { name: 'a.b.c', admissionReviewVersions: ['v1'], sideEffects: 'None',
    clientConfig: { url: 'https://a' } };
  const hooks = (...webhooks: Json[]) => of('admissionregistration.k8s.io/v1', kind)({ webhooks })
    .map((text) => text.replace('/webhooks/', ''));
  const service = (more: Json) => ({ clientConfig: { service: { namespace: 'a', name: 'b', ...more } } });
  const DOMAIN = 'must be a domain of three parts or more, such as check.example.com';
  saysOfEach((more: Json) => hooks({ ...base, ...more }), [
    [{}], [{ name: 'a.b.c.d' }], [{ name: 'a-1.b.c' }],
    ...['a.b', 'A.b.c', 'a..b.c', '-a.b.c', 'a.b.c.']
      .map((name) => [{ name }, `0/name ${DOMAIN}, is "${name}"`] as const),
    [{ name: '' }, '0/name is missing'],
    [{ admissionReviewVersions: [] }, '0/admissionReviewVersions is missing'],
    [{ admissionReviewVersions: ['v1', 'V1'] }, '0/admissionReviewVersions/1 must be a version such as v1, is "V1"'],
    [{ admissionReviewVersions: ['v1', 'v1-'] }, '0/admissionReviewVersions/1 must be a version such as v1, is "v1-"'],
    [{ admissionReviewVersions: ['v1', 'v1'] }, '0/admissionReviewVersions/1 must stand once, is "v1"'],
    [{ timeoutSeconds: 30 }], [{ timeoutSeconds: 31 }, '0/timeoutSeconds must be from 1 to 30, is 31'],
    [{ timeoutSeconds: 0 }, '0/timeoutSeconds must be from 1 to 30, is 0'],
    [{ rules: [rule] }],
    ...['apiGroups', 'apiVersions', 'operations', 'resources'].map((field) => [
      { rules: [{ ...rule, [field]: [] }] }, `0/rules/0/${field} is missing`,
    ] as const),
    ...['apiVersions', 'resources'].map((field) => [
      { rules: [{ ...rule, [field]: ['a', ''] }] }, `0/rules/0/${field}/1 must not be empty, is ""`,
    ] as const),
    [{ rules: [{ ...rule, operations: [''] }] }, expect.stringMatching(/^0\/rules\/0\/operations\/0 must .*, is ""$/)],
    [{ clientConfig: {} }, '0/clientConfig must have one of url, service'],
    [{ clientConfig: { ...service({}).clientConfig, url: 'https://a' } },
      '0/clientConfig/service must not be given beside url; a webhook has exactly one address'],
    [service({ path: '/a', port: 443 })], [service({ path: '' })],
    [service({ path: 'a' }), '0/clientConfig/service/path must start with /, is "a"'],
    [service({ port: 0 }), '0/clientConfig/service/port must be a port from 1 to 65535, is 0'],
  ]);
  test('names each webhook once', () => {
    expect(hooks(base, { ...base, name: 'd.e.f' })).toEqual([]);
    expect(hooks(base, base)).toEqual(['1/name must be named once, is "a.b.c"']);
  });
});

describe('a namespace', () => {
  const labelled = ([key, value]: [string, string]) => refusals({
    apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'x', labels: { [key]: value } },
  }).map((text) => text.replace('/metadata/labels/', ''));
  const label = (mode: string) => `pod-security.kubernetes.io/${mode}`;
  const LEVELS = 'must be privileged, baseline, restricted';
  const VERSION = 'must be latest or a version such as v1.31';
  saysOfEach(labelled, [
    ...['enforce', 'audit', 'warn'].flatMap((mode) => [
      [[label(mode), 'restricted'] as [string, string]] as const,
      [[label(mode), 'Baseline'] as [string, string],
        `pod-security.kubernetes.io~1${mode} ${LEVELS}, is "Baseline"`] as const,
      [[label(`${mode}-version`), 'v1.31'] as [string, string]] as const,
      [[label(`${mode}-version`), '1.31'] as [string, string],
        `pod-security.kubernetes.io~1${mode}-version ${VERSION}, is "1.31"`] as const,
    ]),
    ...['privileged', 'baseline'].map((level) => [[label('enforce'), level] as [string, string]] as const),
    ...['latest', 'v1.0'].map((version) => [[label('warn-version'), version] as [string, string]] as const),
    ...['v1.01', 'v1', 'v1.31.2', 'Latest', 'v2.1'].map((version) => [
      [label('warn-version'), version] as [string, string],
      `pod-security.kubernetes.io~1warn-version ${VERSION}, is "${version}"`,
    ] as const),
    [[label('other'), 'a']], [[`x.${label('enforce')}`, 'a']],
  ]);
});

describe('a node', () => {
  const tainted = (...taints: Json[]) => of('v1', 'Node')({ spec: { taints } })
    .map((text) => text.replace('/spec/taints/', ''));
  const taint = { key: 'a', value: 'b', effect: 'NoSchedule' };
  test('has each taint once for an effect, in words that labels can have', () => {
    expect(tainted(taint, { ...taint, effect: 'NoExecute' }, { ...taint, key: 'b' })).toEqual([]);
    expect(tainted(taint, { ...taint, value: 'c' })).toEqual(['1/key must stand once for an effect, is "a"']);
    expect(tainted({ ...taint, key: 'a b' })).toEqual([`0/key ${QUALIFIED}, is "a b"`]);
    expect(tainted({ ...taint, key: '' })).toEqual(['0/key is missing']);
    expect(tainted({ ...taint, value: 'a b' })).toEqual([`0/value ${QUALIFIED}, is "a b"`]);
  });
});
