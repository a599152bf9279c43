import { listed, verdictsOf } from '../../../test/support/listed-nodes';
import { workload } from '../../../test/support/rollout';

const web = workload('Deployment', 'web', { cpu: 1 }, {});
const pods = { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] };
const webhook = (rules: object[], more: object = {}, kind = 'ValidatingWebhookConfiguration') => ({
  apiVersion: 'admissionregistration.k8s.io/v1', kind, metadata: { name: 'guard' },
  webhooks: [{ name: 'guard.example.com', rules, sideEffects: 'None', admissionReviewVersions: ['v1'],
    clientConfig: { url: 'https://guard.example.com' }, ...more }],
});
const policy = (resourceRules: object[]) => ({
  apiVersion: 'admissionregistration.k8s.io/v1', kind: 'ValidatingAdmissionPolicy', metadata: { name: 'guard' },
  spec: { matchConstraints: { resourceRules }, validations: [{ expression: 'false' }] },
});
const binding = (validationActions: string[], policyName = 'guard') => ({
  apiVersion: 'admissionregistration.k8s.io/v1', kind: 'ValidatingAdmissionPolicyBinding', metadata: { name: 'guard' },
  spec: { policyName, validationActions },
});
const namespace = (labels: object) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default', labels } });
const judged = (...objects: object[]) => verdictsOf(listed({ n1: {} }), web, ...objects)[0];

const apps = { ...pods, apiGroups: ['apps'] };

test.each<[string, object]>([
  ['Deployment/web', webhook([{ ...apps, operations: ['UPDATE'], resources: ['deployments'] }])],
  ['Deployment/web', policy([{ ...apps, resources: ['deployments'] }])],
  ['its ReplicaSets', webhook([{ ...apps, resources: ['replicasets'] }])],
])('so does what it asks about %s', (what, guard) => {
  expect(judged(guard, binding(['Deny'])).witness[0]).toContain(`guard is asked about ${what}, and is not evaluated`);
});

describe('what the input asks about new pods, and nobody here evaluates, leaves them unknown', () => {
  test.each<[string, object[]]>([
    ['a webhook that refuses', [webhook([pods])]],
    ['a webhook that changes', [webhook([pods], {}, 'MutatingWebhookConfiguration')]],
    ['a webhook about everything', [webhook([{ ...pods, apiGroups: ['*'], operations: ['*'], resources: ['*'] }])]],
    ['a policy that denies', [policy([pods]), binding(['Deny'])]],
    ['a policy that denies, and tells', [policy([pods]), binding(['Audit', 'Deny'])]],
    ['one for namespaces whose labels are not in the input',
      [webhook([pods], { namespaceSelector: { matchLabels: { team: 'ml' } } })]],
    ['one for namespaces of a label', [webhook([pods], { namespaceSelector: { matchLabels: { team: 'ml' } } }),
      namespace({ team: 'ml' })]],
    ['one for pods of a label', [webhook([pods], { objectSelector: { matchLabels: { app: 'web' } } })]],
  ])('%s', (_, objects) => {
    const { verdict, witness } = judged(...objects);
    expect([verdict, witness[0]]).toEqual(['unknown', expect.stringMatching(
      /^whether the API server takes the pods of Deployment\/web is not known: .*\/guard is asked about them/,
    )]);
  });

  test.each<[string, object[]]>([
    ['about other objects', [webhook([{ ...pods, apiGroups: ['apps'], resources: ['statefulsets'] }])]],
    ['about objects that go', [webhook([{ ...pods, apiGroups: ['apps'], operations: ['DELETE'], resources: ['*'] }])]],
    ['about pods that go', [webhook([{ ...pods, operations: ['DELETE'] }])]],
    ['of other namespaces', [webhook([pods], { namespaceSelector: { matchLabels: { team: 'ml' } } }), namespace({})]],
    ['of namespaces by name', [webhook([pods], {
      namespaceSelector: { matchExpressions: [
        { key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['default'] },
      ] },
    })]],
    ['of other pods', [webhook([pods], { objectSelector: { matchLabels: { app: 'other' } } })]],
    ['by a policy without a binding', [policy([pods]), binding(['Deny'], 'other')]],
    ['by a policy that warns', [policy([pods]), binding(['Warn', 'Audit'])]],
  ])('not where it is %s', (_, objects) => expect(judged(...objects).verdict).toBe('proven'));
});
