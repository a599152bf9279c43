import { Json } from '../../../test/support/rules';
import { plainContainer, podSpec, refusals, refusalsOfContainer, refusalsOfPod } from '../../../test/support/refusals';

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
