import * as fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
const { acknowledgementReason, withoutIgnores } = require('./annotations');
const { judge, silenced } = require('./judge');

const finding = (check: string, message = 'm') => ({ check, severity: 'error', object: 'Deployment ai/llm', message });

const NATIVE_CHECKS = { 'our-rule': ['kube-score/a', 'polaris/b'] };

const judgeKubeScore = (asRendered: object[], unignored: object[], annotations?: object) =>
  judge({
    tool: 'kube-score',
    asRendered,
    unignored,
    documents: annotations
      ? [{ object: { kind: 'Deployment', metadata: { namespace: 'ai', name: 'llm', annotations } }, text: '' }]
      : [],
    nativeChecks: NATIVE_CHECKS,
  });

describe('judge', () => {
  test('what is reported on the manifests as rendered is open', () => {
    expect(judgeKubeScore([finding('a')], [finding('a')], {})).toEqual({ findings: [finding('a')], acknowledged: [] });
  });

  test('what only shows without the native annotations is acknowledged with its reason', () => {
    expect(judgeKubeScore([], [finding('a')], { 'kube-score.acknowledge.cdk8s-nim/a': 'one GPU' }))
      .toEqual({ findings: [], acknowledged: [{ ...finding('a'), reason: 'one GPU' }] });
  });

  test('fails when a native annotation silences a finding and no reason is given', () => {
    const open = [finding('a', 'm (ignored by an annotation that gives no reason)')];
    expect(
      judgeKubeScore([], [finding('a')], { 'kube-score.acknowledge.cdk8s-nim/b': 'other check' }).findings,
    ).toEqual(open);
    expect(judgeKubeScore([], [finding('a')]).findings).toEqual(open);
  });

  test('fails when a reason is given for a finding that no native annotation silences', () => {
    expect(
      judgeKubeScore([finding('a')], [finding('a')], { 'kube-score.acknowledge.cdk8s-nim/a': 'one GPU' }).findings,
    ).toEqual([finding('a')]);
  });

  test('findings come in one order, whatever the order of the validator', () => {
    fc.assert(fc.property(fc.shuffledSubarray(['a', 'b', 'c', 'd'], { minLength: 4 }), (checks) => {
      const found = checks.map((check) => finding(check));
      expect(judgeKubeScore(found, found).findings.map(({ check }: { check: string }) => check)).toEqual([
        'a',
        'b',
        'c',
        'd',
      ]);
    }));
  });
});

test('silenced counts a finding as often as it is missing', () => {
  fc.assert(fc.property(fc.nat(5), fc.nat(5), (remaining, hidden) => {
    const all = Array.from({ length: remaining + hidden }, () => finding('a'));
    expect(silenced(all, all.slice(hidden))).toHaveLength(hidden);
  }));
});

describe('withoutIgnores', () => {
  const text = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: llm
  annotations:
    ignore-check.kube-linter.io/no-read-only-root-fs: reason
    kube-linter.io/ignore-all: reason
    kube-score/ignore: a,b
    checkov.io/skip-CKV_K8S_43: CKV_K8S_43=reason
    polaris.fairwinds.com/priorityClassNotSet-exempt: "true"
    polaris.fairwinds.com/exempt: "true"
    kube-score/enable: c
    kube-score.acknowledge.cdk8s-nim/a: reason
spec:
  template:
    metadata:
      annotations:
        kube-score/ignore: a
        keep: "no"
---
apiVersion: v1
kind: Namespace
metadata:
  name: ai
`;

  test('takes away the native ignore annotations of objects and pod templates, and nothing else', () => {
    const [llm, namespace] = parseAllDocuments(withoutIgnores(text)).map((document) => document.toJS());
    expect(llm.metadata.annotations).toEqual({
      'kube-score/enable': 'c',
      'kube-score.acknowledge.cdk8s-nim/a': 'reason',
    });
    expect(llm.spec.template.metadata.annotations).toEqual({ keep: 'no' });
    expect(namespace).toEqual({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'ai' } });
  });
});

describe('acknowledgementReason', () => {
  const reason = (annotations: object, tool: string, check: string) =>
    acknowledgementReason({ metadata: { annotations } }, tool, check, NATIVE_CHECKS);

  test('is what is written for the check of the tool, or for our rule that is the same as it', () => {
    expect(reason({ 'kube-score.acknowledge.cdk8s-nim/x': 'ours' }, 'kube-score', 'x')).toBe('ours');
    expect(reason({ 'acknowledge.cdk8s-nim/our-rule': 'by rule' }, 'kube-score', 'a')).toBe('by rule');
    expect(reason({ 'acknowledge.cdk8s-nim/our-rule': 'by rule' }, 'polaris', 'b')).toBe('by rule');
  });

  test("is the text of kube-linter's own annotation, for kube-linter only", () => {
    expect(reason({ 'ignore-check.kube-linter.io/a': 'native' }, 'kube-linter', 'a')).toBe('native');
    expect(reason({ 'ignore-check.kube-linter.io/a': 'native' }, 'kube-score', 'a')).toBeUndefined();
  });

  test("is what follows the check in checkov's own annotation", () => {
    expect(reason({ 'checkov.io/skip-CKV_K8S_43': 'CKV_K8S_43=exact tags' }, 'checkov', 'CKV_K8S_43')).toBe(
      'exact tags',
    );
    expect(reason({ 'checkov.io/skip-CKV_K8S_43': 'CKV_K8S_43' }, 'checkov', 'CKV_K8S_43')).toBeUndefined();
    expect(reason({ 'checkov.io/skip-CKV_K8S_43': 'CKV_K8S_43=exact tags' }, 'checkov', 'CKV_K8S_15')).toBeUndefined();
  });

  test('fails when it is for another tool or rule, empty or absent', () => {
    expect(reason({ 'polaris.acknowledge.cdk8s-nim/x': 'ours' }, 'kube-score', 'x')).toBeUndefined();
    expect(reason({ 'acknowledge.cdk8s-nim/our-rule': 'by rule' }, 'kube-score', 'b')).toBeUndefined();
    expect(reason({ 'kube-score.acknowledge.cdk8s-nim/x': '' }, 'kube-score', 'x')).toBeUndefined();
    expect(acknowledgementReason({ metadata: {} }, 'kube-score', 'x', NATIVE_CHECKS)).toBeUndefined();
    expect(acknowledgementReason(undefined, 'kube-score', 'x', NATIVE_CHECKS)).toBeUndefined();
  });
});
