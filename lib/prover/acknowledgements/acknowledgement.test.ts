import fc from 'fast-check';
import {
  annotationKey,
  annotationValue,
  isDay,
  NATIVE_CHECKS,
  parseAnnotation,
  parseNativeCheck,
  projectNative,
} from '.';
import { check } from '../check';
import { RULES } from '../engine';
import { budget, deployment, gpuNodes, Json, modelOf } from '../../../test/support/rules';

const RULE = 'disruption-budget-never-allows-eviction';
const today = '2026-06-15';

function findings(
  annotations: { [key: string]: unknown },
  objects: Json[] = [],
  options: object = {},
): [string, boolean][] {
  const blocking = budget({ minAvailable: 1 });
  blocking.metadata.annotations = annotations;
  return check(modelOf([blocking, deployment(), ...objects]), { today, ...options }).findings.map(
    ({ rule, acknowledgement }) => [rule.id, acknowledgement !== undefined],
  );
}

test('an acknowledgement with a reason sets the finding aside, up to its last day', () => {
  expect(findings({})).toEqual([[RULE, false]]);
  expect(findings({ [annotationKey(RULE)]: 'one replica' })).toEqual([[RULE, true]]);
  expect(findings({ [annotationKey(RULE)]: `one replica; expires ${today}` })).toEqual([[RULE, true]]);
});

test.each([
  ['without reason', { [annotationKey(RULE)]: ' ' }, 'acknowledgement-without-reason'],
  ['with a reason that nobody sees', { [annotationKey(RULE)]: '\u200b\u2060' }, 'acknowledgement-without-reason'],
  ['with a sign for a reason', { [annotationKey(RULE)]: '-' }, 'acknowledgement-without-reason'],
  ['with an expiry and no reason', { [annotationKey(RULE)]: '; expires 2027-01-31' }, 'acknowledgement-without-reason'],
  ['with a day that is none', { [annotationKey(RULE)]: 'one replica; expires soon' }, 'acknowledgement-without-reason'],
  ['that ended yesterday', { [annotationKey(RULE)]: 'one replica; expires 2026-06-14' }, 'acknowledgement-expired'],
  ['of an unknown rule', { 'acknowledge.cdk8s-nim/pdb': 'one replica' }, 'acknowledgement-of-unknown-rule'],
  ['of an unknown tool', { 'datree.acknowledge.cdk8s-nim/x': 'one replica' }, 'acknowledgement-of-unknown-rule'],
])('fails for an acknowledgement %s, and the finding stays', (_, annotations, problem) => {
  // The API server has something to say of a number too.
  const refused = Object.values<unknown>(annotations).some((value) => typeof value !== 'string')
    ? [['unreadable-field', false]]
    : [];
  expect(findings(annotations)).toEqual([[RULE, false], ...refused, [problem, false]]);
});

test('fails for an acknowledgement that is no text, which the API server refuses besides, and the finding stays', () => {
  expect(findings({ [annotationKey(RULE)]: 7 })).toEqual([
    [RULE, false],
    ['unreadable-field', false],
    ['acknowledgement-without-reason', false],
  ]);
});

test('an unused acknowledgement is a finding, at its annotation', () => {
  const {
    findings: [finding],
  } = check(modelOf([deployment({}, {}, { annotations: { [annotationKey('secret-missing')]: 'made by hand' } })]), {
    today,
  });
  expect(finding).toMatchObject({
    rule: { id: 'acknowledgement-unused' },
    pointer: '/metadata/annotations/acknowledge.cdk8s-nim~1secret-missing',
    location: { line: 7 },
  });
});

test('an acknowledgement inherited by several objects is used when one of them needs it, and reported once when none does', () => {
  const annotations = { [annotationKey(RULE)]: 'one replica' };
  const idle = {
    ...budget({ maxUnavailable: 1 }, 'idle'), metadata: { name: 'idle', namespace: 'other', annotations },
  };
  expect(findings(annotations, [idle], { skipRules: ['disruption-budget-selects-no-pod'] }).map(([id]) => id)).toEqual([
    RULE,
  ]);
  expect(
    check(modelOf([idle, { ...idle, metadata: { ...idle.metadata, name: 'idle-2' } }]), {
      today, rules: [RULE, 'acknowledgement-unused'],
    }).findings,
  ).toHaveLength(1);
});

