import fc from 'fast-check';
import { stringify } from 'yaml';
import { LabelIndex } from './label-index';
import { LabelSelector, matches, Model, Requirement, tolerates } from '.';
import { runs } from '../../test/support/sample';

const model = (...objects: object[]) =>
  Model.load([{ file: 'app.yaml', text: objects.map((object) => stringify(object)).join('---\n') }]);
const pod = (spec: object) => model({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec }).workloads[0].pod;
const container = (requests: object, extra: object = {}) => ({ name: 'c', resources: { requests }, ...extra });

test('sums containers, and takes a limit for a missing request', () => {
  const { requests } = pod({
    containers: [container({ cpu: '250m' }), { name: 'b', resources: { limits: { 'cpu': 1, 'nvidia.com/gpu': '1' } } }],
  });
  expect(Object.fromEntries(requests)).toEqual({ 'cpu': 1250, 'nvidia.com/gpu': 1 });
  const both = pod({
    containers: [{ name: 'a', resources: { requests: { cpu: 1, memory: 'x' }, limits: { cpu: 2 } } }],
  }).requests;
  expect(Object.fromEntries(both)).toEqual({ cpu: 1000 });
});

test('takes the peak of init containers with the sidecars declared before them', () => {
  const initContainers = [
    container({ cpu: 4 }), container({ cpu: 1 }, { restartPolicy: 'Always' }), container({ cpu: 5 }),
  ];
  expect(pod({ initContainers, containers: [container({ cpu: 2 })] }).requests.get('cpu')).toBe(6000);
  expect(
    pod({ initContainers, containers: [container({ cpu: 2 })], overhead: { cpu: '500m' } }).requests.get('cpu'),
  ).toBe(6500);
});

test('lets pod-level requests replace the sum', () => {
  expect(pod({ resources: { requests: { cpu: 3 } }, containers: [container({ cpu: 1 })] }).requests.get('cpu')).toBe(
    3000,
  );
  const { requests } = pod({
    resources: { requests: { cpu: 3 }, limits: { cpu: 4, memory: 5 } },
    containers: [container({ cpu: 1, memory: 2, pods: 1 })],
  });
  expect(Object.fromEntries(requests)).toEqual({ cpu: 3000, memory: 2, pods: 1 });
  expect(
    Object.fromEntries(pod({ resources: { limits: { memory: 5 } }, containers: [container({ cpu: 1 })] }).requests),
  ).toEqual({ cpu: 1000, memory: 5 });
});

test.each([
  ['a negative quantity', { containers: [container({ cpu: '-1' })] }, '/spec/containers/0/resources/requests/cpu'],
  [
    'a quantity that is none', { containers: [container({ cpu: 'lots' })] },
    '/spec/containers/0/resources/requests/cpu',
  ],
  [
    'an absurd quantity', { containers: [container({ memory: '9999E' })] },
    '/spec/containers/0/resources/requests/memory',
  ],
  ['containers that are no list', { containers: 'x' }, '/spec/containers'],
  ['no containers', {}, '/spec/containers'],
  ['a selector of the wrong type', { containers: [container({})], nodeSelector: ['x'] }, '/spec/nodeSelector'],
])('reports %s with its pointer, once', (_, spec, pointer) => {
  const { problems } = model({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec });
  expect(problems.map((problem) => problem.pointer)).toContain(pointer);
  expect(new Set(problems.map((problem) => `${problem.pointer} ${problem.message}`)).size).toBe(problems.length);
});

test('connects budgets and autoscalers with their workload in the same namespace only', () => {
  const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [container({})] } };
  const deployment = (namespace: string) => ({
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace }, spec: { template },
  });
  const loaded = model(
    deployment('a'),
    deployment('b'),
    {
      apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'web', namespace: 'a' },
      spec: { minAvailable: 1, selector: { matchLabels: { app: 'web' } } },
    },
    {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'web', namespace: 'b' },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
        minReplicas: 2,
        maxReplicas: 5,
      },
    },
  );
  const [a, b] = loaded.workloads;
  expect([loaded.budgetsOf(a).length, loaded.budgetsOf(b).length]).toEqual([1, 0]);
  expect([loaded.autoscalerOf(a), loaded.autoscalerOf(b)?.maxReplicas]).toEqual([undefined, 5]);
});

test('tolerates as upstream does', () => {
  const taint = { key: 'gpu', value: 'true', effect: 'NoSchedule' };
  expect(tolerates([{ key: '', operator: 'Exists', value: '', effect: '' }], taint)).toBe(true);
  expect(tolerates([{ key: 'gpu', operator: 'Equal', value: 'true', effect: 'NoExecute' }], taint)).toBe(false);
  expect(tolerates([{ key: 'gpu', operator: 'Equal', value: '', effect: '' }], taint)).toBe(false);
  expect(tolerates([{ key: 'gpu', operator: 'Exists', value: '', effect: 'NoSchedule' }], taint)).toBe(true);
});

const labels = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('x', 'y', 'z'));
const requirement: fc.Arbitrary<Requirement> = fc.record({
  key: fc.constantFrom('a', 'b', 'c'),
  operator: fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist'),
  values: fc.array(fc.constantFrom('x', 'y', 'z'), { maxLength: 3 }),
});

test('the label index selects what matching every item one by one selects', () => {
  fc.assert(
    fc.property(fc.array(labels, { maxLength: 12 }), fc.array(requirement, { maxLength: 3 }), (sets, requirements) => {
      const items = sets.map((set, index) => ({
        namespace: index % 3 ? 'one' : 'two', labels: new Map(Object.entries(set)),
      }));
      const selector: LabelSelector = { requirements };
      const expected = items.filter((item) => item.namespace === 'one' && matches(selector, item.labels));
      expect(new LabelIndex(items, (item) => item).select('one', selector)).toEqual(expected);
    }),
  );
});

const kinds = [
  'Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'Pod', 'PodDisruptionBudget', 'HorizontalPodAutoscaler',
];
const keys = [
  'spec', 'template', 'metadata', 'labels', 'containers', 'initContainers', 'resources', 'requests', 'limits', 'cpu',
  'affinity', 'podAntiAffinity', 'requiredDuringSchedulingIgnoredDuringExecution', 'topologySpreadConstraints',
  'tolerations', 'replicas', 'strategy', 'selector',
];

test('hostile shapes are problems, never a crash', () => {
  const { node } = fc.letrec((tie) => ({
    // `<<` is syntax of YAML 1.1, and a merge of something that is no map is refused as such.
    node: fc.oneof(
      { maxDepth: 6 },
      fc
        .anything({ maxDepth: 1 })
        .map((value) => JSON.parse((JSON.stringify(value) ?? 'null').replaceAll('"<<"', '"<"'))),
      fc.array(tie('node'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...keys), tie('node'), { maxKeys: 6 }),
    ),
  }));
  fc.assert(fc.property(fc.constantFrom(...kinds), fc.dictionary(fc.constantFrom(...keys), node), (kind, body) => {
    const apiVersion = kind === 'Pod' ? 'v1' : kind.endsWith('Job') ? 'batch/v1' : 'apps/v1';
    expect(() => model({ ...body, apiVersion, kind })).not.toThrow();
  }), { numRuns: runs(500) });
});
