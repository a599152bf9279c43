import { getOrMake } from '../../../util/get-or-make';
import { oncePer } from '../../../util/once-per';
import { askedInWords } from '../nodes/asked';
import { WholeLoads } from './whole-loads';

/** Nodes that are alike: what they offer, and the slots that an empty one has for the pod in question. */
export interface PricedNodes {
  readonly count: number;
  readonly room: Float64Array;
  /**
   * What they hold of the comers, where that is more.
   *
   * @default - the room
   */
  readonly roomOfComers?: Float64Array;
  readonly slots: number;
  /** By comer: whether its pods may use these nodes. */
  readonly admits: readonly boolean[];
}

/** Pods of one kind that may take slots away. */
export interface PricedComer {
  readonly requests: Float64Array;
  readonly pods: number;
}

/**
 * The load of a resource that takes one slot of a node, two, and so on: one that whole pods make, and without end where
 * none do.
 */
export function loadsThatTake(
  nodes: PricedNodes, resource: number, amount: number, comers: readonly PricedComer[],
): number[] {
  return costsOf(wholeLoads(nodes, resource, comers), nodes, resource, amount);
}

/** The same from the loads that whole pods make. */
export function costsOf(loads: WholeLoads, { room, slots }: PricedNodes, resource: number, amount: number): number[] {
  return Array.from({ length: slots }, (_, lost) => loads.above(room[resource] - (slots - lost) * amount));
}

/** Loads of a resource that comers make of a node. */
export function wholeLoads(
  { room, roomOfComers = room, admits }: PricedNodes, resource: number, comers: readonly PricedComer[],
): WholeLoads {
  const asking = getOrMake(askersOf(comers), resource, () => askersInOrder(comers, resource));
  return WholeLoads.of(roomOfComers, resource, asking.flatMap(({ requests, comer }) =>
    (admits[comer] ? [requests] : [])));
}

/** By resource, found once for all nodes. */
const askersOf = oncePer((_: readonly PricedComer[]) => new Map<number, ReturnType<typeof askersInOrder>>());

/** Comers that ask for a resource, in the order of what they ask in words. */
function askersInOrder(
  comers: readonly PricedComer[], resource: number,
): readonly { readonly requests: Float64Array; readonly comer: number }[] {
  return comers.map(({ requests }, comer) => ({ requests, comer })).filter(({ requests }) => requests[resource] > 0)
    .sort((one, two) => (askedInWords(one.requests) < askedInWords(two.requests) ? -1 : 1));
}
