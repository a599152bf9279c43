/** Nodes that are to be closed to a pod, and the pods that can do so. */
export interface Ground {
  /** By node: what an empty one offers, and what is left now, by resource. */
  readonly rooms: readonly Float64Array[];
  readonly left: readonly Float64Array[];
  /** Pods that stand, by what each of them asks. */
  readonly pods: readonly { readonly requests: Float64Array; readonly pods: number }[];
}

/** So many nodes are closed by the second resource, the others by the first. */
export interface ClosingPlan {
  readonly one: number;
  readonly two: number;
  readonly count: number;
}

const MOST_PLANS = 4;

/**
 * Ways to share nodes out between two resources that close them, the roomiest first: what is left of the one has to
 * find place on the nodes that the other closes. Counted as if all nodes were alike and pods could be cut in parts:
 * where to look, and no proof.
 */
export function closingPlans(requests: Float64Array, ground: Ground): ClosingPlan[] {
  const nodes = ground.rooms.length;
  const asked = [...requests].flatMap((amount, resource) =>
    amount > 0 && ground.rooms.every((room) => Number.isFinite(room[resource])) ? [resource] : []);
  const plans = asked.flatMap((one, at) => asked.slice(at + 1).flatMap((two) => {
    const [byOne, byTwo] = [sideOf(requests, ground, one, two), sideOf(requests, ground, two, one)];
    return Array.from({ length: nodes + 1 }, (_, count) =>
      ({ one, two, count, slack: Math.min(byTwo(count), byOne(nodes - count)) }));
  }));
  return plans.filter(({ slack }) => slack > 0).sort((one, two) => two.slack - one.slack).slice(0, MOST_PLANS);
}

/**
 * How much more of another resource, in nodes, so many nodes that one closes can leave than there is left: no more
 * than the other pods may leave on the nodes that the other closes.
 */
function sideOf(
  requests: Float64Array, { rooms, left, pods }: Ground, resource: number, other: number,
): (count: number) => number {
  const mean = (each: readonly Float64Array[], of: number) =>
    each.reduce((sum, room) => sum + room[of], 0) / each.length;
  const [room, roomOfOther] = [mean(rooms, resource), mean(rooms, other)];
  const leftOfOther = mean(left, other) * left.length;
  const thrifty = pods.filter(({ requests: each }) => each[resource] > 0)
    .sort((one, two) => one.requests[other] / one.requests[resource] - two.requests[other] / two.requests[resource]);
  // What the thriftiest so many ask, of both.
  const [filled, taken] = [[0], [0]];
  thrifty.forEach(({ requests: each, pods: some }, at) => {
    filled.push(filled[at] + some * each[resource]);
    taken.push(taken[at] + some * each[other]);
  });
  let at = 0;
  return (count) => {
    const wanted = count * (room - requests[resource]);
    while (at < thrifty.length && filled[at] < wanted) {
      at++;
    }
    while (at > 0 && filled[at - 1] >= wanted) {
      at--;
    }
    if (filled[at] < wanted) {
      return -Infinity;
    }
    const part = at === 0 ? 0 : (wanted - filled[at - 1]) / (filled[at] - filled[at - 1]);
    const beside = at === 0 ? 0 : taken[at - 1] + part * (taken[at] - taken[at - 1]);
    const spare = count * roomOfOther - beside - (leftOfOther - (rooms.length - count) * requests[other]);
    return spare / roomOfOther;
  };
}
