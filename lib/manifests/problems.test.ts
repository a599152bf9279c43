import { stringify } from 'yaml';
import { Model } from '.';

const problemsOf = (...objects: object[]): [string, string][] =>
  Model.load([{ file: 'app.yaml', text: objects.map((object) => stringify(object)).join('---\n') }])
    .problems.map(({ pointer, message }) => [pointer, message]);

const deployment = (spec: object, pod: object = {}, metadata: object = {}) => ({
  apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' },
  spec: { ...spec, template: { metadata, spec: { containers: [{ name: 'main' }], ...pod } } },
});
const autoscaler = (spec: object) => ({
  apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'web' }, spec,
});
const LONG = 'x'.repeat(100);

test('what is well-formed has no problems', () => {
  expect(
    problemsOf(
      deployment({
        replicas: 2 ** 31 - 1, paused: true, strategy: { rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } },
      }),
      autoscaler({ minReplicas: 2, maxReplicas: 2 }),
    ),
  ).toEqual([]);
  expect(
    problemsOf(
      deployment(
        { replicas: null, paused: null, strategy: null, selector: null },
        { nodeSelector: null, tolerations: null },
      ),
    ),
  ).toEqual([]);
});

test.each<[string, object, string, string]>([
  [
    'a number that is text', deployment({ replicas: '2' }), '/spec/replicas',
    'must be a whole number of at least 0, is "2"',
  ],
  ['a negative number', deployment({ replicas: -1 }), '/spec/replicas', 'must be a whole number of at least 0, is -1'],
  ['a fraction', deployment({ replicas: 1.5 }), '/spec/replicas', 'must be a whole number of at least 0, is 1.5'],
  [
    'a number that the API server cannot keep', deployment({ replicas: 2 ** 31 }), '/spec/replicas',
    'must be a whole number of at least 0, is 2147483648',
  ],
  [
    'a list for a number', deployment({ minReadySeconds: [LONG] }), '/spec/minReadySeconds',
    `must be a whole number of at least 0, is ["${'x'.repeat(58)}`,
  ],
  [
    'a number that must not be zero', deployment({}, { topologySpreadConstraints: [{ maxSkew: 0 }] }),
    '/spec/template/spec/topologySpreadConstraints/0/maxSkew', 'must be a whole number of at least 1, is 0',
  ],
  ['text for yes', deployment({ paused: 'maybe' }), '/spec/paused', 'must be true or false'],
  ['a number for text', deployment({}, { nodeName: 5 }), '/spec/template/spec/nodeName', 'must be a string, is 5'],
  [
    'a list for text', deployment({}, { schedulerName: [LONG] }), '/spec/template/spec/schedulerName',
    `must be a string, is ["${'x'.repeat(58)}`,
  ],
  ['text for a list', deployment({}, { tolerations: 'all' }), '/spec/template/spec/tolerations', 'must be a list'],
  ['text for an object', deployment({ strategy: 'Recreate' }), '/spec/strategy', 'must be an object'],
  [
    'a list for an object', deployment({}, {}, { labels: ['app'] }), '/spec/template/metadata/labels',
    'must be an object',
  ],
  [
    'a label that is no text', deployment({}, {}, { labels: { 'a/b~c': true } }),
    '/spec/template/metadata/labels/a~1b~0c', 'must be a string, is true',
  ],
  [
    'a percentage without its sign', deployment({ strategy: { rollingUpdate: { maxSurge: '25' } } }),
    '/spec/strategy/rollingUpdate/maxSurge', "must be a whole number or a percentage such as 25%, is '25'",
  ],
  [
    'a percentage with a fraction', deployment({ strategy: { rollingUpdate: { maxUnavailable: '2.5%' } } }),
    '/spec/strategy/rollingUpdate/maxUnavailable', "must be a whole number or a percentage such as 25%, is '2.5%'",
  ],
  [
    'a percentage after something', deployment({ strategy: { rollingUpdate: { maxUnavailable: 'a5%' } } }),
    '/spec/strategy/rollingUpdate/maxUnavailable', "must be a whole number or a percentage such as 25%, is 'a5%'",
  ],
  [
    'a percentage of absurd length', deployment({ strategy: { rollingUpdate: { maxSurge: `${LONG}%` } } }),
    '/spec/strategy/rollingUpdate/maxSurge',
    `must be a whole number or a percentage such as 25%, is '${'x'.repeat(60)}'`,
  ],
  [
    'a negative quantity', deployment({}, { overhead: { cpu: '-1' } }), '/spec/template/spec/overhead/cpu',
    'quantity -1 is negative',
  ],
  [
    'more than any node has', deployment({}, { overhead: { memory: '9999E' } }), '/spec/template/spec/overhead/memory',
    'quantity 9999E is larger than any node',
  ],
  [
    'a pod without containers', deployment({}, { containers: [] }), '/spec/template/spec/containers',
    'a pod needs at least one container',
  ],
  [
    'a maximum below the minimum', autoscaler({ minReplicas: 3, maxReplicas: 2 }), '/spec/maxReplicas',
    'must be at least minReplicas 3, is 2',
  ],
  [
    'a maximum of zero', autoscaler({ maxReplicas: 0 }), '/spec/maxReplicas',
    'must be a whole number of at least 1, is 0',
  ],
  [
    'an expression without key', deployment({ selector: { matchExpressions: [{ operator: 'Exists' }] } }),
    '/spec/selector/matchExpressions/0',
    'expression needs a key and one of the operators In, NotIn, Exists, DoesNotExist',
  ],
  [
    'an operator of nodes in a label selector',
    deployment({ selector: { matchExpressions: [{ key: 'a', operator: 'Gt' }] } }), '/spec/selector/matchExpressions/0',
    'expression needs a key and one of the operators In, NotIn, Exists, DoesNotExist',
  ],
  [
    'no operator of nodes',
    deployment(
      {},
      {
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'Equals' }] }],
            },
          },
        },
      },
    ),
    '/spec/template/spec/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms/0/matchExpressions/0',
    'expression needs a key and one of the operators In, NotIn, Exists, DoesNotExist, Gt, Lt',
  ],
])('%s is a problem', (_, object, pointer, message) => {
  expect(problemsOf(object)).toEqual([[pointer, message]]);
});

