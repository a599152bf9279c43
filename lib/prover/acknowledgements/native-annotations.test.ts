import { annotationKey, kindsOfNativeCheck, parseAnnotation, parseNativeCheck, projectNative } from '.';
import { check } from '../check';
import { POD_KINDS } from '../engine';
import { budget, deployment, modelOf } from '../../../test/support/rules';

const RULE = 'disruption-budget-never-allows-eviction';

describe('annotations of other linters', () => {
  const of = (id: string, reason = 'why', expires?: string) => ({ id, reason, expires });

  test.each([
    ['kube-linter/no-anti-affinity', { 'ignore-check.kube-linter.io/no-anti-affinity': 'why' }],
    ['checkov/CKV_K8S_1', { 'checkov.io/skip-CKV_K8S_1': 'CKV_K8S_1=why' }],
    ['polaris/tagNotSpecified', { 'polaris.fairwinds.com/tagNotSpecified-exempt': 'true' }],
    ['kube-score/pod-probes', { 'kube-score/ignore': 'pod-probes' }],
    ['kubescape/C-0016', { 'kubescape.io/skip-controls': 'C-0016', 'kubescape.io/skip-reason': 'why' }],
    ['datree/x', {}], ['no-such-rule', {}],
  ])('say the same as an acknowledgement of %s', (id, annotations) => {
    expect(projectNative([of(id)])).toEqual(annotations);
  });

  test('are those of every linter that objects to what a rule objects to, or of the ones that are asked for', () => {
    expect(projectNative([of('ingress-backend-missing')])).toEqual({
      'ignore-check.kube-linter.io/dangling-ingress': 'why', 'kube-score/ignore': 'ingress-targets-service',
      'kubescape.io/skip-controls': 'C-0298', 'kubescape.io/skip-reason': 'why',
    });
    expect(projectNative([of('ingress-backend-missing')], {}, ['kube-score']))
      .toEqual({ 'kube-score/ignore': 'ingress-targets-service' });
  });

  test('have no second equals sign for checkov, which gives up on one', () => {
    expect(projectNative([of('checkov/CKV_1', 'a=b=c')])).toEqual({ 'checkov.io/skip-CKV_1': 'CKV_1=a:b:c' });
  });

  test('of kubescape have the reasons of all controls, each once, and the first day that ends', () => {
    expect(projectNative([
      of('kubescape/C-0002', 'b', '2027-02-01'), of('kubescape/C-0001', 'a', '2027-01-01'), of('kubescape/C-0003', 'b'),
    ])).toEqual({
      'kubescape.io/skip-controls': 'C-0001,C-0002,C-0003', 'kubescape.io/skip-reason': 'a; b',
      'kubescape.io/skip-expiry': '2027-01-01T23:59:59Z',
    });
  });

  test('keep what a list has already, without blanks and empty parts', () => {
    const existing = { 'kube-score/ignore': ' c ,,a', 'kubescape.io/skip-controls': 'C-0009' };
    expect(projectNative([of('kube-score/b')], existing)).toEqual({ 'kube-score/ignore': 'a,b,c' });
    expect(projectNative([of('kubescape/C-0001')], existing)['kubescape.io/skip-controls']).toBe('C-0001,C-0009');
    expect(projectNative([], existing)).toEqual({});
  });
});

test.each([
  ['pdb-min-available', ['PodDisruptionBudget']], ['pdbDisruptionsIsZero', ['PodDisruptionBudget']],
  ['poddisruptionbudget-has-policy', ['PodDisruptionBudget']], ['service-targets-pod', ['Service']],
  ['dangling-service', ['Service']], ['dangling-servicemonitor', POD_KINDS], ['invalid-target-ports', ['Service']],
  ['hpa-minimum-three-replicas', ['HorizontalPodAutoscaler']], ['ingress-targets-service', ['Ingress']],
  ['dangling-horizontalpodautoscaler', ['HorizontalPodAutoscaler']], ['dangling-ingress', ['Ingress']],
  ['networkpolicy-targets-pod', ['NetworkPolicy']], ['sensitiveConfigmapContent', ['ConfigMap']],
  ['C-0016', []], ['stable-version', []], ['required-label-owner', []], ['exposed-services', ['Service']],
  ['no-read-only-root-fs', POD_KINDS], ['my-service-check', POD_KINDS], ['xpdb', POD_KINDS],
])('check %s looks at %j', (id, kinds) => expect(kindsOfNativeCheck(id)).toEqual(kinds));

