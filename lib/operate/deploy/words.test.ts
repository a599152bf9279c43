import { HANGING } from '../../../test/support/gpu-rollout';
import { modelOf } from '../../../test/support/rules';
import { ScriptedCluster } from '../../../test/support/scripted-cluster';
import { PlanReport } from '../../prover/plan';
import { EXIT_DONE, EXIT_FAILED, EXIT_INTERRUPTED, EXIT_TIMED_OUT } from '../exit-code';
import { Waited } from '../watch/wait';
import { readApplyErrors } from './apply-errors';
import { afterWaiting } from './deploy';
import { wordsBefore } from './words';

const words = (plan: object): string[] => wordsBefore({
  byWorkload: new Map(),
  workloads: [{ name: 'web', downtimeSeconds: { least: 0, most: 0 }, availabilityFloor: 0, ...plan }],
} as unknown as PlanReport, modelOf([]));
const updated = { change: { kind: 'updated' } };
const down = { ...updated, downtimeSeconds: { least: 10, most: 60 } };

test.each<[object, string[]]>([
  [{ change: { kind: 'unchanged' } }, []],
  [{ change: { kind: 'new' } }, ['web is new: it serves once it is ready']],
  [{ change: { kind: 'scaled', replicas: { from: 1, to: 3 } } },
    ['web is scaled from 1 to 3 pods, and none is replaced']],
  [{ ...updated, availabilityFloor: 2 }, ['web is updated pod by pod: at least 2 of them serves all the time']],
  [updated, ['web is updated pod by pod: at least 0 of them serves all the time']],
  [{ ...down, availabilityFloor: 1 }, ['web is updated pod by pod: at least 1 of them serves all the time']],
  [{ ...down, strategy: 'RollingUpdate', maxUnavailable: 1, replicas: 3 },
    [expect.stringMatching(/^web is updated pod by pod, and none of its pods is sure to serve meanwhile: its API may be down, \S/)]],
  [{ ...down, strategy: 'Recreate' },
    [expect.stringMatching(/^web is recreated: its API is down from now until it is ready, \S/)]],
  [{ ...down, strategy: 'OnDelete' },
    [expect.stringMatching(/^web is replaced in place: its API is down from now until it is ready, \S/)]],
])('%j is said in words', (plan, said) => {
  expect(words(plan)).toEqual(said);
});

describe('how the waiting ended', () => {
  const of = (name: string, outcome: string) =>
    ({ workload: { kind: 'Deployment', namespace: 'a', name }, outcome, phase: 'loading', waitsFor: 'its probe' });
  const ended = async (outcome: string, ...progress: object[]) => {
    const world = new ScriptedCluster(HANGING);
    const code = await afterWaiting({ outcome, progress } as unknown as Waited, world);
    return { code, result: world.said('result'), evidence: world.said('evidence').map((text) => text.split(':')[0]) };
  };

  test('by somebody says what goes on', async () => {
    const result = 'the watching ends, the rollout goes on';
    expect(await ended('stopped', of('a', 'done'), of('b', 'waiting'), of('c', 'waiting'))).toEqual(
      { code: EXIT_INTERRUPTED, result: [`${result}: b, c; status shows it`], evidence: [] },
    );
    expect((await ended('stopped', of('a', 'done'))).result).toEqual([`${result}; status shows it`]);
  });

  test('well says nothing', async () => {
    expect(await ended('done', of('a', 'done'))).toEqual({ code: EXIT_DONE, result: [], evidence: [] });
  });

  test('by a failure has the evidence of what failed, and names what is not waited for', async () => {
    expect(await ended('failed', of('a', 'failed'), of('b', 'waiting'), of('c', 'waiting'), of('d', 'timed out')))
      .toEqual({
        code: EXIT_FAILED, evidence: ['a', '  next'],
        result: ['failed: waiting does not help; what was applied stays; not waited for any more: b, c'],
      });
    expect(await ended('timed out', of('a', 'timed out'))).toEqual({
      code: EXIT_TIMED_OUT, evidence: ['a', '  next'],
      result: ['timed out; what was applied stays, and may still become ready'],
    });
  });
});

test('what the API server complains of in several lines is one line', () => {
  expect(readApplyErrors('Warning: old\nerror: one\n\t two\n  three\n').map(({ text }) => text))
    .toEqual(['error: one two three']);
});
