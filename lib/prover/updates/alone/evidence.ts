import { sum } from '../../../util/sum';
import {
  Capacity, copyOf, HOSTNAME, pack, PackingStyle, PackingWish, Placement, SearchBudget, Task,
} from '../../placement';
import { Attachment, Endings, endings, slotView, withoutVictims } from '../needs/endings';
import { isIntricate } from '../needs/intricate';
import { Rolling } from './rolling';
import { Size } from '../needs/size';
import { SteadyState } from '../steady/steady-state';

/** Placements that show what may happen. */
export interface Sides {
  blocking?: Placement;
  finishing?: Placement;
}

/** What may happen from one placement, at any of the sizes; undefined when there are too many ways to try. */
export function endingsFrom(
  placement: Placement,
  task: Task,
  sizes: Size[],
  attachment: Attachment,
): Endings | undefined {
  const each = isIntricate(task)
    ? sizes.map((size) => endingsOfMoves(placement, task, size))
    : sizes.map(({ replicas, bounds }) => endings(slotView(placement, task), task, replicas, bounds, attachment));
  return each.some((one) => one === undefined) ? undefined
    : { blocks: each.some((one) => one!.blocks), finishes: each.some((one) => one!.finishes) };
}

function endingsOfMoves(placement: Placement, task: Task, { replicas, bounds }: Size): Endings | undefined {
  const base = copyOf(placement);
  const own = placement.places[task.index];
  own.forEach((pods, node) => base.add(task, node, -pods));
  const standing = sum(own.values());
  return standing === replicas
    ? new Rolling(withoutVictims(base, task), task, replicas, bounds).from(own)
    : { finishes: false, blocks: false };
}

/**
 * Greedy placements of everything, chosen to be as good or as bad for one task as they can; none when the budget ends.
 */
export function* candidates(
  capacity: Capacity,
  steady: SteadyState,
  task: Task,
  replicas: number,
  budget: SearchBudget,
): Generator<Placement> {
  const countOf = (other: Task) => other === task ? replicas : steady.bounds.standing(other, other.most);
  const resting = (other: Task) => other === task ? replicas : steady.bounds.standing(other, other.least);
  const mine = new Set(capacity.nodesOf(task));
  const packed = (count: (other: Task) => number, style: PackingStyle, wish: PackingWish): Placement[] => {
    budget.steps -= capacity.placeable.length * capacity.nodes.length;
    const placement = budget.steps > 0 ? pack(capacity, count, style, { first: task, ...wish }) : undefined;
    return placement ? [placement] : [];
  };
  const key = [...task.spreads, ...task.attractions].map(({ topologyKey }) => topologyKey)[0];
  const domains =
    key === undefined || key === HOSTNAME
      ? []
      : [...new Set([...mine].map((node) => capacity.domain(node, key)))].slice(0, 6);
  const fills = [
    (node: number) => mine.has(node),
    ...domains.map((domain) => (node: number) => mine.has(node) && capacity.domain(node, key) === domain),
    ...domains.map((domain) => (node: number) => mine.has(node) && capacity.domain(node, key) !== domain),
  ];
  for (const fill of fills) {
    for (const style of ['compact', 'even', 'hostile'] as const) {
      yield* packed(countOf, style, { fill });
    }
  }
  for (const domain of domains) {
    yield* packed(countOf, 'compact', {
      home: (node) => capacity.domain(node, key) === domain, fill: (node) => mine.has(node),
    });
  }
  yield* packed(resting, 'compact', { fill: (node) => !mine.has(node) });
  yield* packed(resting, 'even', { fill: (node) => !mine.has(node) });
}
