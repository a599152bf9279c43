import { app, apartFrom, beside, claim, mounting, ofRevision, Scene, spread } from '../../../../test/support/scene';
import { requiredSurge } from '../../../kubernetes/arithmetic';
import { SlotBounds } from '../../placement';
import { interestingSizes, Size } from './size';
import {
  exceedsClaim, givesBackItsRoom, isTied, needsSecondPod, openClaims, openGroups, standingAtOnce, wanted,
} from './update-needs';

const ZONED = [{ cpu: 4, zone: 'x' }, { cpu: 4, zone: 'y' }];
const size = (replicas: number, maxSurge: number, maxUnavailable = maxSurge > 0 ? 0 : 1): Size =>
  ({ replicas, bounds: { maxSurge, maxUnavailable, recreate: false } });
const several: Size = { replicas: 1, bounds: { maxSurge: 2, maxUnavailable: 0, recreate: false, requiredSurge: 2 } };

test('one pod more is wanted where none may be missing', () => {
  expect([wanted(size(3, 1)), wanted(size(3, 0)), wanted(several)]).toEqual([4, 3, 3]);
  expect([size(1, 0), size(1, 1), size(2, 0)].map(needsSecondPod)).toEqual([false, true, true]);
});

test('pods that keep apart within a revision, or are spread so, may stand beside old ones', () => {
  const at = (pod: object) => standingAtOnce(new Scene(ZONED, app('a', 3, 1, {}, pod)).task('a'), size(3, 1));
  expect([at({}), at(apartFrom('a')), at(spread('a', 'zone'))]).toEqual([4, 4, 4]);
  expect([at(apartFrom('a', 'host', ofRevision)), at(spread('a', 'zone', ofRevision))]).toEqual([3, 3]);
});

test('a claim for one pod takes no second one', () => {
  const scene = new Scene([9], app('a', 1, 1));
  const exceeds = (each: Size) => exceedsClaim(new SlotBounds(scene.capacity), scene.task('a'), each, 'pod');
  expect([size(1, 0), size(1, 1), size(2, 0)].map(exceeds)).toEqual([false, true, true]);
});

test('a claim for one node takes as many as the roomiest node, where one more has to come beside', () => {
  const scene = new Scene([3, 2], app('a', 2, 1));
  const exceeds = (each: Size, way: 'node' | 'free' = 'node') =>
    exceedsClaim(new SlotBounds(scene.capacity), scene.task('a'), each, way);
  expect([size(2, 1), size(3, 1), size(3, 0)].map((each) => exceeds(each))).toEqual([false, true, false]);
  expect(exceeds(size(3, 1), 'free')).toBe(false);
});

test('spread refuses more than the skew in one domain while the others have none', () => {
  const exceeds = (rest: object, nodes = ZONED, more: object[] = []) => {
    const scene = new Scene(nodes, app('a', 1, 1, {}, spread('a', 'zone', rest)), ...more);
    return exceedsClaim(new SlotBounds(scene.capacity), scene.task('a'), size(1, 1), 'node');
  };
  expect([exceeds({}), exceeds({ maxSkew: 2 }), exceeds(ofRevision)]).toEqual([true, false, false]);
  expect(exceeds({}, [ZONED[0], ZONED[0]])).toBe(false);
  expect(exceeds({ labelSelector: {} }, ZONED, [app('b', 1, 1)])).toBe(false);
});

test('a volume ties pods that are two at some time', () => {
  expect([isTied([size(1, 0), size(1, 1)], 'node'), isTied([size(1, 0)], 'node'), isTied([size(1, 1)], 'free')])
    .toEqual([true, false, false]);
});

test('a claim that several mount and that is not in the input is open, and named', () => {
  const pods = ['a', 'b'].map((name) => app(name, 1, 1, {}, mounting('data')));
  const why = (...objects: object[]) => openClaims(new Scene([4], ...objects).task('a'));
  expect(why(...pods)).toEqual([
    'claim data is mounted by several workloads, and its access mode is not in the input',
  ]);
  expect([why(pods[0]), why(...pods, ...claim('data'))]).toEqual([[], []]);
});

test('several pods at once are not counted where they keep apart by revision, or their own places matter', () => {
  const open = (pod: object, sizes: Size[]) => openGroups(new Scene(ZONED, app('a', 2, 1, {}, pod)).task('a'), sizes);
  const why = ['not modelled: constraints among the pods of an update that makes several pods at once'];
  expect(requiredSurge(several.bounds)).toBe(2);
  expect(open(apartFrom('a', 'host', ofRevision), [size(1, 1), several])).toEqual(why);
  expect(open(spread('a', 'zone'), [several])).toEqual(why);
  expect(open(spread('a', 'zone'), [size(1, 1)])).toEqual([]);
  expect(open({}, [several])).toEqual([]);
  expect(open(apartFrom('a'), [several])).toEqual([]);
});

describe('a stopped pod leaves its room to its successor', () => {
  const gives = (pod: object, sizes = [size(2, 0)], attachment: 'free' | 'node' = 'free', ...more: object[]) =>
    givesBackItsRoom(new Scene(ZONED, app('a', 2, 1, {}, pod), ...more).task('a'), sizes, attachment);

  test('where one may be missing and nothing ties the pods', () => {
    expect([gives({}), gives({}, [size(2, 0), size(2, 1)])]).toEqual([true, false]);
    expect([gives({}, [size(2, 0)], 'node'), gives({}, [size(1, 0)], 'node')]).toEqual([false, true]);
  });

  test('not where spread may find most of them in one domain', () => {
    expect([gives(spread('a', 'zone')), gives(spread('a', 'zone', { maxSkew: 2 }))]).toEqual([false, true]);
    expect(gives(spread('a', 'zone', { ...ofRevision, maxSkew: 2 }))).toBe(false);
    expect(gives(spread('a', 'zone', { labelSelector: {}, maxSkew: 2 }), [size(2, 0)], 'free', app('b', 1, 1)))
      .toBe(false);
    expect(gives(spread('b', 'zone'), [size(2, 0)], 'free', app('b', 1, 1))).toBe(true);
    const one = new Scene([ZONED[0], ZONED[0]], app('a', 2, 1, {}, spread('a', 'zone')));
    expect(givesBackItsRoom(one.task('a'), [size(2, 0)], 'free')).toBe(true);
  });

  test('not where all of those beside which they stand may go', () => {
    expect(gives(beside('a', 'zone'))).toBe(true);
    expect(gives(beside('a', 'zone'), [size(2, 0, 2)])).toBe(false);
    expect(gives(beside('b'), [size(2, 0)], 'free', app('b', 1, 1))).toBe(false);
  });

  test('nor where others mount their volume', () => {
    const shared = claim('data', 'node', 'ReadWriteMany');
    expect(gives(mounting('data'), [size(2, 0)], 'free', ...shared)).toBe(true);
    expect(gives(mounting('data'), [size(2, 0)], 'free', ...shared, app('b', 1, 1, {}, mounting('data')))).toBe(false);
  });
});

test('the sizes that decide of a plain workload are its own', () => {
  const scene = new Scene([4], app('a', 2, 1, { surge: 1 }));
  expect(interestingSizes(scene.task('a')).map(({ replicas }) => replicas)).toEqual([2]);
});
