import { Json } from '../../../test/support/rules';
import {
  plainContainer, podSpec, refusals, refusalsOfContainer, refusalsOfPod, saysOfEach,
} from '../../../test/support/refusals';

const saidOfDeployment = (pod: Json): string[] => refusals({
  apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'x' },
  spec: { selector: { matchLabels: { a: 'b' } }, template: { metadata: { labels: { a: 'b' } }, spec: podSpec(pod) } },
});

describe('a pod', () => {
  test('mounts volumes that it has, each place once, and none also as a device', () => {
    const mounts = (volumeMounts: Json[], volumeDevices: Json[] = []) =>
      refusalsOfContainer({ volumeMounts, volumeDevices }, { volumes: [{ name: 'v', emptyDir: {} }, { name: 'w' }] });
    const mount = (name: string, mountPath: string) => ({ name, mountPath });
    expect(mounts([mount('v', '/a'), mount('v', '/b'), mount('w', '/c')])).toEqual([]);
    expect(mounts([mount('v', '/a'), mount('w', '/a')]))
      .toEqual([expect.stringMatching(/mountPath must be mounted once/)]);
    expect(mounts([mount('v', '/a')], [{ name: 'v', devicePath: '/dev/a' }])).toEqual(expect.arrayContaining([
      expect.stringMatching(/volumeDevices\/0\/name must not be both mounted and used as a device/),
    ]));
    expect(mounts([mount('x', '/a')])).toEqual([
      expect.stringMatching(/name must be the name of a volume; there are v, w/),
    ]);
    expect(refusalsOfContainer({ volumeMounts: [mount('x', '/a')] })[0]).toMatch(/there are none/);
    expect(refusalsOfPod({ volumes: [{ name: 'v' }, { name: 'v' }] }))
      .toEqual([expect.stringMatching(/volumes\/1\/name must be the name of one volume only/)]);
    expect(refusalsOfPod({ volumes: [{ name: 'v', emptyDir: {}, hostPath: { path: '/' } }] }))
      .toEqual([expect.stringMatching(/must not be given beside emptyDir; a volume has exactly one source/)]);
  });

  test('of a StatefulSet has the volumes of its claim templates, and of no other', () => {
    const set = (kind: string) => refusals({
      apiVersion: 'apps/v1', kind, metadata: { name: 'x' },
      spec: {
        ...kind === 'StatefulSet' && {
          serviceName: 'x', volumeClaimTemplates: [{
            metadata: { name: 'data' },
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
          }],
        },
        selector: { matchLabels: { a: 'b' } },
        template: {
          metadata: { labels: { a: 'b' } },
          spec: podSpec({ containers: [plainContainer({ volumeMounts: [{ name: 'data', mountPath: '/a' }] })] }),
        },
      },
    });
    expect(set('StatefulSet')).toEqual([]);
    expect(set('Deployment')).toEqual([expect.stringMatching(/must be the name of a volume; there are none/)]);
  });

  test('takes each port of its node once', () => {
    const ports = (...all: Json[]) =>
      refusalsOfContainer({ ports: all.map((port, index) => ({ containerPort: index + 1, ...port })) });
    expect(ports({ hostPort: 80 }, { hostPort: 80, protocol: 'UDP' }, { hostPort: 80, hostIP: '10.0.0.1' }, {}))
      .toEqual([]);
    expect(ports({ hostPort: 80 }, { hostPort: 80, protocol: 'TCP' }))
      .toEqual([expect.stringMatching(/ports\/1\/hostPort must be used by one container port only/)]);
    expect(refusalsOfContainer({ ports: [{ containerPort: 80, hostPort: 81 }] }, { hostNetwork: true }))
      .toEqual([expect.stringMatching(/hostPort must equal containerPort 80 with hostNetwork/)]);
  });

  test('has names that DNS takes, gates and overrides that go together', () => {
    expect(refusalsOfPod({ hostAliases: [{ ip: '10.0.0.1', hostnames: ['a.b', 'A'] }] }))
      .toEqual([expect.stringMatching(/hostnames\/1 must /)]);
    expect(refusalsOfPod({ hostAliases: [{ ip: '10.0.0.1', hostnames: [''] }] }))
      .toEqual([expect.stringMatching(/hostnames\/0 must be a DNS name/)]);
    expect(refusalsOfPod({ schedulingGates: [{ name: 'a' }, { name: 'a' }] }))
      .toEqual([expect.stringMatching(/schedulingGates\/1\/name must be named once/)]);
    expect(refusalsOfPod({ schedulingGates: [{ name: 'a' }], nodeName: 'n' }))
      .toEqual([expect.stringMatching(/nodeName must not be given beside schedulingGates/)]);
    expect(refusalsOfPod({ hostUsers: false, hostPID: true }))
      .toEqual([expect.stringMatching(/must not be true with hostUsers false/)]);
    expect(refusalsOfPod({ shareProcessNamespace: true, hostPID: true }))
      .toEqual([expect.stringMatching(/shareProcessNamespace must not be true beside hostPID/)]);
    expect(refusalsOfPod({ hostnameOverride: 'a'.repeat(64) })).toEqual([]);
    expect(refusalsOfPod({ hostnameOverride: 'a'.repeat(65) }))
      .toEqual([expect.stringMatching(/hostnameOverride must be no more than 64 characters/)]);
    expect(refusalsOfPod({ hostnameOverride: 'a', hostNetwork: true }))
      .toEqual([expect.stringMatching(/hostnameOverride must not be given beside hostNetwork/)]);
  });

  test('that a Deployment makes is never ended by time, and has no debugger', () => {
    expect(saidOfDeployment({ activeDeadlineSeconds: 5 }))
      .toEqual([expect.stringMatching(/activeDeadlineSeconds must not be given in the template of this kind/)]);
    expect(refusalsOfPod({ activeDeadlineSeconds: 5 })).toEqual([]);
    const debug = { ephemeralContainers: [{ name: 'd', image: 'd:1' }] };
    expect(saidOfDeployment(debug))
      .toEqual([expect.stringMatching(/ephemeralContainers must not be given in a pod template/)]);
    expect(refusalsOfPod(debug)).toEqual([expect.stringMatching(/must not be given when a pod is created/)]);
  });

  test('stands where its affinity can be read', () => {
    const near = (term: Json) => refusalsOfPod({
      affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'zone', ...term }] } },
    });
    const labelSelector = { matchLabels: { a: 'b' } };
    expect(near({ labelSelector, matchLabelKeys: ['hash'], namespaces: ['a'] })).toEqual([]);
    expect(near({ labelSelector, namespaces: [''] }))
      .toEqual([expect.stringMatching(/namespaces\/0 must be the name of a namespace/)]);
    expect(near({ labelSelector, namespaces: ['A'] })).toEqual([expect.stringMatching(/namespaces\/0 must /)]);
    expect(near({ matchLabelKeys: ['hash'] }))
      .toEqual([expect.stringMatching(/matchLabelKeys must not be given without labelSelector/)]);
    expect(near({ labelSelector, matchLabelKeys: ['hash'], mismatchLabelKeys: ['hash'] }))
      .toEqual([expect.stringMatching(/matchLabelKeys\/0 must not stand in mismatchLabelKeys too/)]);
    expect(near({ labelSelector, matchLabelKeys: ['a b'] }))
      .toEqual([expect.stringMatching(/matchLabelKeys\/0 must /)]);
  });

  test.each<[Json, RegExp | undefined]>([
    [{ key: 'a', operator: 'Exists' }, undefined], [{ operator: 'Exists' }, undefined],
    [{ key: 'a', value: 'b' }, undefined], [{ key: 'a', operator: 'Gt', value: '-5' }, undefined],
    [{ key: 'a', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 5 }, undefined],
    [{ value: 'b' }, /operator must be Exists without key/],
    [{ key: 'a', operator: 'Exists', value: 'b' }, /value must not be given with operator Exists/],
    [{ key: 'a', operator: 'In' }, /operator must be Equal, Exists, Gt or Lt/],
    [{ key: 'a', value: 'b c' }, /value must /],
    [{ key: 'a', operator: 'Lt', value: '05' }, /value must be a whole number/],
    [{ key: 'a', effect: 'NoSchedule', tolerationSeconds: 5 }, /effect must be NoExecute with tolerationSeconds/],
  ])('tolerates %j: %s', (toleration, message) => {
    expect(refusalsOfPod({ tolerations: [toleration] }))
      .toEqual(message === undefined ? [] : [expect.stringMatching(message)]);
  });

  test('sleeps in a hook no longer than it may take to end', () => {
    const sleeping = (seconds: number, spec: Json = {}) =>
      refusalsOfContainer({ lifecycle: { preStop: { sleep: { seconds } } } }, spec);
    expect([sleeping(30), sleeping(0), sleeping(60, { terminationGracePeriodSeconds: 60 })]).toEqual([[], [], []]);
    expect(sleeping(31)).toEqual([expect.stringMatching(/seconds must be from 0 to terminationGracePeriodSeconds 30/)]);
    expect(sleeping(-1)).toHaveLength(1);
    expect(sleeping(6, { terminationGracePeriodSeconds: 5 })).toEqual([expect.stringMatching(/Seconds 5/)]);
  });

  test('sees all of /proc only without the users of its node', () => {
    const unmasked = { securityContext: { procMount: 'Unmasked' } };
    expect(refusalsOfContainer(unmasked))
      .toEqual([expect.stringMatching(/procMount must be Default unless hostUsers is false/)]);
    expect(refusalsOfContainer(unmasked, { hostUsers: false })).toEqual([]);
    expect(refusalsOfContainer({ securityContext: { procMount: 'Default' } })).toEqual([]);
  });

  test('mounts read-only all the way down where the mount is read-only and goes nowhere', () => {
    const mounted = (more: Json) => refusalsOfContainer(
      { volumeMounts: [{ name: 'v', mountPath: '/v', ...more }], securityContext: { privileged: true } },
      { volumes: [{ name: 'v', emptyDir: {} }] },
    );
    expect(mounted({ recursiveReadOnly: 'Enabled', readOnly: true })).toEqual([]);
    expect(mounted({ recursiveReadOnly: 'Disabled' })).toEqual([]);
    expect(mounted({ recursiveReadOnly: 'Enabled' }))
      .toEqual([expect.stringMatching(/recursiveReadOnly must be Disabled without readOnly/)]);
    expect(mounted({ recursiveReadOnly: 'IfPossible', readOnly: true, mountPropagation: 'Bidirectional' }))
      .toEqual([expect.stringMatching(/recursiveReadOnly must be Disabled with mountPropagation Bidirectional/)]);
  });
});

