import { heldUnfinished, mostAtEnd, mostTaken } from './quota-holdings';
import { Discipline } from '../../updates';
import { Mover } from './mover';

interface Shape {
  readonly discipline?: Discipline;
  readonly from: number;
  readonly to: number;
  readonly surge?: number;
  readonly unavailable?: number;
  readonly kind?: string;
  /** Fewest pods before and after, where these are not the most. */
  readonly least?: readonly [number, number];
}

const moverOf = ({ discipline = 'roll', from, to, surge = 0, unavailable = 0, kind = 'Deployment',
  least }: Shape): Mover => ({
  discipline, from, to, surge, unavailable, name: 'web',
  change: {
    kind: 'updated', after: { kind }, from: { least: least?.[0] ?? from, most: from },
    to: { least: least?.[1] ?? to, most: to },
  } as unknown as Mover['change'],
});

/** The most of `old * o + fresh * n` over all numbers of pods that a rolling controller may have made. */
function mostByPlaying({ from, to, surge = 0, kind = 'Deployment' }: Shape, old: number, fresh: number): number {
  const mostOld = kind === 'Deployment' && from > 0 ? Math.max(from, to) : from;
  const all = Array.from({ length: mostOld + 1 }, (_, pods) =>
    Math.max(0, Math.min(to, to + surge - pods)) * fresh + pods * old);
  return Math.max(...all);
}

const SHAPES = [0, 1, 2, 5].flatMap((from) => [0, 1, 2, 5].flatMap((to) => [0, 1, 2, 7].flatMap((surge) =>
  ['Deployment', 'StatefulSet'].map((kind): Shape => ({ from, to, surge, kind })))));

describe('what old and new pods take at one time', () => {
  test('of a rolling update is the most over all numbers of old pods', () => {
    SHAPES.forEach((shape) => [[1, 1], [1, 3], [3, 1], [0, 2], [2, 0]].forEach(([old, fresh]) =>
      expect({ ...shape, old, fresh, taken: mostTaken(moverOf(shape), old, fresh) })
        .toEqual({ ...shape, old, fresh, taken: mostByPlaying(shape, old, fresh) })));
  });

  test('is either all old ones or all new ones where all old ones go first', () => {
    const recreated = (old: number, fresh: number) =>
      mostTaken(moverOf({ discipline: 'recreate', from: 3, to: 2, surge: 1 }), old, fresh);
    expect([recreated(2, 2), recreated(1, 2), recreated(0, 0)]).toEqual([6, 4, 0]);
  });

  test('is what stays and what comes where only the number changes', () => {
    const scaled = (from: number, to: number) =>
      mostTaken(moverOf({ discipline: 'scale', from, to, surge: 1 }), 2, 3);
    expect([scaled(3, 1), scaled(1, 3), scaled(2, 2), scaled(0, 2)]).toEqual([6, 8, 4, 6]);
  });
});

describe('what pods hold that a quota refuses for ever', () => {
  test('is one less than all new ones, where no old ones are left', () => {
    expect(heldUnfinished(moverOf({ discipline: 'recreate', from: 3, to: 2 }), 9, 2)).toBe(2);
    expect(heldUnfinished(moverOf({ from: 0, to: 3 }), 9, 2)).toBe(4);
  });

  test('is what stays and all but one that come, where only the number changes', () => {
    const held = (from: number, to: number) => heldUnfinished(moverOf({ discipline: 'scale', from, to }), 2, 3);
    expect([held(1, 4), held(2, 3), held(3, 2), held(2, 2)]).toEqual([2 + 6, 4, 4, 4]);
  });

  test('of a rolling update of as many pods is any mix that it rests at', () => {
    const held = (unavailable: number, old: number, fresh: number, pods = 3) =>
      heldUnfinished(moverOf({ from: pods, to: pods, unavailable }), old, fresh);
    // Old pods that may not go; one of them and new ones; new ones alone.
    expect([held(0, 5, 1), held(0, 1, 5), held(1, 5, 1), held(1, 1, 5)]).toEqual([15, 11, 10, 10]);
    expect([held(3, 5, 1), held(3, 1, 5), held(9, 1, 1)]).toEqual([2, 10, 2]);
    expect([held(0, 4, 4, 1), held(0, 4, 9, 1)]).toEqual([4, 4]);
  });

  test('is not counted where the number changes too, or an autoscaler may choose it', () => {
    expect(heldUnfinished(moverOf({ from: 2, to: 3 }), 1, 1)).toBeUndefined();
    expect(heldUnfinished(moverOf({ from: 3, to: 3, least: [3, 2] }), 1, 1)).toBeUndefined();
    expect(heldUnfinished(moverOf({ from: 3, to: 3, least: [2, 3] }), 1, 1)).toBeUndefined();
  });
});

describe('what pods hold where nothing moves any more', () => {
  const at = (shape: Shape, old: number, fresh: number) =>
    [true, false].map((isSure) => mostAtEnd(moverOf(shape), old, fresh, isSure));

  test('is all new ones, where no old ones are left', () => {
    expect(at({ discipline: 'recreate', from: 5, to: 2 }, 9, 3)).toEqual([6, 6]);
    expect(at({ from: 0, to: 2, surge: 3 }, 9, 3)).toEqual([6, 6]);
  });

  test('is what stays and what comes, where only the number changes', () => {
    expect(at({ discipline: 'scale', from: 1, to: 3 }, 2, 3)).toEqual([8, 8]);
    expect(at({ discipline: 'scale', from: 3, to: 1 }, 2, 3)).toEqual([2, 2]);
  });

  test('of a rolling update is all that it may take, unless it finds room: then it is finished, or a quota refuses it',
    () => {
    expect(at({ from: 3, to: 3, surge: 1 }, 1, 1)).toEqual([3, 4]);
    expect(at({ from: 3, to: 3, surge: 1 }, 5, 1)).toEqual([15, 16]);
    expect(at({ from: 3, to: 3, surge: 1 }, 1, 5)).toEqual([15, 16]);
    expect(at({ from: 2, to: 3, surge: 1 }, 1, 1)).toEqual([4, 4]);
  });
});
