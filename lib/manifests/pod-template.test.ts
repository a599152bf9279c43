import { stringify } from 'yaml';
import { Model, PodTemplate } from '.';

/** The template of a Deployment in namespace `ai` with this pod spec. */
function template(spec: object, metadata: object = {}): PodTemplate {
  const object = {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'ai' },
    spec: { template: { metadata, spec: { containers: [{ name: 'main' }], ...spec } } },
  };
  return Model.load([{ file: 'app.yaml', text: stringify(object) }]).workloads[0].pod;
}

test('a pod that says nothing has the defaults of Kubernetes', () => {
  expect(template({})).toEqual({
    pointer: '/spec/template/spec',
    labels: new Map(),
    requests: new Map(),
    containers: [{
      name: 'main', pointer: '/spec/template/spec/containers/0', startupProbe: undefined, livenessProbe: undefined,
      readinessProbe: undefined,
    }],
    nodeSelector: [],
    nodeAffinity: undefined,
    tolerations: [],
    antiAffinity: [],
    affinity: [],
    spread: [],
    hostPorts: [],
    claims: [],
    nodeName: undefined,
    priorityClassName: undefined,
    schedulerName: undefined,
    schedulingGates: 0,
    deviceClaims: [],
    ephemeralClaims: [],
    inlineDisks: [], nodeFeatures: [],
    nodeDisks: [],
    os: undefined,
    preemptionPolicy: undefined,
    terminationGracePeriodSeconds: 30,
  });
});

test('a scheduler is asked only of pods that name no node', () => {
  expect(template({ schedulerName: 'own' }).schedulerName).toBe('own');
  expect(template({ schedulerName: 'own', nodeName: 'n1' }).schedulerName).toBeUndefined();
});

test('what a pod says of itself is read', () => {
  expect(
    template(
      {
        nodeName: 'n1',
        priorityClassName: 'high',
        schedulerName: 'own',
        terminationGracePeriodSeconds: 0,
        schedulingGates: [{ name: 'a' }, { name: 'b' }],
        resourceClaims: [{ name: 'gpu' }],
        nodeSelector: { tier: 'gpu', zone: 'a' },
        tolerations: [
          { key: 'gpu', operator: 'Exists', effect: 'NoSchedule' }, { key: 'a', value: 'b' }, { operator: 'other' },
        ],
        volumes: [
          { name: 'v', persistentVolumeClaim: { claimName: 'data' } }, { name: 'e', emptyDir: {} },
          { name: 'w', persistentVolumeClaim: {} },
        ],
      },
      { labels: { app: 'web' } },
    ),
  ).toMatchObject({
    labels: new Map([['app', 'web']]),
    nodeName: 'n1',
    priorityClassName: 'high',
    schedulerName: undefined,
    terminationGracePeriodSeconds: 0,
    schedulingGates: 2,
    deviceClaims: [{ claimName: undefined, templateName: undefined }],
    nodeSelector: [
      { key: 'tier', operator: 'In', values: ['gpu'] }, { key: 'zone', operator: 'In', values: ['a'] },
    ],
    tolerations: [
      { key: 'gpu', operator: 'Exists', value: '', effect: 'NoSchedule' },
      { key: 'a', operator: 'Equal', value: 'b', effect: '' },
      { key: '', operator: 'Equal', value: '', effect: '' },
    ],
    claims: [{ claimName: 'data', pointer: '/spec/template/spec/volumes/0/persistentVolumeClaim/claimName' }],
  });
});

test('required node affinity is any of its terms, and all expressions of one; what is preferred is not read', () => {
  const expression = (key: string) => ({ key, operator: 'In', values: ['x'] });
  const { nodeAffinity } = template({
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [
            { matchExpressions: [expression('a'), expression('b')] }, { matchFields: [expression('metadata.name')] },
            {},
          ],
        },
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight: 1, preference: { matchExpressions: [expression('c')] } },
        ],
      },
    },
  });
  expect(nodeAffinity).toEqual([
    { labels: [expression('a'), expression('b')], fields: [] }, { labels: [], fields: [expression('metadata.name')] },
    { labels: [], fields: [] },
  ]);
  expect(template({ affinity: { nodeAffinity: {} } }).nodeAffinity).toBeUndefined();
});

