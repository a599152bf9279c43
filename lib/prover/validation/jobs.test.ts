import { Json } from '../../../test/support/rules';
import { podSpec, refusals, refusalsOfSpec, saysOfEach } from '../../../test/support/refusals';

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

describe('the numbers of a Job', () => {
  const indexed = { completionMode: 'Indexed', completions: 5 };
  const UNINDEXED = 'must not be given unless completionMode is Indexed';
  const onCodes = (more: Json) => ({ podFailurePolicy: { rules: [
    { action: 'FailJob', onExitCodes: { operator: 'In', values: [1] }, ...more },
  ] } });
  const onConditions = (more: Json) => ({ podFailurePolicy: { rules: [
    { action: 'Ignore', onPodConditions: [{ type: 'A', status: 'True', ...more }] },
  ] } });
  const EITHER = 'podFailurePolicy/rules/0 must have exactly one of onExitCodes and onPodConditions';
  saysOfEach((spec: Json) => saidOfJob(spec), [
    ...['parallelism', 'completions', 'activeDeadlineSeconds', 'backoffLimit',
      'ttlSecondsAfterFinished'].flatMap((field) => [
      [{ [field]: 0 }], [{ [field]: -1 }, `${field} must be at least 0, is -1`],
    ] as const),
    [{ ...indexed, backoffLimitPerIndex: 0, maxFailedIndexes: 5 }],
    [{ ...indexed, backoffLimitPerIndex: -1 }, 'backoffLimitPerIndex must be at least 0, is -1'],
    [{ ...indexed, backoffLimitPerIndex: 1, maxFailedIndexes: -1 }, 'maxFailedIndexes must be at least 0, is -1'],
    [{ ...indexed, backoffLimitPerIndex: 1, maxFailedIndexes: 6 },
      'maxFailedIndexes must be at most completions 5, is 6'],
    [{ ...indexed, maxFailedIndexes: 1 }, 'backoffLimitPerIndex is missing; maxFailedIndexes needs it'],
    [{ backoffLimitPerIndex: 1, maxFailedIndexes: 1, successPolicy: { rules: [{ succeededCount: 1 }] } },
      `backoffLimitPerIndex ${UNINDEXED}, is 1`, `maxFailedIndexes ${UNINDEXED}, is 1`, `successPolicy ${UNINDEXED}`],
    [{ completionMode: 'Indexed', backoffLimitPerIndex: 1, maxFailedIndexes: 1 }],
    [{ completionMode: 'Indexed', backoffLimitPerIndex: 1, maxFailedIndexes: 2 },
      'maxFailedIndexes must be at most completions 1, is 2'],
    [{ completionMode: 'Indexed', successPolicy: { rules: [{ succeededIndexes: '1' }] } },
      'successPolicy/rules/0/succeededIndexes must hold indexes below completions 1, is "1"'],
    [{ completionMode: 'Indexed', parallelism: 1 }, 'completions is missing; completionMode Indexed needs it'],
    [{ completionMode: 'Indexed', parallelism: 1,
      successPolicy: { rules: [{ succeededIndexes: '7', succeededCount: 1 }] } },
      'completions is missing; completionMode Indexed needs it'],
    [{ completionMode: 'Some' }, 'completionMode must be Indexed or NonIndexed, is "Some"'],
    [{ ...indexed, parallelism: 100_000 }],
    [{ ...indexed, parallelism: 100_001 }, 'parallelism must be at most 100000 with completionMode Indexed, is 100001'],
    [{ parallelism: 100_001 }],
    [{ ...indexed, successPolicy: { rules: [] } }, 'successPolicy/rules is missing'],
    [{ ...indexed, successPolicy: { rules: [{ succeededCount: -1 }] } },
      'successPolicy/rules/0/succeededCount must be from 0 to 2147483647, is -1'],
    [{ podReplacementPolicy: 'TerminatingOrFailed' }],
    [{ ...onCodes({}), podReplacementPolicy: 'TerminatingOrFailed' },
      'podReplacementPolicy must be Failed with podFailurePolicy, is "TerminatingOrFailed"'],
    [{ ...onCodes({}), podReplacementPolicy: 'Failed' }],
    [onCodes({ onExitCodes: undefined }), EITHER],
    [onCodes({ onPodConditions: [{ type: 'A', status: 'True' }] }), EITHER],
    [onCodes({ onPodConditions: [] })],
    [onCodes({ action: 'FailIndex' }),
      'podFailurePolicy/rules/0/action must not be FailIndex without backoffLimitPerIndex, is "FailIndex"'],
    [{ ...indexed, ...onCodes({ action: 'FailIndex' }), backoffLimitPerIndex: 1 }],
    [onCodes({ action: 'Some' }),
      'podFailurePolicy/rules/0/action must be Count, FailIndex, FailJob or Ignore, is "Some"'],
    [onCodes({ onExitCodes: { operator: 'Is', values: [1] } }),
      'podFailurePolicy/rules/0/onExitCodes/operator must be In or NotIn, is "Is"'],
    [onCodes({ onExitCodes: { operator: 'In', values: [] } }),
      'podFailurePolicy/rules/0/onExitCodes/values is missing'],
    [onConditions({ status: 'Unknown' })], [onConditions({ status: undefined })],
    [onConditions({ status: 'No' }),
      'podFailurePolicy/rules/0/onPodConditions/0/status must be True, False or Unknown, is "No"'],
    [onConditions({ type: '' }), 'podFailurePolicy/rules/0/onPodConditions/0/type is missing'],
  ]);

  test('are of pods that have containers to begin with, too', () => {
    const initContainers = [{ name: 'i', image: 'i:1' }];
    const policy = (containerName: string) => onCodes({ onExitCodes: { containerName, operator: 'In', values: [1] } });
    expect(saidOfJob(policy('i'), 'x', { initContainers })).toEqual([]);
    expect(saidOfJob(policy('d'), 'x', { initContainers })).toEqual([
      'podFailurePolicy/rules/0/onExitCodes/containerName must be the name of a container; there are c, i, is "d"',
    ]);
  });

  test('stand in the names of its pods', () => {
    const named = (completions: number, name?: string) => refusals({
      apiVersion: 'batch/v1', kind: 'Job', metadata: name === undefined ? { generateName: 'x-' } : { name },
      spec: { completionMode: 'Indexed', completions, template: { spec: podSpec({ restartPolicy: 'Never' }) } },
    });
    expect([named(10), named(10, 'a'.repeat(61)), named(0, 'a.b'), named(0, 'a'.repeat(63)), named(11, 'a'.repeat(60))])
      .toEqual([[], [], [], [], []]);
    expect(saidOfJob({ completionMode: 'Indexed' }, 'a.b'))
      .toEqual([expect.stringMatching(/must be a DNS label without dots/)]);
    expect(named(11, 'a'.repeat(61))).toEqual([
      `/metadata/name must be no more than 60 characters for 11 indexed completions, is "${'a'.repeat(59)}`,
    ]);
    expect(saidOfJob({}, 'a'.repeat(63))).toEqual([]);
  });
});

