import { Json } from '../../../test/support/rules';
import { refusalsOfContainer, refusalsOfPod, saysOfEach } from '../../../test/support/refusals';

describe('a container', () => {
  test('knows of its pod what there is to know', () => {
    const env = (fieldPath: string) =>
      refusalsOfContainer({ env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath } } }] });
    for (const path of ['metadata.name', 'status.podIP', 'spec.nodeName', `metadata.labels['a/b']`,
      `metadata.annotations['A']`]) {
      expect(env(path)).toEqual([]);
    }
    expect(env('metadata.generation')).toEqual([expect.stringMatching(/fieldPath must be one of metadata\.name, /)]);
    expect(env('metadata.labels')).toEqual([expect.stringMatching(/fieldPath must be one of/)]);
    expect(env(`metadata.labels['a b']`)).toEqual([expect.stringMatching(/fieldPath has a key that must /)]);
    const file = (fieldPath: string) => refusalsOfPod({
      volumes: [{ name: 'v', downwardAPI: { items: [{ path: 'a', fieldRef: { fieldPath } }] } }],
    });
    expect(file('metadata.labels')).toEqual([]);
    expect(file('status.podIP')).toEqual([expect.stringMatching(/fieldPath must be one of/)]);
  });

  test('divides by a unit', () => {
    const divided = (resource: string, divisor?: unknown) =>
      refusalsOfContainer({ env: [{ name: 'A', valueFrom: { resourceFieldRef: { resource, divisor } } }] });
    expect([divided('limits.cpu'), divided('limits.cpu', '1m'), divided('limits.cpu', 0)]).toEqual([[], [], []]);
    expect(divided('limits.memory', '1Mi')).toEqual([]);
    expect(divided('limits.cpu', '1Mi')).toEqual([expect.stringMatching(/divisor must be one of 1m, 1/)]);
    expect(divided('limits.memory', '1m')).toEqual([expect.stringMatching(/divisor must be one of 1, 1k, 1Ki/)]);
    expect(divided('limits.gpu')).toEqual([expect.stringMatching(/resource must be limits\. or requests\. with cpu/)]);
  });

  test('asks with headers that are some, in one way', () => {
    const probe = (name: string) => refusalsOfContainer({
      livenessProbe: { httpGet: { path: '/', port: 80, httpHeaders: [{ name, value: 'x' }] } },
    });
    expect(probe('X-Token-1')).toEqual([]);
    expect(probe('X_Token')).toEqual([expect.stringMatching(/name must be letters, digits and -/)]);
    expect(probe('A:')).toEqual([expect.stringMatching(/name must be letters, digits and -/)]);
    expect(refusalsOfContainer({ livenessProbe: {} })).toEqual([expect.stringMatching(/^\/livenessProbe /)]);
    expect(refusalsOfContainer({ livenessProbe: { tcpSocket: { port: 1 }, exec: { command: ['a'] } } }))
      .toEqual([expect.stringMatching(/^\/livenessProbe/)]);
  });

  test('is resized as it says, of each resource once', () => {
    const resized = (...resizePolicy: Json[]) => refusalsOfContainer({ resizePolicy });
    const policy = (resourceName: string, restartPolicy = 'NotRequired') => ({ resourceName, restartPolicy });
    expect(resized(policy('cpu'), policy('memory', 'RestartContainer'))).toEqual([]);
    expect(resized(policy('cpu'), policy('cpu'))).toEqual([expect.stringMatching(/resourceName must be named once/)]);
    expect(resized(policy('gpu'))).toEqual([expect.stringMatching(/resourceName must be (one of )?cpu/)]);
    expect(resized(policy('cpu', 'Never')))
      .toEqual([expect.stringMatching(/restartPolicy must be (one of )?NotRequired/)]);
  });

  test('gains no rights that it gives up', () => {
    const rights = (more: Json) =>
      refusalsOfContainer({ securityContext: { allowPrivilegeEscalation: false, ...more } });
    expect(rights({ capabilities: { add: ['NET_ADMIN'] } })).toEqual([]);
    expect(rights({ capabilities: { add: ['CAP_SYS_ADMIN'] } }))
      .toEqual([expect.stringMatching(/add\/0 must not be added with allowPrivilegeEscalation false/)]);
    expect(rights({ privileged: true }))
      .toEqual([expect.stringMatching(/allowPrivilegeEscalation must not be false for a privileged container/)]);
  });
});