test('required affinity and anti-affinity are told apart, and look at the namespaces they name', () => {
  const term = (rest: object = {}) => ({
    topologyKey: 'zone', labelSelector: { matchLabels: { app: 'web' } }, ...rest,
  });
  const selector = { requirements: [{ key: 'app', operator: 'In', values: ['web'] }] };
  const expected = {
    topologyKey: 'zone', selector, matchLabelKeys: [], mismatchLabelKeys: [], namespaces: ['ai'],
    namespaceSelector: undefined,
  };
  const required = (...terms: object[]) => ({ requiredDuringSchedulingIgnoredDuringExecution: terms });
  const read = template({
    affinity: {
      podAntiAffinity: required(
        term(), term({ namespaces: ['b', 'c'] }), term({ namespaceSelector: {}, namespaces: ['b'] }),
        term({ namespaces: [] }),
      ),
      podAffinity: required(term({ matchLabelKeys: ['hash'], mismatchLabelKeys: ['tenant'] }), {}),
    },
  });
  expect(read.antiAffinity).toEqual([
    expected, { ...expected, namespaces: ['b', 'c'] },
    { ...expected, namespaces: ['b'], namespaceSelector: { requirements: [] } }, expected,
  ]);
  expect(read.affinity).toEqual([
    { ...expected, matchLabelKeys: ['hash'], mismatchLabelKeys: ['tenant'] },
    {
      topologyKey: '', selector: undefined, matchLabelKeys: [], mismatchLabelKeys: [], namespaces: ['ai'],
      namespaceSelector: undefined,
    },
  ]);
});

test('topology spread counts that keeps a pod Pending', () => {
  const { spread } = template({
    topologySpreadConstraints: [
      {
        topologyKey: 'zone', maxSkew: 2, minDomains: 3, whenUnsatisfiable: 'DoNotSchedule', labelSelector: {},
        matchLabelKeys: ['pod-template-hash'],
      },
      { topologyKey: 'host' },
      { topologyKey: 'rack', whenUnsatisfiable: 'ScheduleAnyway' },
      { whenUnsatisfiable: null },
    ],
  });
  const policies = { honorsAffinity: true, honorsTaints: false };
  expect(spread).toEqual([
    {
      topologyKey: 'zone', maxSkew: 2, minDomains: 3, selector: { requirements: [] },
      matchLabelKeys: ['pod-template-hash'], ...policies,
    },
    { topologyKey: 'host', maxSkew: 1, minDomains: 1, selector: undefined, matchLabelKeys: [], ...policies },
    { topologyKey: '', maxSkew: 1, minDomains: 1, selector: undefined, matchLabelKeys: [], ...policies },
  ]);
});

test.each<[string, object, string[]]>([
  ['a container without any', { containers: [{ ports: [{ containerPort: 80 }] }] }, []],
  ['a host port', { containers: [{ ports: [{ containerPort: 80, hostPort: 8080 }] }] }, ['TCP/8080']],
  ['a host port of zero', { containers: [{ ports: [{ hostPort: 0 }] }] }, []],
  ['a protocol', { containers: [{ ports: [{ hostPort: 53, protocol: 'UDP' }] }] }, ['UDP/53']],
  ['an address', { containers: [{ ports: [{ hostPort: 80, hostIP: '10.0.0.1' }] }] }, ['TCP/80/10.0.0.1']],
  [
    'any address',
    {
      containers: [{
        ports: [
          { hostPort: 80, hostIP: '0.0.0.0' }, { hostPort: 81, hostIP: '' },
        ],
      }],
    },
    ['TCP/80', 'TCP/81'],
  ],
  [
    'the network of the host',
    { hostNetwork: true, containers: [{ ports: [{ containerPort: 80 }, { containerPort: 81, hostPort: 82 }, {}] }] },
    ['TCP/80', 'TCP/82'],
  ],
  ['a network of its own', { hostNetwork: false, containers: [{ ports: [{ containerPort: 80 }] }] }, []],
  [
    'several containers', { containers: [{ ports: [{ hostPort: 1 }] }, {}, { ports: [{ hostPort: 2 }] }] },
    ['TCP/1', 'TCP/2'],
  ],
  ['a sidecar', { initContainers: [{ restartPolicy: 'Always', ports: [{ hostPort: 1 }] }] }, ['TCP/1']],
  ['an init container, which is gone by then', { initContainers: [{ ports: [{ hostPort: 1 }] }] }, []],
])('host ports of %s', (_, spec, expected) => {
  const ports = template(spec).hostPorts;
  expect(ports.map(({ protocol, number, address }) => [protocol, number, address ?? []].flat().join('/')))
    .toEqual(expected);
});