describe('a CronJob', () => {
  const cron = refusalsOfSpec('batch/v1', 'CronJob', {
    schedule: '0 0 * * *', jobTemplate: { spec: { template: { spec: podSpec({ restartPolicy: 'Never' }) } } },
  });
  saysOfEach(cron, [
    [{}], [{ timeZone: 'Europe/Berlin' }], [{ schedule: '' }, 'schedule is missing'],
    [{ schedule: '* * * *' }, expect.stringMatching(/^schedule /)],
    [{ timeZone: 'Nowhere' }, expect.stringMatching(/^timeZone /)],
    ...['startingDeadlineSeconds', 'successfulJobsHistoryLimit', 'failedJobsHistoryLimit'].flatMap((field) => [
      [{ [field]: 0 }], [{ [field]: -1 }, `${field} must be at least 0, is -1`],
    ] as const),
    [{ concurrencyPolicy: 'Some' }, 'concurrencyPolicy must be Allow, Forbid or Replace, is "Some"'],
    [{ jobTemplate: { spec: { template: { spec: podSpec() } } } },
      'jobTemplate/spec/template/spec/restartPolicy is missing; write OnFailure or Never'],
  ]);

  test('has a name that has room for the time', () => {
    const named = (length: number) => refusals({
      apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'a'.repeat(length) },
      spec: { schedule: '0 0 * * *',
        jobTemplate: { spec: { template: { spec: podSpec({ restartPolicy: 'Never' }) } } } },
    });
    expect(named(52)).toEqual([]);
    expect(named(53))
      .toEqual([expect.stringMatching(/^\/metadata\/name must be no more than 52 characters, so that its Jobs have/)]);
  });
});
