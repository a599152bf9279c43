import { askedOf } from '../nodes/asked';

/** Sums, and kinds of pods, beyond these numbers are not told apart. */
const MOST_SUMS = 400;
export const MOST_KINDS = 16;

/** Pods of one kind that may stand on a node. */
export interface Comer {
  readonly requests: Float64Array;
  readonly pods: number;
}

/**
 * Slots of a pod that its node keeps whatever whole pods of others come: so many that no sum of their requests which
 * the node can hold leaves less. Counting whole pods, a node of 8 cpu keeps 2 cpu beside pods of 6. None where there
 * are too many sums. `roomOfComers`: what the node can hold of them, where that is more.
 */
export function slotsBesideWholePods(
  room: Float64Array,
  requests: Float64Array,
  empty: number,
  comers: Comer[],
  roomOfComers = room,
): number {
  let slots = comers.length > MOST_KINDS ? 0 : empty;
  for (const resource of askedOf(requests)) {
    if (slots > 0 && room[resource] !== Infinity) {
      const sums = sumsWithin(roomOfComers[resource], resource, comers);
      if (!sums) {
        return 0;
      }
      for (const sum of sums) {
        slots = Math.max(0, Math.min(slots, Math.floor((room[resource] - sum) / requests[resource])));
      }
    }
  }
  return slots;
}

const known = new Map<string, ReadonlySet<number> | undefined>();
/** Sets of sums that are kept for nodes and pods that are asked for again. */
const MOST_KNOWN = 2_000;

/** Every sum that whole pods can make and that does not exceed the room; undefined when there are too many. */
function sumsWithin(room: number, resource: number, comers: Comer[]): ReadonlySet<number> | undefined {
  const amounts = comers.flatMap(({ requests, pods }): [number, number][] => {
    const most = Math.min(pods, Math.floor(room / requests[resource]));
    return requests[resource] > 0 && most > 0 ? [[requests[resource], most]] : [];
  });
  const key = `${room}|${amounts.join(';')}`;
  if (!known.has(key)) {
    if (known.size >= MOST_KNOWN) {
      known.clear();
    }
    known.set(key, sumsOf(room, amounts));
  }
  return known.get(key);
}

function sumsOf(room: number, amounts: readonly [amount: number, most: number][]): ReadonlySet<number> | undefined {
  let sums = new Set([0]);
  for (const [amount, most] of amounts) {
    const grown = new Set(sums);
    for (const sum of sums) {
      for (let count = 1, next = sum + amount; count <= most && next <= room; count++, next += amount) {
        grown.add(next);
        if (grown.size > MOST_SUMS) {
          return undefined;
        }
      }
    }
    sums = grown;
  }
  return sums;
}
