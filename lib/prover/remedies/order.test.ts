import * as fc from 'fast-check';
import { bestOrder, OrderInput, StepOutcome } from './order';
import { runs } from '../../../test/support/sample';

/**
 * Models on a few GPUs: an update pauses unless another pod of its old size finds room, and leaves what it no longer
 * needs.
 */
function release(
  gpus: number,
  models: readonly { readonly from: number; readonly to: number; readonly seconds: number }[],
): OrderInput {
  const names = models.map((_, index) => `m${index}`);
  return {
    names,
    changesRoom: (name) => models[names.indexOf(name)].from !== models[names.indexOf(name)].to,
    judge: (done, next): StepOutcome => {
      const used = models.reduce((sum, { from, to }, index) => sum + (done.has(names[index]) ? to : from), 0);
      const { from, to, seconds } = models[names.indexOf(next)];
      const fitsBeside = used + to <= gpus;
      const isProven = used - from + to <= gpus;
      return {
        isProven, verdict: isProven ? 'proven' : 'impossible',
        downtimeSeconds: fitsBeside ? { least: 0, most: 0 } : { least: seconds, most: seconds },
        way: fitsBeside ? 'surge' : 'Recreate',
      };
    },
  };
}

const cost = (steps: readonly StepOutcome[]): number[] => [
  steps.filter(({ isProven }) => !isProven).length,
  steps.reduce((sum, { isProven, downtimeSeconds: { most = 0 } }) => sum + (isProven ? most : 0), 0),
];

function permutations<T>(list: readonly T[]): T[][] {
  return list.length === 0
    ? [[]]
    : list.flatMap((first, index) =>
        permutations([...list.slice(0, index), ...list.slice(index + 1)]).map((rest) => [first, ...rest]),
      );
}

describe('the order of updates', () => {
  test('shrinks first, so that the others find the room to be updated without a pause', () => {
    const { steps, isBest, downtimeSeconds } = bestOrder(
      release(4, [
        { from: 1, to: 1, seconds: 60 }, { from: 3, to: 1, seconds: 600 },
      ]),
    );
    expect(isBest).toBe(true);
    expect(steps).toMatchObject([
      { name: 'm1', isProven: true, way: 'Recreate' }, { name: 'm0', isProven: true, way: 'surge' },
    ]);
    expect(downtimeSeconds).toEqual({ least: 600, most: 600 });
  });

  const model = fc.record({
    from: fc.integer({ min: 0, max: 3 }), to: fc.integer({ min: 0, max: 3 }), seconds: fc.integer({ min: 1, max: 9 }),
  });

  test('is as good as the best of all orders tried one by one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.array(model, { minLength: 1, maxLength: 5 }), (gpus, models) => {
        const input = release(gpus, models);
        const { steps, isBest, downtimeSeconds } = bestOrder(input);
        const all = permutations(input.names).map((order) =>
          cost(order.map((name, index) => input.judge(new Set(order.slice(0, index)), name))),
        );
        const least = all.reduce((one, two) => (two[0] < one[0] || (two[0] === one[0] && two[1] < one[1]) ? two : one));
        expect([isBest, cost(steps)]).toEqual([true, least]);
        expect(downtimeSeconds.most).toBe(cost(steps)[1]);
      }),
    );
  });

  test('has every update once, each judged given those before it, however many there are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.array(model, { minLength: 6, maxLength: 30 }), (gpus, models) => {
        const input = release(gpus, models);
        const { steps } = bestOrder(input);
        expect(steps.map(({ name }) => name).sort()).toEqual([...input.names].sort());
        steps.forEach(({ name, ...outcome }, index) =>
          expect(outcome).toEqual(input.judge(new Set(steps.slice(0, index).map((step) => step.name)), name)),
        );
      }),
      { numRuns: runs(40) },
    );
  });

  test('asks a bounded number of times', () => {
    let asked = 0;
    const input = release(3, Array.from({ length: 200 }, (_, index) => ({ from: 1 + index % 2, to: 1, seconds: 5 })));
    bestOrder({ ...input, judge: (done, next) => { asked++; return input.judge(done, next); } });
    expect(asked).toBeLessThanOrEqual(300 + 2 * 200);
  });
});