test('containers are those that run as long as the pod, with their probes and the defaults of a probe', () => {
  const { containers } = template({
    containers: [
      {
        name: 'main', startupProbe: { failureThreshold: 120 },
        livenessProbe: { periodSeconds: 0, initialDelaySeconds: 5 },
      },
      {},
    ],
    initContainers: [
      { name: 'setup' },
      {
        name: 'sidecar',
        restartPolicy: 'Always',
        readinessProbe: { periodSeconds: 2, timeoutSeconds: 3, failureThreshold: 4, successThreshold: 5 },
      },
    ],
  });
  const defaults = {
    initialDelaySeconds: 0, periodSeconds: 10, timeoutSeconds: 1, failureThreshold: 3, successThreshold: 1,
  };
  const main = '/spec/template/spec/containers/0';
  const sidecar = '/spec/template/spec/initContainers/1';
  const none = { startupProbe: undefined, livenessProbe: undefined, readinessProbe: undefined };
  expect(containers).toEqual([
    {
      ...none, name: 'main', pointer: main,
      startupProbe: { ...defaults, pointer: `${main}/startupProbe`, failureThreshold: 120 },
      livenessProbe: { ...defaults, pointer: `${main}/livenessProbe`, initialDelaySeconds: 5 },
    },
    { ...none, name: '', pointer: '/spec/template/spec/containers/1' },
    {
      ...none,
      name: 'sidecar',
      pointer: sidecar,
      readinessProbe: {
        pointer: `${sidecar}/readinessProbe`, initialDelaySeconds: 0, periodSeconds: 2, timeoutSeconds: 3,
        failureThreshold: 4, successThreshold: 5,
      },
    },
  ]);
});

test('constraints of spread follow the policies that they name', () => {
  const policies = (more: object) => template({ topologySpreadConstraints: [{ topologyKey: 'zone', ...more }] }).spread
    .map(({ honorsAffinity, honorsTaints }) => [honorsAffinity, honorsTaints])[0];
  expect(policies({ nodeAffinityPolicy: 'Ignore', nodeTaintsPolicy: 'Honor' })).toEqual([false, true]);
  expect(policies({ nodeAffinityPolicy: 'Honor', nodeTaintsPolicy: 'Ignore' })).toEqual([true, false]);
});

test('a pod that names its node asks no scheduler where others are', () => {
  const term = { topologyKey: 'zone', labelSelector: {} };
  const affinity = { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] },
    podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } };
  const read = (more: object) => {
    const pod = template({ affinity, topologySpreadConstraints: [term], ...more });
    return [pod.affinity.length, pod.antiAffinity.length, pod.spread.length];
  };
  expect([read({}), read({ nodeName: 'n1' })]).toEqual([[1, 1, 1], [0, 1, 0]]);
});

test('claims for devices are told by name or by template, and the time to end is one second below zero', () => {
  expect(template({ resourceClaims: [{ name: 'a', resourceClaimName: 'x' },
    { name: 'b', resourceClaimTemplateName: 'tpl' }] })
    .deviceClaims).toEqual([{ claimName: 'x', templateName: undefined },
      { claimName: undefined, templateName: 'tpl' }]);
  expect([-5, 0, 7].map((terminationGracePeriodSeconds) =>
    template({ terminationGracePeriodSeconds }).terminationGracePeriodSeconds)).toEqual([1, 0, 7]);
  expect(template({ os: { name: 'windows' }, preemptionPolicy: 'Never' }))
    .toMatchObject({ os: 'windows', preemptionPolicy: 'Never' });
});

test('keys and namespaces that are no text are left out', () => {
  const [term] = template({ affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [
    { topologyKey: 'zone', matchLabelKeys: ['a', 5], namespaces: ['b', null] }] } } }).affinity;
  expect([term.matchLabelKeys, term.namespaces]).toEqual([['a'], ['b']]);
});
