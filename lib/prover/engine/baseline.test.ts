import { deployment, Json, modelOf } from '../../../test/support/rules';
import { applyBaseline, Finding, parseBaseline, RULES, toBaseline, toFindings } from '.';

const [first, second] = RULES;
const finding = (fingerprint: string, name: string, rule = first, namespace = 'shop'): Finding => ({
  ...toFindings([{ rule, manifest: modelOf([deployment({}, {}, { name, namespace })]).manifests[0],
    violation: { pointer: '', message: 'm' } }])[0], fingerprint,
});
const entry = (fingerprint: string, more: Json = {}) => ({ fingerprint, rule: 'r', object: 'o', ...more });

test('a baseline holds findings by what people read, and those of one rule by their fingerprint', () => {
  const findings = [finding('c', 'b'), finding('b', 'a', second), finding('a', 'b', second), finding('b', 'b'),
    finding('d', 'z', first, 'aaa'), finding('e', 'a')];
  const [low, high] = [first.id, second.id].sort();
  const sorted = toBaseline(findings);
  expect(sorted.version).toBe(1);
  const inA = [['e', first.id], ['b', second.id]].sort(([, one], [, two]) => (one === low && two === high ? -1 : 1));
  expect(sorted.findings.slice(0, 3)).toEqual([{ fingerprint: 'd', rule: first.id, object: 'aaa/Deployment/z' },
    ...inA.map(([fingerprint, rule]) => ({ fingerprint, rule, object: 'shop/Deployment/a' }))]);
  const ofFirst = sorted.findings.filter(({ rule, object }) => rule === first.id && object === 'shop/Deployment/b');
  expect(ofFirst.map(({ fingerprint }) => fingerprint)).toEqual(['b', 'c']);
});

test('findings are told apart by their fingerprints, and so are entries whose finding is gone', () => {
  const [one, two] = [finding('a', 'x'), finding('b', 'x')];
  const { fresh, known, stale } = applyBaseline([one, two], { version: 1, findings: [entry('b'), entry('c')] });
  expect([fresh, known, stale]).toEqual([[one], [two], [entry('c')]]);
});

test('a baseline that was written is read again', () => {
  const baseline = toBaseline([finding('a', 'x')]);
  expect(parseBaseline('b.json', JSON.stringify(baseline))).toEqual(baseline);
  expect(parseBaseline('b.json', '{"version":1,"findings":[]}').findings).toEqual([]);
});

test.each([
  'null', '[]', '{}', '{"version":2,"findings":[]}', '{"version":1}', '{"version":1,"findings":{}}',
  ...[null, {}, entry('a', { rule: 5 }), entry('a', { object: undefined }), entry('a', { fingerprint: null })]
    .map((each) => JSON.stringify({ version: 1, findings: [entry('a'), each] })),
])('fails for %s, which is none', (text) =>
  expect(() => parseBaseline('b.json', text))
    .toThrow('b.json: not a baseline of version 1; write one with --write-baseline'));

test('fails for what is no JSON', () =>
  expect(() => parseBaseline('b.json', '{')).toThrow(/^b\.json.*; write a baseline with --write-baseline$/));