test.each<[string, object | undefined]>([
  ['polaris/a', { tool: 'polaris', check: 'a' }], ['kube-score/a.b_c-D9', { tool: 'kube-score', check: 'a.b_c-D9' }],
  ['kubescape/C-1/x', undefined], ['datree/a', undefined], ['polaris', undefined], ['/a', undefined],
  ['polaris/', undefined], ['polaris/-a', undefined], ['polaris/a-', undefined], ['polaris/a b', undefined],
  [`polaris/${'a'.repeat(63)}`, { tool: 'polaris', check: 'a'.repeat(63) }], [`polaris/${'a'.repeat(64)}`, undefined],
])('%s names the check of a known tool, or none', (id, native) => expect(parseNativeCheck(id)).toEqual(native));

test.each<[string, string, object | undefined]>([
  ['acknowledge.cdk8s-nim/a', 'why', { id: 'a', reason: 'why' }],
  ['polaris.acknowledge.cdk8s-nim/a/b', ' why ', { id: 'polaris/a/b', reason: 'why' }],
  ['acknowledge.cdk8s-nim/a', 'one;\nexpires  2027-01-31 ', { id: 'a', reason: 'one', expires: '2027-01-31' }],
  ['acknowledge.cdk8s-nim/a', 'it expires soon', { id: 'a', reason: 'it expires soon' }],
  ['acknowledge.cdk8s-nim/a', 'one; expired 2027', { id: 'a', reason: 'one; expired 2027' }],
  ['acknowledge.cdk8s-nim/a', 'one; expires', { id: 'a', reason: 'one', expires: '' }],
  ['acknowledge.cdk8s-nim/', 'x', undefined], ['xacknowledge.cdk8s-nim/a', 'x', undefined],
  ['acknowledgeXcdk8s-nim/a', 'x', undefined], ['A.acknowledge.cdk8s-nim/a', 'x', undefined],
])('annotation %s: %j is read', (key, value, acknowledgement) => {
  expect(parseAnnotation(key, value)).toEqual(acknowledgement && { expires: undefined, ...acknowledgement });
});

test.each([
  ['an unknown rule', { 'acknowledge.cdk8s-nim/pdb': 'x' }, 'there is no rule pdb'],
  ['no reason', { [annotationKey(RULE)]: '; expires 2027-01-31' }, `the acknowledgement of ${RULE} has no reason`],
  ['no day', { [annotationKey(RULE)]: 'x; expires soon' },
    `the acknowledgement of ${RULE} expires 'soon', which is no day; write one as 2027-01-31`],
  ['a day that is over', { [annotationKey(RULE)]: 'one replica; expires 2026-06-14' },
    `the acknowledgement of ${RULE} expired on 2026-06-14: one replica`],
  ['nothing to silence', { [annotationKey('secret-missing')]: 'x' },
    'secret-missing finds nothing here; delete its acknowledgement'],
])('an acknowledgement with %s is told at its annotation, in the order of the objects', (_, annotations, message) => {
  const blocking = { ...budget({ minAvailable: 1 }), metadata: { ...budget({}).metadata, annotations } };
  const model = modelOf([deployment(), blocking, budget({ minAvailable: 1 }, 'later')]);
  const { findings } = check(model, { today: '2026-06-15' });
  const [key] = Object.keys(annotations);
  const index = findings.findIndex((finding) => finding.message === message);
  expect(findings[index].pointer).toBe(`/metadata/annotations/${key.replace('/', '~1')}`);
  expect(findings.map(({ manifest }) => manifest.name)).toEqual([...findings.map(({ manifest }) => manifest.name)]
    .sort((one, two) => Number(one === 'later') - Number(two === 'later')));
});
