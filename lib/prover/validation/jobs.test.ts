import { Json } from '../../../test/support/rules';
import { podSpec, refusals } from '../../../test/support/refusals';

const saidOfJob = (spec: Json, name = 'x', pod: Json = {}): string[] => refusals({
  apiVersion: 'batch/v1', kind: 'Job', metadata: { name },
  spec: { template: { spec: podSpec({ restartPolicy: 'Never', ...pod }) }, ...spec },
}).map((text) => text.replace('/spec/', ''));

describe('a Job', () => {
  const indexed = { completionMode: 'Indexed', completions: 5 };
  const rule = (succeededIndexes?: string, succeededCount?: number) =>
    ({ ...indexed, successPolicy: { rules: [{ succeededIndexes, succeededCount }] } });
  const ORDER = 'must be ascending indexes and ranges, such as 1,3-5,7';

  test.each<[string, string | undefined]>([
    ['0', undefined], ['0,2-4', undefined], ['0-1,3', undefined], ['', undefined],
    ['3-3', ORDER], ['3-2', ORDER], ['2,1', ORDER], ['1,1', ORDER], ['0-2,2', ORDER], ['a', ORDER], ['1,', ORDER],
    ['1-2-3', ORDER], ['-1', ORDER], ['5', 'must hold indexes below completions 5'],
    ['0,3-5', 'must hold indexes below completions 5'],
  ])('with succeededIndexes %j: %s', (indexes, fault) => {
    expect(saidOfJob(rule(indexes)))
      .toEqual(fault === undefined ? [] : [expect.stringMatching(`^successPolicy/rules/0/succeededIndexes ${fault}`)]);
  });

  test('has no more that succeed than there are', () => {
    expect(saidOfJob(rule('0,2-4', 4))).toEqual([]);
    expect(saidOfJob(rule('0,2-4', 5))).toEqual([
      expect.stringMatching(/rules\/0\/succeededCount must be at most 4, the number of succeededIndexes/),
    ]);
    expect(saidOfJob(rule(undefined, 5))).toEqual([]);
    expect(saidOfJob(rule(undefined, 6))).toEqual([expect.stringMatching(/must be at most completions 5/)]);
    expect(saidOfJob(rule())).toEqual([expect.stringMatching(/must have succeededCount or succeededIndexes/)]);
  });

  test('has exit codes in order, each once, and not 0 among those to look for', () => {
    const codes = (operator: string, values: number[], containerName?: string) => saidOfJob({
      podFailurePolicy: { rules: [{ action: 'FailJob', onExitCodes: { operator, values, containerName } }] },
    });
    expect([codes('In', [1, 2]), codes('NotIn', [0, 1]), codes('In', [1], 'c')]).toEqual([[], [], []]);
    const ordered = [expect.stringMatching(/onExitCodes\/values must be in ascending order, each once/)];
    expect([codes('In', [2, 1]), codes('In', [1, 1])]).toEqual([ordered, ordered]);
    expect(codes('In', [0, 1])).toEqual([expect.stringMatching(/values must not hold 0 with operator In/)]);
    expect(codes('In', [1], 'd')).toEqual([
      expect.stringMatching(/containerName must be the name of a container; there are c/),
    ]);
  });

  test('has its selector made for it, unless it says that it has its own', () => {
    const selector = { matchLabels: { a: 'b' } };
    expect(saidOfJob({ selector }))
      .toEqual([expect.stringMatching(/^selector must not be given without manualSelector/)]);
    expect(saidOfJob({ manualSelector: true }))
      .toEqual([expect.stringMatching(/^selector is missing; manualSelector needs it/)]);
    const cron = (spec: Json) => refusals({
      apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'x' }, spec: {
        schedule: '0 0 * * *',
        jobTemplate: { spec: { template: { spec: podSpec({ restartPolicy: 'Never' }) }, ...spec } },
      },
    });
    expect([cron({}), cron({ manualSelector: false })]).toEqual([[], []]);
    expect(cron({ manualSelector: true }))
      .toEqual([expect.stringMatching(/jobTemplate\/spec\/manualSelector must not be given: it is made for each Job/)]);
    expect(cron({ selector })[0]).toMatch(/jobTemplate\/spec\/selector must not be given/);
  });

  test('ends: its pods are not begun anew for ever', () => {
    expect(saidOfJob({}, 'x', { restartPolicy: 'Always' }))
      .toEqual([expect.stringMatching(/restartPolicy must be OnFailure or Never in a Job/)]);
    expect(saidOfJob({}, 'x', { restartPolicy: undefined }))
      .toEqual([expect.stringMatching(/restartPolicy is missing; write OnFailure or Never/)]);
    const ignored = { action: 'Ignore', onPodConditions: [{ type: 'A', status: 'True' }] };
    const policy = { podFailurePolicy: { rules: [ignored] } };
    expect(saidOfJob(policy, 'x', { restartPolicy: 'OnFailure' }))
      .toEqual([expect.stringMatching(/restartPolicy must be Never with podFailurePolicy/)]);
    expect(saidOfJob(policy)).toEqual([]);
  });

  test('of which each pod has a number has a name that has room for it', () => {
    expect(saidOfJob(indexed, 'a.b')).toEqual([expect.stringMatching(/must be a DNS label without dots/)]);
    expect(saidOfJob({ completions: 5 }, 'a.b')).toEqual([]);
    expect(saidOfJob(indexed, 'a'.repeat(61))).toEqual([]);
    expect(saidOfJob(indexed, 'a'.repeat(62)))
      .toEqual([expect.stringMatching(/must be no more than 61 characters for 5 indexed completions/)]);
  });
});
