import { notes, ReportView } from './report-view';

const told = (more: object = {}): string[] => notes({
  report: {
    faults: [], ignoredKinds: new Map(), countedKinds: new Map(), verdicts: new Map(), notLookedAt: [], ...more,
  },
} as unknown as ReportView);
const crash = { rule: 'some-rule', object: 'Pod a', error: new Error('x') };

test('who checks nothing is told so', () => {
  expect(told()).toEqual(['updates: none']);
});

test('updates are counted by their verdicts, and without nodes it is said what to give', () => {
  expect(told({ verdicts: new Map([['proven', 2], ['unknown', 1]]) })).toEqual(['updates: 2 proven, 1 unknown']);
  expect(told({ verdicts: undefined })).toEqual([
    'the nodes are not known, so nothing is proven about capacity; give them with --nodes',
  ]);
});

test('a rule that crashed is named, and who judged nothing for it is not asked for nodes', () => {
  expect(told({ verdicts: undefined, faults: [crash, { ...crash, rule: 'other-rule' }] })).toEqual([
    'rules that crashed and found nothing: some-rule, other-rule',
  ]);
  expect(told({ faults: [crash] })).toEqual(['rules that crashed and found nothing: some-rule', 'updates: none']);
});

test('what was not looked at, or only counted, is named with how many there are', () => {
  expect(told({
    notLookedAt: ['the pods of kind X'], countedKinds: new Map([['RayCluster', 2], ['Job', 1]]),
    ignoredKinds: new Map([['Foo', 3]]),
  })).toEqual([
    'updates: none', 'not looked at: the pods of kind X',
    'custom kinds whose pods are counted: RayCluster (2), Job (1)',
    'kinds not looked at: Foo (3)',
  ]);
});
