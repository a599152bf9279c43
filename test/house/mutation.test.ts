import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join, relative } from 'path';
import { filesBelow, ROOT } from '../support/manifests';

const { groups } = require('../../judges/mutation/groups.js') as {
  groups: Record<string, { readonly mutate: readonly string[]; readonly tests: readonly string[] }>;
};
const { wilson } = require('../../judges/mutation/report.js') as {
  wilson: (found: number, drawn: number) => [number, number];
};
const { Campaign } = require('../../judges/mutation/campaign.js') as {
  Campaign: new (folder: string) => {
    readonly tried: Set<string>; readonly done: Set<string>;
    note(line: object): void; isAlone(id: string, file: string): boolean; statusOf(id: string): string;
  };
};
const { attempt } = require('../../judges/mutation/attempt.js') as {
  attempt: (test: object, fn: unknown, judge: typeof expect, patience?: number) => Promise<string>;
};

// It exports, and does nothing that could be changed.
const ONLY_EXPORTS = 'lib/index.ts';

const sources = filesBelow(join(ROOT, 'lib')).map((file) => relative(ROOT, file))
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && file !== ONLY_EXPORTS);

test('each file of lib is mutated in exactly one group', () => {
  const mutated = Object.values(groups).flatMap(({ mutate }) => mutate);
  expect([...mutated].sort()).toEqual([...sources].sort());
});

test('the tests that judge a group are there', () => {
  const patterns = Object.values(groups).flatMap(({ tests }) => tests);
  const places = patterns.map((pattern) => pattern.replace(/(\/\*\*)?\/[^/]*[*(][^/]*$/, ''));
  expect(places.filter((place) => !existsSync(join(ROOT, place)))).toEqual([]);
});

test('the interval of a sample is that of Wilson', () => {
  // https://en.wikipedia.org/wiki/Binomial_proportion_confidence_interval#Wilson_score_interval, by hand for 81 of 263.
  expect(wilson(81, 263).map((end) => end.toFixed(4))).toEqual(['0.2553', '0.3662']);
  expect(wilson(10, 10)[1]).toBeCloseTo(1);
  expect(wilson(0, 0)).toEqual([0, 1]);
});

describe('what is known of mutants', () => {
  const campaignOf = (...lines: object[]) => {
    const folder = mkdtempSync(join(tmpdir(), 'mutants-'));
    writeFileSync(join(folder, 'mutants.json'), JSON.stringify(['0', '1', '2', '3', '4'].map((id) => ({ id }))));
    const campaign = new Campaign(folder);
    lines.forEach((line) => campaign.note(line));
    const again = new Campaign(folder);
    rmSync(folder, { recursive: true });
    return again;
  };
  const done = { done: 'a.test.ts', ms: 5, reached: ['0', '1', '2'], atLoad: ['1', '3'] };

  test('outlives the process that a mutant hangs', () => {
    const campaign = campaignOf(
      { trying: '0', patience: 5 }, { tried: 'a.test.ts#1#0' }, { trying: '0', patience: 5 }, { killed: '0' },
      { trying: '1', patience: 5 }, { timeout: '1' }, done,
    );
    expect(['0', '1', '2', '3', '4'].map((id) => campaign.statusOf(id)))
      .toEqual(['Killed', 'Timeout', 'Survived', 'Ignored', 'NoCoverage']);
    expect(campaign.tried).toEqual(new Set(['a.test.ts#1#0']));
    expect(campaign.done).toEqual(new Set(['a.test.ts']));
  });

  test('a mutant that a file reaches while it loads is judged alone in that file, and counts as reached', () => {
    const campaign = campaignOf({ alone: ['4', 'b.test.ts'] }, done);
    expect(campaign.isAlone('4', 'b.test.ts')).toBe(true);
    expect(campaign.isAlone('4', 'a.test.ts')).toBe(false);
    expect(campaign.statusOf('4')).toBe('Survived');
  });
});

describe('a test that runs once more', () => {
  const circusTest = (...hooks: object[]) => ({ errors: [], parent: { hooks } });
  const again = (fn: (this: object, ...args: any[]) => unknown, hooks: object[] = [], patience?: number) =>
    attempt(circusTest(...hooks), fn, expect, patience);

  test('passes where it passes, with the hooks around it', async () => {
    const calls: string[] = [];
    const hooks = ['beforeEach', 'afterEach', 'beforeAll'].map((type) => ({ type, fn: () => calls.push(type) }));
    expect(await again(() => calls.push('test'), hooks)).toBe('passed');
    expect(calls).toEqual(['afterEach', 'beforeEach', 'test']);
    expect(await again((end: () => void) => end())).toBe('passed');
  });

  test('fails when it throws, rejects, ends with an error or expects too little', async () => {
    const bad = [
      () => { throw new Error('wrong'); },
      () => Promise.reject(new Error('wrong')),
      (end: (problem: Error) => void) => end(new Error('wrong')),
      () => expect.assertions(1),
    ];
    const { snapshotState } = expect.getState();
    for (const fn of bad) {
      expect(await again(fn)).toBe('failed');
    }
    expect(await again(() => undefined, [{ type: 'beforeEach', fn: bad[0] }])).toBe('failed');
    expect(expect.getState().snapshotState).toBe(snapshotState);
  });

  test('is late when it never ends', async () => {
    expect(await again(() => new Promise(() => undefined), [], 5)).toBe('late');
  });
});