describe('the order of updates that are judged by hand', () => {
  type Step = readonly [isProven: boolean, most: number | undefined, least?: number];
  const step = ([isProven, most, least = most ?? 0]: Step): StepOutcome =>
    ({ isProven, verdict: isProven ? 'proven' : 'impossible', downtimeSeconds: { least, most }, way: 'as written' });
  const ordered = (steps: { readonly [name: string]: Step | ((done: ReadonlySet<string>) => Step) },
    turns: readonly string[] = []) => {
    const asked: string[] = [];
    const order = bestOrder({ names: Object.keys(steps), changesRoom: (name) => turns.includes(name),
      judge: (done, name) => {
        asked.push(`${[...done].join('')}>${name}`);
        const each = steps[name];
        return step(typeof each === 'function' ? each(done) : each);
      } });
    return { names: order.steps.map(({ name }) => name).join(''), asked, ...order };
  };

  test('has nothing to do where there is none', () =>
    expect(ordered({})).toMatchObject({ steps: [], downtimeSeconds: { least: 0, most: 0 }, isBest: true }));

  test('takes what is proven first, then what has less downtime at most, then at least, then the order of the input',
    () => {
    expect(ordered({ a: [false, 0], b: [true, 9] }).names).toBe('ba');
    expect(ordered({ a: [true, 9], b: [true, 5], c: [true, undefined] }).names).toBe('bac');
    expect(ordered({ a: [true, 9, 3], b: [true, 9, 1] }).names).toBe('ba');
    expect(ordered({ a: [true, 5], b: [true, 5] }).names).toBe('ab');
    expect(ordered({ a: [false, 9], b: [false, 1] }).names).toBe('ab');
  });

  test('asks of each update once, where none changes the room', () => {
    const { asked, isBest } = ordered({ a: [true, 1], b: [true, 2], c: [true, 3] });
    expect([asked.sort(), isBest]).toEqual([['>a', '>b', '>c'], true]);
  });

  test('asks with those alone that change the room, each once', () => {
    const { asked, names } = ordered({ a: (done) => [true, done.has('b') ? 0 : 60], b: [true, 10], c: [true, 5] },
      ['b']);
    expect([asked.sort(), names]).toEqual([['>a', '>b', '>c', 'b>a', 'b>c'].sort(), 'bac']);
  });

  test('takes a worse step first that lets others go better', () => {
    const { names, downtimeSeconds } = ordered({ a: (done) => [true, done.has('b') ? 0 : 60], b: [true, 50] }, ['b']);
    expect([names, downtimeSeconds]).toEqual(['ba', { least: 50, most: 50 }]);
  });

  test('adds up the downtime, which is open where that of a step is', () => {
    expect(ordered({ a: [true, 5, 1], b: [true, 7, 2] }).downtimeSeconds).toEqual({ least: 3, most: 12 });
    expect(ordered({ a: [true, undefined, 1], b: [true, 7, 2] }).downtimeSeconds).toEqual({ least: 3,
      most: undefined });
  });

  test('is the best of all up to five that change the room among twelve, else a good one', () => {
    const many = (count: number, turning: number) => {
      const names = Array.from({ length: count }, (_, index) => String.fromCharCode(97 + index));
      return ordered(Object.fromEntries(names.map((name): [string, Step] => [name, [true, 1]])),
        names.slice(0, turning))
        .isBest;
    };
    expect([many(5, 5), many(6, 6), many(12, 1), many(13, 1), many(13, 0)]).toEqual([true, false, true, false, true]);
  });

  test('takes the best next step where there are too many', () => {
    const turning = ['a', 'b', 'c', 'd', 'e', 'f'];
    const steps = Object.fromEntries(turning.map((name, index): [string, Step] => [name, [true, 6 - index]]));
    expect(ordered(steps, turning).names).toBe('fedcba');
    expect(ordered({ ...steps, g: (done) => [true, done.has('f') ? 0 : 99] }, turning).names).toBe('fgedcba');
  });
});
