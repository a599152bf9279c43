import { sample } from '../support/sample';
import { numbers, simulatedVerdict } from './cases';
import { SimWorld } from './world';
import { transitionOf } from './world-cases';
import { FAMILIES, isChanged } from './world-families';
import { simulateWorld, startsOf } from './world-simulator';

/** A world with more states is not played. */
const MOST_STATES = 20_000;

const tally = { judged: 0, unknown: 0, proven: 0, hung: 0 };

/**
 * Compares what is said where it is known how the pods stand with every order of every step from there. *Possible* is
 * what holds from some starts and not from others.
 */
function compareFrom(world: SimWorld, next: (below: number) => number): string[] {
  const starts = startsOf(world);
  const start = starts[next(Math.max(1, starts.length))];
  if (!start || !isChanged(world)) {
    return [];
  }
  const plans = new Map(transitionOf(world, start).workloads.map((plan) => [plan.name, plan]));
  const all = world.workloads.map((_, w) => w);
  return all.flatMap((w) => {
    const { alone, together } = plans.get(`w${w}`)!;
    return ([[[w], alone.verdict], [all, together.verdict]] as const).flatMap(([who, said]) => {
      const result = simulateWorld(world, who, MOST_STATES, [start]);
      if (!result) {
        return [];
      }
      const truth = simulatedVerdict({ ...result.each[w], starts: 1, states: 0, each: [] });
      tally.judged++;
      tally.unknown += Number(said === 'unknown');
      tally.proven += Number(said === 'proven');
      tally.hung += Number(truth !== 'proven');
      return ['unknown', 'possible', truth].includes(said) ? []
        : [`${JSON.stringify([world, start])} w${w} of ${who}: simulated ${truth}, judged ${said}`];
    });
  });
}

afterAll(() => console.log(JSON.stringify(tally)));

test.each([
  ['pods that are spread over zones beside others that change', 200],
  ['a pod whose volume stays in its zone beside others that change', 200],
  ['a workload whose pods mount one volume beside another one', 60],
  ['a StatefulSet whose pods have volumes of their own beside another workload', 60],
  ['two workloads that change their number, their size, or both', 60],
])('where it is known how all pods stand: %s', (what, count) => {
  const next = numbers(count + 7);
  const wrong = Array.from({ length: sample(count) }, () => FAMILIES[what](next))
    .flatMap((world) => compareFrom(world, next));
  expect(wrong.slice(0, 5)).toEqual([]);
});

test('some of all these hang, and some are proven', () => {
  expect(tally.hung).toBeGreaterThan(0);
  expect(tally.proven).toBeGreaterThan(0);
});
