import { listed, verdictsOf } from '../../../test/support/listed-nodes';
import { workload } from '../../../test/support/rollout';

const web = workload('Deployment', 'web', { cpu: 1 }, {});
const judged = (...objects: object[]) => verdictsOf(listed({ n1: {} }), web, ...objects)[0];
const object = (apiVersion: string, kind: string, spec: object, metadata: object = {}) =>
  ({ apiVersion, kind, metadata: { name: 'guard', ...metadata }, spec });
const kinds = (...names: string[]) => ({ any: [{ resources: { kinds: names } }] });
const validate = { message: 'no', pattern: {} };
const kyverno = (rule: object, spec: object = { validationFailureAction: 'Enforce' }, kind = 'ClusterPolicy') =>
  object('kyverno.io/v1', kind, { ...spec, rules: [{ name: 'r', match: kinds('Pod'), validate, ...rule }] });
const excluding = (...namespaces: string[]) => ({ exclude: { any: [{ resources: { namespaces } }] } });
const byRules = (kind: string, validationActions?: string[]) => object('policies.kyverno.io/v1alpha1', kind, {
  validationActions,
  matchConstraints: { resourceRules: [
    { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] },
  ] },
});
const gatekeeper = (match: object, enforcementAction?: string) =>
  object('constraints.gatekeeper.sh/v1beta1', 'K8sRequiredLabels', { match, enforcementAction });
const ofKinds = (...names: string[]) => ({ kinds: [{ apiGroups: ['*'], kinds: names }] });
const mutation = (kind: string) => object('mutations.gatekeeper.sh/v1', kind, { applyTo: [ofKinds('Pod').kinds[0]] });

test.each<[string, object]>([
  ['of Kyverno that refuses', kyverno({})],
  ['of Kyverno whose rule refuses', kyverno({ validate: { ...validate, failureAction: 'Enforce' } }, {})],
  ['of Kyverno that changes', kyverno({ validate: undefined, mutate: {} }, {})],
  ['of Kyverno that looks at images',
    kyverno({ validate: undefined, verifyImages: [{ failureAction: 'Enforce' }] }, {})],
  ['of Kyverno about the object', kyverno({ match: kinds('StatefulSet', 'apps/v1/Deployment') })],
  ['of Kyverno about everything', kyverno({ match: { resources: { kinds: ['*'] } } })],
  ['of Kyverno that leaves another namespace out', kyverno(excluding('kube-system', 'def*'))],
  ['of Kyverno in the namespace', kyverno({}, { validationFailureAction: 'enforce' }, 'Policy')],
  ['of Kyverno by rules', byRules('ValidatingPolicy', ['Deny'])],
  ['of Kyverno by rules that changes', byRules('NamespacedMutatingPolicy')],
  ['of Gatekeeper', gatekeeper(ofKinds('Deployment'))],
  ['of Gatekeeper about everything', gatekeeper({ excludedNamespaces: ['kube-*'] })],
  ['of Gatekeeper for the namespace', gatekeeper({ ...ofKinds('Pod'), namespaces: ['default'] }, 'deny')],
  ['of Gatekeeper that changes', mutation('Assign')],
])('a policy %s leaves the pods unknown', (_, policy) => {
  const { verdict, witness } = judged(policy);
  expect([verdict, witness[0]])
    .toEqual(['unknown', expect.stringMatching(/\/guard is asked about .*, and is not evaluated$/)]);
});

test.each<[string, object]>([
  ['of Kyverno that only reports', kyverno({}, {})],
  ['of Kyverno that makes objects', kyverno({ validate: undefined, generate: {} })],
  ['of Kyverno about other objects', kyverno({ match: kinds('Ingress') })],
  ['of Kyverno that leaves the namespace out', kyverno(excluding('default'))],
  ['of Kyverno for another namespace',
    kyverno({ match: { any: [{ resources: { kinds: ['Pod'], namespaces: ['other'] } }] } })],
  ['of Kyverno in another namespace',
    { ...kyverno({}, undefined, 'Policy'), metadata: { name: 'guard', namespace: 'other' } }],
  ['of Kyverno that cleans up', kyverno({}, undefined, 'ClusterCleanupPolicy')],
  ['of Kyverno by rules that only reports', byRules('ValidatingPolicy', ['Audit', 'Warn'])],
  ['of Kyverno by rules that makes objects', byRules('GeneratingPolicy')],
  ['of Gatekeeper that warns', gatekeeper(ofKinds('Pod'), 'warn')],
  ['of Gatekeeper that only reports', gatekeeper(ofKinds('Pod'), 'dryrun')],
  ['of Gatekeeper about other objects', gatekeeper(ofKinds('Ingress'))],
  ['of Gatekeeper for another namespace', gatekeeper({ ...ofKinds('Pod'), namespaces: ['other'] })],
  ['of Gatekeeper that leaves the namespace out', gatekeeper({ ...ofKinds('Pod'), excludedNamespaces: ['default'] })],
  ['of Gatekeeper that writes labels', mutation('AssignMetadata')],
])('a policy %s does not', (_, policy) => expect(judged(policy).verdict).toBe('proven'));