const LABEL = 'must be lower-case letters, digits and - (no dots), starting and ending with a letter or digit';
const SUBDOMAIN = 'must be lower-case letters, digits, - and ., starting and ending with a letter or digit';
const PORT = 'must be a port from 1 to 65535';
const PORT_NAME = 'must be lower-case letters, digits and single -, with a letter in it';
const VARIABLE = 'must be printable ASCII characters other than =';

describe('what a container is', () => {
  const said = (more: Json) => refusalsOfContainer(more).map((text) => text.replace(/^\//, ''));
  saysOfEach(said, [
    [{ name: '' }, 'name is missing'], [{ name: 'a.b' }, `name ${LABEL}, is "a.b"`],
    [{ image: '' }, 'image is missing'],
    [{ ports: [{ containerPort: 1, name: 'a' }, { containerPort: 1, name: 'b' }, { containerPort: 2 },
      { containerPort: 3 }] }],
    [{ ports: [{ containerPort: 1, name: 'a' }, { containerPort: 2, name: 'a' }] },
      'ports/1/name must be the name of one port only, is "a"'],
    [{ ports: [{ containerPort: 0 }] }, 'ports/0/containerPort is missing'],
    [{ ports: [{ containerPort: 65536 }] }, `ports/0/containerPort ${PORT}, is 65536`],
    [{ ports: [{ containerPort: 1, name: 'A' }] }, `ports/0/name ${PORT_NAME}, is "A"`],
    [{ ports: [{ containerPort: 1, hostPort: 65536 }] }, `ports/0/hostPort ${PORT}, is 65536`],
  ]);
});

describe('the environment of a container', () => {
  const variable = (more: Json) =>
    refusalsOfContainer({ env: [{ name: 'A', ...more }] }).map((text) => text.replace('/env/0/', ''));
  const from = (valueFrom: Json) => ({ valueFrom });
  const ref = { name: 'a', key: 'b' };
  const field = (fieldPath: string) => from({ fieldRef: { fieldPath } });
  const divided = (divisor: unknown, resource = 'limits.memory') => from({ resourceFieldRef: { resource, divisor } });
  const RESOURCE = 'must be limits. or requests. with cpu, memory, ephemeral-storage or hugepages';
  const UNITS = '1, 1k, 1Ki, 1M, 1Mi, 1G, 1Gi, 1T, 1Ti, 1P, 1Pi, 1E, 1Ei';
  saysOfEach(variable, [
    [{ value: 'a' }], [{ name: '' }, 'name is missing'], [{ name: 'a=b' }, `name ${VARIABLE}, is "a=b"`],
    [{ value: 'x', ...field('metadata.name') }, 'valueFrom must not be given beside value'],
    [{ value: '', ...field('metadata.name') }],
    [from({}), 'valueFrom must have one of fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef'],
    [from({ secretKeyRef: ref, configMapKeyRef: ref }),
      'valueFrom/secretKeyRef must not be given beside configMapKeyRef; a variable has exactly one source'],
    [from({ configMapKeyRef: ref })], [from({ secretKeyRef: ref })],
    ...['configMapKeyRef', 'secretKeyRef'].flatMap((kind) => [
      [from({ [kind]: { ...ref, name: '' } }), `valueFrom/${kind}/name is missing`],
      [from({ [kind]: { ...ref, name: 'A' } }), `valueFrom/${kind}/name ${SUBDOMAIN}, is "A"`],
      [from({ [kind]: { ...ref, key: '' } }), `valueFrom/${kind}/key is missing`],
      [from({ [kind]: { ...ref, key: 'a b' } }), `valueFrom/${kind}/key must be letters, digits, -, _ and ., is "a b"`],
    ] as const),
    [from({ fileKeyRef: { key: 'a=', volumeName: 'A', path: '' } }), `valueFrom/fileKeyRef/key ${VARIABLE}, is "a="`,
      `valueFrom/fileKeyRef/volumeName ${LABEL}, is "A"`, 'valueFrom/fileKeyRef/path is missing'],
    ...['metadata.namespace', 'metadata.uid', 'spec.serviceAccountName', 'status.hostIP', 'status.hostIPs',
      'status.podIPs',
      'spec.host'].map((path) => [field(path)] as const),
    [field(''), 'valueFrom/fieldRef/fieldPath is missing'],
    [field(`metadata.annotations['a b']`),
      expect.stringMatching(/^valueFrom\/fieldRef\/fieldPath has a key that must be letters/)],
    [field(`metadata.labels['A/b']`),
      expect.stringMatching(/^valueFrom\/fieldRef\/fieldPath has a key that must have a DNS name/)],
    [field(`metadata.annotations['A/b']`)],
    ...[`xmetadata.labels['a']`, `metadata.labels['a']x`].map((path) => [field(path),
      expect.stringMatching(/^valueFrom\/fieldRef\/fieldPath must be one of metadata.name, metadata.namespace, metadata.uid, spec.node.*, metadata.labels\['key'\] or metadata.annotations\['key'\], is/),
    ] as const),
    ...['cpu', 'memory', 'ephemeral-storage', 'hugepages-2Mi'].flatMap((name) => [
      [divided(undefined, `limits.${name}`)], [divided(undefined, `requests.${name}`)],
    ] as const),
    ...['cpu', 'limits.cpus', 'xlimits.cpu', 'limits.pods'].map((name) => [
      divided(undefined, name), `valueFrom/resourceFieldRef/resource ${RESOURCE}, is "${name}"`,
    ] as const),
    [divided(undefined, ''), 'valueFrom/resourceFieldRef/resource is missing'],
    ...UNITS.split(', ')
      .map((unit) => [divided(unit)] as const), [divided(1)], [divided('0')], [divided('.0')], [divided('00')],
    [divided('1m', 'requests.cpu')], [divided('1', 'requests.cpu')],
    [divided('1k', 'limits.cpu'), 'valueFrom/resourceFieldRef/divisor must be one of 1m, 1, is "1k"'],
    [divided('1u'), `valueFrom/resourceFieldRef/divisor must be one of ${UNITS}, is "1u"`],
    [divided('-2'), `valueFrom/resourceFieldRef/divisor must be one of ${UNITS}, is "-2"`],
  ]);

  const all = (from: Json) => refusalsOfContainer({ envFrom: [from] })
    .map((text) => text.replace('/envFrom/0', '').replace(/^\//, ''));
  saysOfEach(all, [
    [{ configMapRef: { name: 'a' } }], [{ prefix: 'a', secretRef: { name: 'a' } }],
    [{ prefix: '=', secretRef: { name: 'a' } }, `prefix ${VARIABLE}, is "="`],
    [{ configMapRef: { name: '' } }, 'configMapRef/name is missing'],
    [{ secretRef: { name: 'A' } }, `secretRef/name ${SUBDOMAIN}, is "A"`],
    [{ configMapRef: { name: 'A' } }, `configMapRef/name ${SUBDOMAIN}, is "A"`],
    [{ configMapRef: { name: 'a' }, secretRef: { name: 'a' } },
      'secretRef must not be given beside configMapRef; an item has exactly one source'],
  ]);

  test('is of something', () => {
    expect(refusalsOfContainer({ envFrom: [{}] })).toEqual(['/envFrom/0 must have one of configMapRef, secretRef']);
  });
});

describe('the probes and hooks of a container', () => {
  const tcp = { tcpSocket: { port: 1 } };
  const probe = ([kind, more]: [string, Json]) => refusalsOfContainer({ [kind]: more }).map((text) => text.slice(1));
  const ONE = 'a probe or hook has exactly one handler';
  saysOfEach(probe, [
    ...(['livenessProbe', 'startupProbe', 'readinessProbe'] as const).flatMap((kind) => [
      [[kind, tcp] as [string, Json]],
      ...['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold',
        'failureThreshold'].flatMap((field) => [
        [[kind, { ...tcp, [field]: 0 }] as [string, Json]],
        [[kind, { ...tcp, [field]: -1 }] as [string, Json], `${kind}/${field} must be at least 0, is -1`],
      ] as const),
      [[kind, {}] as [string, Json], `${kind} must have one of exec, httpGet, tcpSocket, grpc`],
      [[kind, { ...tcp, grpc: { port: 1 } }] as [string, Json],
        `${kind}/grpc must not be given beside tcpSocket; ${ONE}`],
    ] as const),
    ...(['livenessProbe', 'startupProbe'] as const).flatMap((kind) => [
      [[kind, { ...tcp, successThreshold: 1 }] as [string, Json]],
      [[kind, { ...tcp, successThreshold: 2 }] as [string, Json],
        `${kind}/successThreshold must be 1 for a ${kind}, is 2`],
      [[kind, { ...tcp, terminationGracePeriodSeconds: 1 }] as [string, Json]],
      [[kind, { ...tcp, terminationGracePeriodSeconds: 0 }] as [string, Json],
        `${kind}/terminationGracePeriodSeconds must be at least 1, is 0`],
    ] as const),
    [['readinessProbe', { ...tcp, successThreshold: 2 }]],
    [['readinessProbe', { ...tcp, terminationGracePeriodSeconds: 1 }],
      'readinessProbe/terminationGracePeriodSeconds must not be given for a readinessProbe, is 1'],
    [['livenessProbe', { exec: {} }], 'livenessProbe/exec/command is missing'],
    [['livenessProbe', { httpGet: { port: 'A' } }], `livenessProbe/httpGet/port ${PORT_NAME}, is "A"`],
    [['livenessProbe', { tcpSocket: { port: 0 } }], `livenessProbe/tcpSocket/port ${PORT}, is 0`],
    [['livenessProbe', { grpc: { port: 0 } }], `livenessProbe/grpc/port ${PORT}, is 0`],
    [['lifecycle', { preStop: tcp, postStart: { exec: { command: ['a'] } } }]],
    [['lifecycle', { preStop: {} }], 'lifecycle/preStop must have one of exec, httpGet, tcpSocket, sleep'],
    [['lifecycle', { postStart: { ...tcp, sleep: { seconds: 1 } } }],
      `lifecycle/postStart/sleep must not be given beside tcpSocket; ${ONE}`],
    [['lifecycle', { postStart: { httpGet: { port: 0 }, exec: { command: ['a'] } } }],
      `lifecycle/postStart/httpGet/port ${PORT}, is 0`,
        `lifecycle/postStart/httpGet must not be given beside exec; ${ONE}`],
  ]);
});

describe('when a container is begun anew', () => {
  const RULE = { action: 'Restart', exitCodes: { operator: 'In', values: [1] } };
  saysOfEach((more: Json) => refusalsOfContainer(more).map((text) => text.slice(1)), [
    [{ restartPolicy: 'Always' }], [{ restartPolicy: 'Never', restartPolicyRules: [RULE] }],
    [{ restartPolicy: 'Some' }, 'restartPolicy must be Always, Never or OnFailure, is "Some"'],
    [{ restartPolicy: '' }, 'restartPolicy must be Always, Never or OnFailure, is ""'],
    [{ restartPolicyRules: [RULE] }, 'restartPolicy is missing; restartPolicyRules need it'],
    [{ restartPolicy: 'Never', restartPolicyRules: [{ action: 'Restart' }] },
      'restartPolicyRules/0/exitCodes is missing', 'restartPolicyRules/0/exitCodes/operator is missing'],
    [{ resizePolicy: [{ resourceName: 'gpu', restartPolicy: 'NotRequired' }] },
      'resizePolicy/0/resourceName must be cpu or memory, is "gpu"'],
    [{ resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'Some' }] },
      'resizePolicy/0/restartPolicy must be NotRequired or RestartContainer, is "Some"'],
  ]);

  const first = (more: Json) => refusalsOfPod({ initContainers: [{ name: 'i', image: 'i:1', ...more }] })
    .map((text) => text.replace('/spec/initContainers/0/', ''));
  const probes = Object.fromEntries(['livenessProbe', 'readinessProbe',
    'startupProbe'].map((kind) => [kind, { tcpSocket: { port: 1 } }]));
  test('is all that an init container says, unless it runs beside the others', () => {
    const more = { ...probes, lifecycle: {} };
    expect(first({ ...more, restartPolicy: 'Always' })).toEqual([]);
    expect(first(more)).toEqual(['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle'].map((field) =>
      `${field} must not be given for an init container without restartPolicy Always`));
    expect([first({}), first({ restartPolicy: 'OnFailure' })]).toEqual([[], []]);
  });
});
