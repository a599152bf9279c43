import { ResourceQuota } from '../../manifests';
import { QuotaShares, QuotaUser } from './quota-room';

const quota = (hard: number, used?: number): ResourceQuota => ({
  name: 'q', namespace: 'a', hard: new Map([['pods', hard]]), used: new Map(used === undefined ? [] : [['pods', used]]),
    scopes: [],
});
const user = (least: number, most: number, there = 0, each = 1): QuotaUser =>
  ({ least, most, there, usage: new Map([['pods', each]]) });
const one = user(1, 1, 1);

/** What is left to the first of the users. */
function left(hard: number, [first, ...others]: QuotaUser[], outside: QuotaUser[] = [], used?: number) {
  const shares = new QuotaShares(quota(hard, used),
    { own: [first, ...others], outside, areAllOf: () => used === undefined });
  return shares.roomFor(first)
    .map(({ always, atBest, overfull, outside: taken }) => ({ always, atBest, overfull, taken }))[0];
}

describe('what a quota leaves to one of those that it counts', () => {
  test('is all of it, alone, in whole pieces', () => {
    expect(left(5, [user(2, 3)])).toEqual({ always: 5, atBest: 5, overfull: false, taken: 0 });
    expect(left(5, [user(2, 2, 0, 2)])).toEqual({ always: 2, atBest: 2, overfull: false, taken: 0 });
    expect(left(0, [user(0, 3)])).toEqual({ always: 0, atBest: 0, overfull: false, taken: 0 });
  });

  test('is what the others leave at their largest, and at best at their smallest', () => {
    expect(left(10, [user(1, 4), user(2, 3), user(0, 1)])).toEqual({ always: 6, atBest: 8, overfull: false, taken: 0 });
    expect(left(2, [user(1, 4), user(1, 3)])).toEqual({ always: 0, atBest: 1, overfull: false, taken: 0 });
  });

  test('is less by what is there besides', () => {
    expect(left(10, [user(1, 4), user(2, 3)], [one, one])).toEqual({ always: 5, atBest: 6, overfull: false, taken: 2 });
  });

  test('is at best what is beside the manifests where not even the smallest of all fit together', () => {
    expect(left(4, [user(3, 3), user(2, 2)], [one])).toEqual({ always: 1, atBest: 3, overfull: true, taken: 1 });
    expect(left(5, [user(3, 3), user(2, 2)])).toEqual({ always: 3, atBest: 3, overfull: false, taken: 0 });
  });

  test('is nothing for sure beside what nothing bounds, and all for what nothing bounds itself', () => {
    expect(left(10, [user(1, 2), user(1, Infinity)])).toEqual({ always: 0, atBest: 9, overfull: false, taken: 0 });
    expect(left(10, [user(1, Infinity), user(1, 2)])).toEqual({ always: 8, atBest: 9, overfull: false, taken: 0 });
    expect(left(10, [user(1, Infinity), user(1, Infinity)]))
      .toEqual({ always: 0, atBest: 9, overfull: false, taken: 0 });
  });

  test('is less by what it says is used and nobody is known to use', () => {
    expect(left(10, [user(1, 2, 2)], [], 5)).toEqual({ always: 7, atBest: 7, overfull: false, taken: 3 });
    expect(left(10, [user(1, 2, 0)], [], 5)).toEqual({ always: 5, atBest: 7, overfull: false, taken: 3 });
    expect(left(10, [user(1, 2, 2)], [one], 5)).toEqual({ always: 7, atBest: 7, overfull: false, taken: 3 });
    expect(left(10, [user(3, 6, 2)], [], 5)).toEqual({ always: 7, atBest: 10, overfull: false, taken: 0 });
    expect(left(10, [user(1, 2)], [], 0)).toEqual({ always: 10, atBest: 10, overfull: false, taken: 0 });
    expect(left(10, [user(1, Infinity, 1)], [], 5)).toEqual({ always: 6, atBest: 10, overfull: false, taken: 0 });
  });

  test('is nothing of what it does not take, and of each resource by itself', () => {
    const hard: ResourceQuota = { ...quota(3), hard: new Map([['pods', 3], ['requests.cpu', 8], ['secrets', 0]]) };
    const own: QuotaUser = { least: 0, most: 1, there: 0,
      usage: new Map([['pods', 1], ['requests.cpu', 2], ['secrets', 0]]) };
    const shares = new QuotaShares(hard, { own: [own], outside: [], areAllOf: () => true });
    expect(shares.roomFor(own).map(({ resource, hard: most, each, always }) => [resource, most, each, always]))
      .toEqual([['pods', 3, 1, 3], ['requests.cpu', 8, 2, 4]]);
  });
});
