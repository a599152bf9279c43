/**
 * Plays a change of several workloads in every interleaving, from every placement of what runs before; it shares no
 * code with the product.
 */
import { claimOf, SimWorld, State } from './world';
import { control, isDone } from './world-controllers';
import { mayStand, placed, runPods } from './world-scheduler';

export interface WorldResult {
  starts: number;
  each: { finishes: boolean; blocks: boolean }[];
}

/**
 * `moving`: whose change is played; the others run as before. Undefined where there are more states than `most`.
 * `starts`: where pods may stand when it begins.
 */
export function simulateWorld(
  world: SimWorld, moving: readonly number[], most: number, starts = startsOf(world),
): WorldResult | undefined {
  const each = world.workloads.map(() => ({ finishes: false, blocks: false }));
  const stack = [...starts];
  const seen = new Set<string>();
  while (stack.length > 0) {
    const state = stack.pop()!;
    const key = encode(state);
    if (seen.has(key)) {
      continue;
    }
    seen.add(key);
    if (seen.size > most) {
      return undefined;
    }
    const next = [...moving.flatMap((w) => control(world, state, w)), ...runPods(world, state)];
    if (next.length === 0) {
      moving.forEach((w) => { each[w][isDone(world, state, w) ? 'finishes' : 'blocks'] = true; });
    }
    stack.push(...next);
  }
  return { starts: starts.length, each };
}

/** Every placement of what runs before: pods may stand unevenly, and apart from those that they came beside. */
export function startsOf(world: SimWorld): State[] {
  const sets = world.workloads.map(({ before: { replicas } }) => ({ old: replicas, fresh: 0, desired: replicas }));
  let states: State[] = [{ pods: [], sets, volumes: {} }];
  world.workloads.forEach(({ kind, before, claim }, w) => {
    const count = kind === 'DaemonSet' ? world.nodes.length : before.replicas;
    for (let ordinal = 0; ordinal < count; ordinal++) {
      const grown = states.flatMap((state) => world.nodes.flatMap((_, node): State[] => {
        const pod = { w, rev: 0 as const, phase: 'p' as const, node: -1, ordinal: kind === 'Deployment' ? 0 : ordinal };
        const name = claimOf(world, pod);
        const isElsewhere = name !== undefined && claim?.mode === 'RWO' && state.pods.some((each) =>
          claimOf(world, each) === name && each.node !== node);
        return isElsewhere || !mayStand(world, state, pod, node) ? []
          : [placed(world, { ...state, pods: [...state.pods, pod] }, pod, node, 'r')];
      }));
      states = [...new Map(grown.map((state) => [encode(state), state])).values()];
    }
  });
  return states;
}

function encode({ pods, sets, volumes }: State): string {
  const each = pods.map(({ w, rev, phase, node, ordinal }) => `${w}${rev}${phase}${node}.${ordinal}`).sort().join();
  return `${each}|${sets.map(({ old, fresh, desired }) => `${old}.${fresh}.${desired}`).join()}|${
    Object.keys(volumes).sort().map((name) => `${name}:${volumes[name]}`).join()}`;
}