test('an acknowledgement of a rule that did not run, or of another linter, is not unused', () => {
  const capacity = {
    [annotationKey('update-cannot-finish')]: 'a third node comes on Monday',
    [annotationKey('polaris/priorityClassNotSet')]: 'one class',
  };
  const run = (options: object) =>
    check(modelOf([deployment({}, {}, { annotations: capacity })]), { today, ...options }).findings.map(
      ({ rule }) => rule.id,
    );
  expect(run({})).toEqual([]);
  expect(run({ cluster: gpuNodes(2), skipRules: ['update-cannot-finish'] })).toEqual([]);
  expect(run({ cluster: gpuNodes(2) })).toEqual(['acknowledgement-unused']);
});

test('annotations hold what was acknowledged', () => {
  const id = fc.constantFrom(RULE, 'kube-score/container-image-pull-policy', 'kubescape/C-0016');
  const reason = fc
    .string()
    .map((text) => text.trim())
    .filter((text) => text !== '' && !/;\s*expires\b/.test(text));
  const expires = fc.option(
    fc
      .date({ min: new Date('2020-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10)),
    { nil: undefined },
  );
  fc.assert(
    fc.property(fc.record({ id, reason, expires }), (acknowledgement) => {
      expect(parseAnnotation(annotationKey(acknowledgement.id), annotationValue(acknowledgement))).toEqual(
        acknowledgement,
      );
    }),
  );
});

test.each([
  ['one replica;expires 2027-01-31', 'one replica', '2027-01-31'],
  ['one replica;  expires\n2027-01-31 ', 'one replica', '2027-01-31'],
  ['one replica; expires: 2027-01-31', 'one replica', ': 2027-01-31'],
  ['one replica; expires', 'one replica', ''],
  ['it expires 2027-01-31', 'it expires 2027-01-31', undefined],
  ['one replica; expiresoon', 'one replica; expiresoon', undefined],
])('%j is a reason, and what was written as its end', (value, reason, expires) => {
  expect(parseAnnotation(annotationKey(RULE), value)).toEqual({ id: RULE, reason, expires });
});

test('an id without a slash names no check of another linter, nor does one that begins with it', () => {
  expect(['polariss', '/polaris', '/'].map(parseNativeCheck)).toEqual([undefined, undefined, undefined]);
});

test.each([
  ['2027-02-28', true],
  ['2028-02-29', true],
  ['2027-02-29', false],
  ['2027-2-1', false],
  ['31.01.2027', false],
  ['', false],
])('%s is a day: %s', (text, expected) => {
  expect(isDay(text)).toBe(expected);
});

test('the table of native checks names our rules and known tools, and every key is a valid annotation', () => {
  const known = new Set(RULES.map(({ id }) => id));
  expect(Object.keys(NATIVE_CHECKS).filter((id) => !known.has(id))).toEqual([]);
  expect(
    Object.values(NATIVE_CHECKS)
      .flat()
      .filter((check_) => !parseNativeCheck(check_)),
  ).toEqual([]);
  const keys = [
    ...RULES.map(({ id }) => annotationKey(id)),
    ...Object.keys(projectNative(Object.keys(NATIVE_CHECKS).map((id) => ({ id, reason: 'x' })))),
  ];
  expect(keys.filter((key) => key.split('/').length !== 2 || key.split('/')[1].length > 63)).toEqual([]);
});

test('lists are merged with what is there, sorted and without repetition', () => {
  const acknowledgements = ['kube-score/b', 'kube-score/a'].map((id) => ({ id, reason: 'x' }));
  expect(projectNative(acknowledgements, { 'kube-score/ignore': 'c, a' })).toEqual({ 'kube-score/ignore': 'a,b,c' });
});