const NAME = 'must be lower-case letters, digits, - and ., starting and ending with a letter or digit';
const LABEL = 'must be lower-case letters, digits and - (no dots), starting and ending with a letter or digit';
const QUALIFIED = 'must be letters, digits, -, _ and ., starting and ending with a letter or digit';
const ADDRESS = 'must be an IP address, such as 10.0.0.1';

describe('the spec of a pod', () => {
  const init = (more: Json) => ({ initContainers: [{ name: 'i', image: 'i:1', ...more }] });
  const resized = (restartPolicy: string, resize: string) => ({
    restartPolicy, containers: [plainContainer({ resizePolicy: [{ resourceName: 'cpu', restartPolicy: resize }] })],
  });
  const dns = (dnsConfig: Json) => ({ dnsConfig });
  const claims = (...resourceClaims: Json[]) => ({ resourceClaims });
  const EITHER = 'must have exactly one of resourceClaimName and resourceClaimTemplateName';
  const beside = (field: string) => `hostnameOverride must not be given beside ${field}, is "a"`;
  saysOfEach((spec: Json) => refusalsOfPod(spec).map((text) => text.replace('/spec/', '')), [
    [{ containers: [] }, 'containers is missing'],
    [{ containers: undefined }, 'containers is missing'],
    [init({ name: 'c' }), 'initContainers/0/name must be the name of one container only, is "c"'],
    [{ containers: [plainContainer({ name: '' }), plainContainer({ name: '' })] }, 'containers/0/name is missing',
      'containers/1/name is missing'],
    [resized('Always', 'RestartContainer')], [resized('Never', 'NotRequired')],
    [resized('Never', 'RestartContainer'),
      'containers/0/resizePolicy/0/restartPolicy must be NotRequired in a pod with restartPolicy Never, is "RestartContainer"'],
    ...['serviceAccountName', 'nodeName', 'priorityClassName', 'runtimeClassName'].flatMap((field) => [
      [{ [field]: 'a.b' }], [{ [field]: 'A' }, `${field} ${NAME}, is "A"`],
    ] as const),
    ...['hostname', 'subdomain'].flatMap((field) => [
      [{ [field]: 'a' }], [{ [field]: 'a.b' }, `${field} ${LABEL}, is "a.b"`],
    ] as const),
    [{ activeDeadlineSeconds: 2147483647 }],
    [{ activeDeadlineSeconds: 0 }, 'activeDeadlineSeconds must be from 1 to 2147483647, is 0'],
    [{ nodeSelector: { 'a b': 'c' } }, `nodeSelector/a b has a key that ${QUALIFIED}, is "c"`],
    [{ readinessGates: [{ conditionType: 'a b' }] }, `readinessGates/0/conditionType ${QUALIFIED}, is "a b"`],
    [{ schedulingGates: [{ name: 'a b' }] }, `schedulingGates/0/name ${QUALIFIED}, is "a b"`],
    [{ schedulingGates: [{ name: 'a' }, { name: 'b' }] }],
    [{ os: { name: 'windows' } }], [{ os: { name: 'mac' } }, 'os/name must be linux or windows, is "mac"'],
    [{ hostAliases: [{ ip: 'a' }] }, `hostAliases/0/ip ${ADDRESS}, is "a"`],
    [{ hostAliases: [{ ip: '' }] }, 'hostAliases/0/ip is missing'],
    [{ hostAliases: [{ ip: '::1', hostnames: ['a', 'A'] }] }, `hostAliases/0/hostnames/1 ${NAME}, is "A"`],
    [{ serviceAccount: 'a', serviceAccountName: 'a' }], [{ serviceAccount: 'a' }],
    [{ serviceAccountName: 'a', serviceAccount: '' }],
    [{ serviceAccount: 'a', serviceAccountName: 'b' },
      'serviceAccount must be the same as serviceAccountName b, is "a"'],
    [{ overhead: { cpu: '1m' } }], [{ overhead: { cpu: '-1m' } }, 'overhead/cpu must be at least 0, is "-1m"'],
    [{ overhead: { gpu: 1 } },
      expect.stringMatching(/^overhead\/gpu names a resource that must be cpu, memory, .*, is 1$/)],
    [{ dnsPolicy: 'None', ...dns({ nameservers: ['10.0.0.1', '10.0.0.2', '::1'] }) }],
    [{ dnsPolicy: 'None' }, 'dnsConfig is missing; dnsPolicy None needs at least one nameserver'],
    [{ dnsPolicy: 'None', ...dns({}) },
      'dnsConfig/nameservers is missing; dnsPolicy None needs at least one nameserver'],
    [dns({ nameservers: ['::1', '::2', '::3', '::4'] }), 'dnsConfig/nameservers must hold no more than 3 addresses'],
    [dns({ nameservers: [''] }), 'dnsConfig/nameservers/0 must be an IP address, is ""'],
    [dns({ nameservers: ['a'] }), `dnsConfig/nameservers/0 ${ADDRESS}, is "a"`],
    [dns({ searches: Array<string>(32).fill('a') })],
    [dns({ searches: Array<string>(33).fill('a') }), 'dnsConfig/searches must hold no more than 32 domains'],
    ...['.', 'a', 'a.', '_a.b_c.d', 'a-b'].map((search) => [dns({ searches: [search] })] as const),
    ...['', 'A', 'a..b', '-a', 'a-', '.a', 'a b', '..', 'a_'].map((search) => [
      dns({ searches: [search] }), `dnsConfig/searches/0 must be a DNS name in lower case, is "${search}"`,
    ] as const),
    [dns({ options: [{ name: 'a' }] })], [dns({ options: [{ value: 'a' }] }), 'dnsConfig/options/0/name is missing'],
    [{ hostUsers: false, hostPID: true, hostIPC: true },
      'hostPID must not be true with hostUsers false, is true',
        'hostIPC must not be true with hostUsers false, is true'],
    [{ hostUsers: true, hostPID: true, hostIPC: true }], [{ hostPID: true }], [{ shareProcessNamespace: true }],
    [{ hostnameOverride: 'a.b' }], [{ hostnameOverride: 'A' }, `hostnameOverride ${NAME}, is "A"`],
    [{ hostnameOverride: 'a', setHostnameAsFQDN: true }, beside('setHostnameAsFQDN')],
    [{ hostnameOverride: 'a', setHostnameAsFQDN: true, hostNetwork: true }, beside('setHostnameAsFQDN')],
    [claims({ name: 'a', resourceClaimName: 'b' }, { name: 'b', resourceClaimTemplateName: 'b' })],
    [claims({ name: 'a', resourceClaimName: 'b' }, { name: 'a', resourceClaimName: 'c' }),
      'resourceClaims/1/name must be named once, is "a"'],
    [claims({ name: 'a' }), `resourceClaims/0 ${EITHER}`],
    [claims({ name: 'a', resourceClaimName: 'b', resourceClaimTemplateName: 'c' }), `resourceClaims/0 ${EITHER}`],
    [claims({ name: 'a', resourceClaimName: '' }), 'resourceClaims/0/resourceClaimName must not be empty, is ""'],
    [claims({ name: 'a', resourceClaimTemplateName: 'A' }),
      `resourceClaims/0/resourceClaimTemplateName ${NAME}, is "A"`],
    [claims({ name: 'A', resourceClaimName: 'B' }),
      `resourceClaims/0/name ${LABEL}, is "A"`, `resourceClaims/0/resourceClaimName ${NAME}, is "B"`],
    [{ containers: [plainContainer({ image: ' a' })] },
      'containers/0/image must not start or end with a space, is " a"'],
    [init({ image: 'a ' }), 'initContainers/0/image must not start or end with a space, is "a "'],
    [init({ restartPolicy: 'Always', lifecycle: { postStart: { sleep: { seconds: 31 } } } }),
      'initContainers/0/lifecycle/postStart/sleep/seconds must be from 0 to terminationGracePeriodSeconds 30, is 31'],
  ]);

  test('shares the ports of its node as its containers have them', () => {
    const shared = (hostPort: number, hostNetwork: boolean) =>
      refusalsOfContainer({ ports: [{ containerPort: 80, hostPort }] }, { hostNetwork });
    expect([shared(80, true), shared(0, true), shared(81, false)]).toEqual([[], [], []]);
    expect(shared(81, true)).toEqual(['/ports/0/hostPort must equal containerPort 80 with hostNetwork, is 81']);
  });
});

describe('a template of pods', () => {
  const template = (metadata: Json) => refusals({
    apiVersion: 'v1', kind: 'PodTemplate', metadata: { name: 'x' }, template: { metadata, spec: podSpec() },
  }).map((text) => text.replace('/template/metadata/', ''));
  saysOfEach(template, [
    [{ name: 'Any', labels: { a: 'b' }, annotations: { 'A/b': 'c d' } }],
    [{ labels: { a: 'b c' } }, `labels/a ${QUALIFIED}, is "b c"`],
    [{ annotations: { 'a b': 'c' } }, `annotations/a b has a key that ${QUALIFIED}, is "c"`],
  ]);
  test('has an image that may stand between spaces, which a pod has not', () => {
    expect(saidOfDeployment({ containers: [plainContainer({ image: ' a ' })] })).toEqual([]);
  });
});