test('a quantity that cannot be read says so, and not at any length', () => {
  const [[pointer, message], ...rest] = problemsOf(deployment({}, { overhead: { cpu: 'l'.repeat(1000) } }));
  expect([pointer, rest]).toEqual(['/spec/template/spec/overhead/cpu', []]);
  expect(message).toMatch(/^.{200}$/);
});

test('each object has its own problems, in the order of the input, each once', () => {
  const bad = deployment({}, { containers: [{ name: 'main', ports: 'x' }, { name: 5 }], overhead: 'x' });
  const expected = [
    ['/spec/template/spec/overhead', 'must be an object'],
    ['/spec/template/spec/containers/1/name', 'must be a string, is 5'],
    ['/spec/template/spec/containers/0/ports', 'must be a list'],
  ];
  expect(problemsOf(bad)).toEqual(expected);
  expect(problemsOf(bad, bad)).toEqual([...expected, ...expected]);
});

test('what cannot be read counts as absent', () => {
  const [{ replicas, paused, strategy, pod }] = Model.load([{
    file: 'app.yaml',
    text: stringify(
      deployment(
        { replicas: '2', paused: 'maybe', strategy: { type: 5, rollingUpdate: { maxSurge: 'x', partition: -1 } } },
        { overhead: { cpu: '-1', memory: '9999E', pods: '2' } },
      ),
    ),
  }]).workloads;
  expect({ replicas, paused, strategy }).toEqual({
    replicas: 1,
    paused: false,
    strategy: {
      type: 'RollingUpdate', maxSurge: undefined, maxUnavailable: undefined, partition: undefined,
      pointer: '/spec/strategy',
    },
  });
  expect([...pod.requests]).toEqual([['memory', Number.MAX_SAFE_INTEGER], ['pods', 2]]);
});
