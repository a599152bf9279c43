import { sum } from '../../../util/sum';
import { Capacity, lets, slotsIn, Task } from '../../placement';
import { Change } from '../change/change';
import { FormerPod } from '../change/half-way-pods';

type Amounts = Float64Array;

/** Pods of former templates in numbers: what each takes. */
export interface FormerPods {
  /** Of those that stand, by node. */
  readonly on: ReadonlyMap<number, readonly Amounts[]>;
  /** Of those that wait and may come to some node. */
  readonly waiting: readonly Amounts[];
  /** New pods may not come to a node on which one of them stands. */
  readonly keepOff: boolean;
}

/**
 * Those of a change half way; undefined where one stands on a node that is not among those of the capacity. `roomOf`:
 * what others that stay leave of a node. `giveUpFirst`: those that wait are given up before any that is available
 * stops.
 */
export function formerPods(
  capacity: Capacity, { before, after, halfWay }: Change, fresh: Task,
  { roomOf, giveUpFirst }: { roomOf: (node: number) => Readonly<Amounts>; giveUpFirst: boolean },
): FormerPods | undefined {
  const { former, fresh: names } = halfWay!;
  const amountsOf = ({ pod }: FormerPod) => capacity.requestsOf({ ...before!, pod });
  const on = new Map<number, Amounts[]>();
  for (const each of former.filter(({ node }) => node !== '')) {
    const node = capacity.nodeNamed(each.node);
    if (node === undefined) {
      return undefined;
    }
    on.set(node, [...on.get(node) ?? [], amountsOf(each)]);
  }
  const standing = (node: number) => [
    ...on.get(node) ?? [], ...names.filter((name) => name === capacity.nodes[node].name).map(() => fresh.requests),
  ];
  const roomNow = (node: number) => {
    const taken = mostOf(standing(node), Infinity, capacity.resources.length);
    return roomOf(node).map((amount, resource) => amount - taken[resource]);
  };
  const mayCome = (each: FormerPod) => capacity.nodes.some((one, node) => lets({ pod: each.pod, volumes: [] }, one)
    && slotsIn(giveUpFirst && each.waitsWhole ? roomNow(node) : roomOf(node), amountsOf(each)) > 0);
  const waiting = former.filter((each) => each.node === '' && mayCome(each)).map(amountsOf);
  const keepOff = after!.pod.antiAffinity.length > 0
    || former.some(({ pod }) => pod.hostPorts.length + pod.antiAffinity.length > 0);
  return { on, waiting, keepOff };
}

/** The most that so many of some pods take of each resource, whichever these are. */
export function mostOf(pods: readonly Amounts[], count: number, resources: number): Amounts {
  return Float64Array.from({ length: resources }, (_, resource) =>
    sum(pods.map((each) => each[resource]).sort((one, two) => two - one).slice(0, count)));
}

/** By pods that stand on a node, or fewer, the most slots of a task that they take of its room. */
export function lossesOn(
  room: Amounts, pods: readonly Amounts[], { requests }: Task, { most, keepOff }: { most: number; keepOff: boolean },
): number[] {
  const slots = Math.min(most, slotsIn(room, requests));
  return Array.from({ length: pods.length + 1 }, (_, count) => {
    const taken = mostOf(pods, count, room.length);
    return count === 0 ? 0 : keepOff ? slots
      : slots - Math.min(most, slotsIn(room.map((amount, resource) => amount - taken[resource]), requests));
  });
}

/** What each of them takes. */
export function shapesOfFormer({ on, waiting }: FormerPods): Amounts[] {
  return [...[...on.values()].flat(), ...waiting];
}
