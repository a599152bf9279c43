import { Progress } from './progress';
import { fullName, progressDetails, progressText } from './progress-text';
import { progressTable } from './progress-table';

const NIM = { kind: 'Deployment', namespace: 'ops', name: 'nim' };

function progress(more: object = {}, seconds?: number): Progress {
  const budget = { totalSeconds: 600, isRenewed: true, source: '', ofPhase: () => seconds };
  return {
    workload: NIM, phase: 'loading', outcome: 'waiting', available: 1, wanted: 2, began: 1_000, phaseBegan: 11_000,
    progressed: 0, seen: 0, mark: '', budget, ...more,
  };
}
const obstacle = { code: 'image-pull', cause: 'web:2 could not be pulled yet', evidence: [], healing: 'by itself' };

test('a workload has one name among all kinds and namespaces', () => {
  expect(fullName(NIM)).toBe('ops/Deployment/nim');
});

test('what is complete says how many pods are available', () => {
  const done = (more: object) => progressText(progress({ outcome: 'done', ...more }), 0);
  expect(done({ wanted: 1 })).toBe('complete, 1 of 1 pod available');
  expect(done({})).toBe('complete, 1 of 2 pods available');
});

test('a phase says since when, how long it may take, for what it waits and what hinders it', () => {
  expect(progressText(progress(), 16_000)).toBe('loading, 5 s');
  expect(progressText(progress({ waitsFor: 'its probe' }, 60), 16_000))
    .toBe('loading, 5 s of 1 min; waits for its probe');
  expect(progressText(progress({ obstacle }), 16_000)).toBe('loading, 5 s (web:2 could not be pulled yet)');
});

test('it is longer than expected once it is, and time is never below nothing', () => {
  expect(progressText(progress({}, 60), 71_000)).toBe('loading, 1 min of 1 min');
  expect(progressText(progress({}, 60), 71_001)).toBe('loading, 1 min of 1 min, longer than expected');
  expect(progressText(progress(), 0)).toBe('loading, 0 s');
});

test('programs are told the same in whole seconds', () => {
  expect(progressDetails(progress({ waitsFor: 'its probe', obstacle }, 60), 16_400)).toEqual({
    workload: 'ops/Deployment/nim', phase: 'loading', waitsFor: 'its probe', code: 'image-pull', elapsedSeconds: 15,
    phaseSeconds: 5, budgetSeconds: 600, phaseBudgetSeconds: 60,
  });
  expect(progressDetails(progress(), 0)).toMatchObject({ elapsedSeconds: 0, phaseSeconds: 0, code: undefined });
});

describe('a row of the table', () => {
  const row = (more: object, seconds?: number) =>
    progressTable([progress(more, seconds)], 16_000, 120)[1].trim().split(/ {2,}/);

  test('shows the phase while it waits, and how it ended after', () => {
    expect(row({ waitsFor: 'its probe' }, 60)).toEqual(['nim', 'loading', '1/2', '5 s of 1 min', 'its probe']);
    expect(row({ outcome: 'timed out' })).toEqual(['nim', 'timed out', '1/2', '5 s']);
    expect(row({ outcome: 'failed', waitsFor: 'its probe', obstacle }))
      .toEqual(['nim', 'failed', '1/2', '5 s', obstacle.cause]);
    expect(row({ outcome: 'done', waitsFor: 'its probe', obstacle }, 60)).toEqual(['nim', 'complete', '1/2']);
  });

  test('has no time below nothing', () => {
    expect(row({ phaseBegan: 99_000 })).toEqual(['nim', 'loading', '1/2', '0 s']);
  });
});
