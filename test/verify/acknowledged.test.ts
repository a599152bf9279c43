import * as fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
const { acknowledgementReason, withoutIgnores } = require('../../scripts/verify/annotations');
const { judge, silenced } = require('../../scripts/verify/judge');

const finding = (check: string, message = 'm') => ({ check, severity: 'error', object: 'Deployment ai/llm', message });

const deployment = (annotations: object) => [{ object: { kind: 'Deployment', metadata: { namespace: 'ai', name: 'llm', annotations } }, text: '' }];

describe('judge', () => {
  test('what is reported on the manifests as rendered is open', () => {
    expect(judge([finding('a')], [finding('a')], deployment({}))).toEqual({ findings: [finding('a')], acknowledged: [] });
  });

  test('what only shows without the native annotations is acknowledged with its reason', () => {
    expect(judge([], [finding('a')], deployment({ 'cdk8s-nim/acknowledge.a': 'one GPU' })))
      .toEqual({ findings: [], acknowledged: [{ ...finding('a'), reason: 'one GPU' }] });
  });

  test('fails when a native annotation silences a finding and no reason is given', () => {
    expect(judge([], [finding('a')], deployment({ 'cdk8s-nim/acknowledge.b': 'other check' })).findings)
      .toEqual([finding('a', 'm (ignored by an annotation that gives no reason)')]);
    expect(judge([], [finding('a')], []).findings).toHaveLength(1);
  });

  test('fails when a reason is given for a finding that no native annotation silences', () => {
    expect(judge([finding('a')], [finding('a')], deployment({ 'cdk8s-nim/acknowledge.a': 'one GPU' })).findings).toEqual([finding('a')]);
  });

  test('findings come in one order, whatever the order of the validator', () => {
    fc.assert(fc.property(fc.shuffledSubarray(['a', 'b', 'c', 'd'], { minLength: 4 }), (checks) => {
      const found = checks.map((check) => finding(check));
      expect(judge(found, found, []).findings.map(({ check }: { check: string }) => check)).toEqual(['a', 'b', 'c', 'd']);
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
    polaris.fairwinds.com/priorityClassNotSet-exempt: "true"
    polaris.fairwinds.com/exempt: "true"
    kube-score/enable: c
    cdk8s-nim/acknowledge.a: reason
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
    expect(llm.metadata.annotations).toEqual({ 'kube-score/enable': 'c', 'cdk8s-nim/acknowledge.a': 'reason' });
    expect(llm.spec.template.metadata.annotations).toEqual({ keep: 'no' });
    expect(namespace).toEqual({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'ai' } });
  });
});

describe('acknowledgementReason', () => {
  test('is our annotation for the check, and else the text of kube-linter\'s own', () => {
    const object = { metadata: { annotations: { 'cdk8s-nim/acknowledge.a': 'ours', 'ignore-check.kube-linter.io/a': 'native', 'ignore-check.kube-linter.io/b': 'native' } } };
    expect(acknowledgementReason(object, 'a')).toBe('ours');
    expect(acknowledgementReason(object, 'b')).toBe('native');
  });

  test('fails when there is none or it is empty', () => {
    expect(acknowledgementReason({ metadata: { annotations: { 'cdk8s-nim/acknowledge.a': '' } } }, 'a')).toBeUndefined();
    expect(acknowledgementReason({ metadata: {} }, 'a')).toBeUndefined();
    expect(acknowledgementReason(undefined, 'a')).toBeUndefined();
  });
});
