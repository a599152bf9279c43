import { sample } from '../support/sample';
import { numbers, simulatedVerdict } from './cases';
import { SimWorld } from './world';
import { transitionOf } from './world-cases';
import { FAMILIES, isChanged } from './world-families';
import { simulateWorld } from './world-simulator';

/** A world with more states is not played. */
const MOST_STATES = 20_000;

const tally = { judged: 0, unknown: 0, decided: 0, large: 0, hung: 0 };

/** Compares what is said of each change, alone and together, with every order of every step of all of them. */
function compare(worlds: SimWorld[]): string[] {
  return worlds.filter(isChanged).flatMap((world) => {
    const plans = new Map(transitionOf(world).workloads.map((plan) => [plan.name, plan]));
    const all = world.workloads.map((_, w) => w);
    const together = simulateWorld(world, all, MOST_STATES);
    return all.flatMap((w) => {
      const alone = simulateWorld(world, [w], MOST_STATES);
      const { alone: { verdict: one }, together: { verdict: two } } = plans.get(`w${w}`)!;
      return ([['alone', alone, one], ['together', together, two]] as const).flatMap(([how, result, said]) => {
        tally.large += Number(result === undefined);
        if (!result || result.starts === 0) {
          return [];
        }
        const truth = simulatedVerdict({ ...result.each[w], starts: 1, states: 0, each: [] });
        tally.judged++;
        tally.unknown += Number(said === 'unknown');
        tally.hung += Number(truth !== 'proven');
        // What is only restarted, beside others that change, is judged as any restart is.
        const isRestart = JSON.stringify(world.workloads[w].before) === JSON.stringify(world.workloads[w].after);
        return said === 'unknown' || said === truth || (isRestart && said === 'possible') ? []
          : [`${JSON.stringify(world)} w${w} ${how}: simulated ${truth}, judged ${said}`];
      });
    });
  });
}

/** The share of the judged that stays unknown may not be more than `unknown`. */
function agrees(what: string, count: number, unknown: number): void {
  const next = numbers(count);
  const before = { ...tally };
  expect(compare(Array.from({ length: sample(count) }, () => FAMILIES[what](next))).slice(0, 5)).toEqual([]);
  expect((tally.unknown - before.unknown) / (tally.judged - before.judged)).toBeLessThanOrEqual(unknown);
}

afterAll(() => console.log(JSON.stringify(tally)));

test.each<[string, number, number]>([
  ['a DaemonSet that changes its size beside a workload that changes', 150, 0.05],
  ['two workloads whose pods a quota counts', 120, 0.05],
  ['a DaemonSet whose pods a quota counts', 110, 0.05],
  ['a workload whose pods mount one volume beside another one', 100, 0.05],
  ['a workload whose new pods mount other volumes than its old ones, beside another one', 100, 0.15],
  ['a StatefulSet whose pods have volumes of their own beside another workload', 105, 0.05],
  ['a StatefulSet that may miss two pods beside another workload', 105, 0.05],
  ['pods that are spread, or kept apart, by their revision', 70, 0.05],
  ['pods that come beside those of another workload', 95, 0.05],
  ['pods that are spread over zones beside others that change', 90, 0.05],
  ['a pod whose volume stays in its zone beside others that change', 90, 0.05],
])('%s', agrees);

test('some of all these hang', () => expect(tally.hung).toBeGreaterThan(sample(150)));
