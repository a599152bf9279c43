import { Placement, seeded, Task } from '../../placement';
import { startNear, Wanted } from './near-starts';
import { Cast } from './walk';
import { walkToward } from './walk-toward';

/** Starts for each placement that is aimed at, and ways from each. */
const STARTS = 6;
const WAYS = 3;

/** What is to be shown: one walker that is through at an end, or is not. */
export interface Shown {
  readonly cast: Cast;
  readonly about: number;
  readonly isFor: boolean;
  /** Ends that are aimed at. */
  readonly aims: readonly Placement[];
  /** Pods of each task that stand at the start, of the first that get a place first. */
  readonly pods: readonly (readonly [Task, number])[];
  /** Other placements to start from. */
  readonly starts: readonly Placement[];
}

/** An end to which some way leads; undefined where none was found. */
export function shownEnd({ cast, about, isFor, aims, pods, starts }: Shown): Placement | undefined {
  for (const [at, aim] of [...aims, undefined].entries()) {
    const near = aim === undefined ? [] : Array.from({ length: STARTS }, (_, seed) =>
      startNear(cast.capacity, wantedAt(aim, cast, pods, seed), seed)).flatMap((start) => start ?? []);
    for (const from of [...near, ...at === 0 || aim === undefined ? starts : []]) {
      for (let seed = 0; seed < WAYS; seed++) {
        const walked = walkToward(from, cast, { about, aim, isFor, seed });
        if (walked?.isThrough === isFor) {
          return walked.end;
        }
      }
    }
  }
  return undefined;
}

/**
 * Where pods would stand to end as aimed at. One that may miss no pod has to be elsewhere before it comes there: in
 * every second start such a workload has no wish, in others some of its pods.
 */
function wantedAt(aim: Placement, { walkers }: Cast, pods: Shown['pods'], seed: number): Wanted[] {
  const below = seeded(seed);
  return pods.map(([task, count]) => {
    const walker = walkers.find(({ old, fresh }) => old === task || fresh === task);
    const isBound = walker === undefined || walker.unavailable > 0 || walker.discipline !== 'roll';
    const shapes = walker === undefined ? [task] : [...new Set([walker.old, walker.fresh])];
    const at = shapes.flatMap((shape) => (shape ? [...aim.places[shape.index]] : []))
      .flatMap(([node, each]) => new Array<number>(each).fill(node));
    return { task, pods: count, at: isBound || seed % 2 === 0 ? at : at.filter(() => below(3) === 0) };
  });
}
