import { gpuNodes } from '../../../../test/support/rules';
import { Model } from '../../../manifests';
import { RuleContext, RULES, runRules } from '../../engine';
import { planRollout } from '../plan-rollout';

interface Parts {
  readonly label?: string;
  readonly name?: string;
  readonly pod?: string;
  readonly env?: string;
  readonly spec?: string;
}

const web = ({ label = 'web', name = 'web', pod = '', env = "'1'", spec = '' }: Parts) =>
  Model.load([
    {
      file: 'app.yaml',
      text: `
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  strategy: {type: Recreate}
  selector: {matchLabels: {app: ${label}}}
  ${spec}
  template:
    metadata: {labels: {app: ${label}}}
    spec:
      ${pod}
      containers: [{name: main, image: "a:1", env: [{name: DEBUG, value: ${env}}]}]
` }]);

const judged = (parts: Parts) => {
  const model = web(parts);
  const { findings } = runRules(RULES, new RuleContext(model, {}));
  const unreadable = findings.filter(({ rule }) => rule.id === 'unreadable-field');
  const {
    steadyState, workloads: [{ verdict, witness }],
  } = planRollout(model, gpuNodes(2));
  return {
    verdict, steady: steadyState.verdict, witness: witness ?? [],
    messages: unreadable.map(({ violation: { message } }) => message),
  };
};

test('without such words the update is proven', () =>
  expect(judged({})).toMatchObject({ verdict: 'proven', messages: [] }));

test.each<[string, Parts, string]>([
  [
    'a key of a node selector', { pod: "nodeSelector: {n: '1'}" },
    "/spec/template/spec/nodeSelector/false has the key n, which is false to kubectl apply -f and 'n' to kustomize; quote it",
  ],
  [
    'a label', { label: 'on' },
    "/spec/template/metadata/labels/app is true to kubectl apply -f and 'on' to kustomize; quote it",
  ],
  [
    'a value of a node selector', { pod: 'nodeSelector: {gpu: yes}' },
    "/spec/template/spec/nodeSelector/gpu is true to kubectl apply -f and 'yes' to kustomize; quote it",
  ],
  ['a name', { name: 'no' }, "/metadata/name is false to kubectl apply -f and 'no' to kustomize; quote it"],
  [
    'a variable', { env: 'Off' },
    "/spec/template/spec/containers/0/env/0/value is false to kubectl apply -f and 'Off' to kustomize; quote it",
  ],
])(
  'fails when %s is a boolean to one reader, with both readings, and leaves the verdict unknown',
  (_, parts, message) => {
    const { verdict, steady, witness, messages } = judged(parts);
    expect(verdict).toBe('unknown');
    expect(steady).not.toBe('impossible');
    expect(witness).toContain(`could not be read: ${message}`);
    expect(messages).toContain(message);
  },
);

test.each<[string, Parts]>([
  ['in quotes', { label: "'on'", env: '"no"', pod: "nodeSelector: {'n': 'yes'}" }],
  ['with a tag', { env: '!!str off' }],
  ['where the API wants a boolean', { spec: 'paused: no' }],
  ['that is a part of a text', { env: 'on/off' }],
])('a word %s is no problem', (_, parts) => expect(judged(parts)).toMatchObject({ messages: [] }));

test('true where a string belongs is a boolean to every reader, and refused', () =>
  expect(judged({ label: 'true' }).verdict).toBe('impossible'));

test('an object of a List is told by its own fields', () => {
  const [problem] = Model.load([
    { file: 'app.yaml', text: 'kind: List\nitems:\n- {kind: ConfigMap, data: {y: "1"}}\n' },
  ]).problems;
  expect(problem.pointer).toBe('/data/true');
});
