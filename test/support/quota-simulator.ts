/**
 * Every interleaving of one Deployment's update under a quota that lets `limit` of its pods exist at once, written
 * again from
 * kubernetes pkg/controller/deployment (rolling.go, recreate.go) and pkg/controller/replicaset; it shares no code with
 * lib/.
 */
export interface QuotaScenario {
  replicas: number;
  surge: number;
  unavailable: number;
  recreate?: boolean;
  limit: number;
}

/** Wanted and present pods: old running, old terminating, new starting, new ready. */
interface State { oldWanted: number; newWanted: number; old: number; leaving: number; starting: number; ready: number }

export function simulate(scenario: QuotaScenario): { finishes: boolean; blocks: boolean } {
  const start = {
    oldWanted: scenario.replicas,
    newWanted: 0,
    old: Math.min(scenario.replicas, scenario.limit),
    leaving: 0,
    starting: 0,
    ready: 0,
  };
  const seen = new Set<string>();
  const stack: State[] = [start];
  const result = { finishes: false, blocks: false };
  while (stack.length > 0) {
    const state = stack.pop()!;
    const key = JSON.stringify(state);
    if (seen.has(key)) {
      continue;
    }
    seen.add(key);
    const next = steps(scenario, state);
    if (next.length === 0) {
      result[state.ready === scenario.replicas && state.old + state.leaving === 0 ? 'finishes' : 'blocks'] = true;
    }
    stack.push(...next);
  }
  return result;
}

function steps(scenario: QuotaScenario, state: State): State[] {
  const { old, leaving, starting, ready, oldWanted, newWanted } = state;
  const used = old + leaving + starting + ready;
  return [
    ...control(scenario, state),
    ...old > oldWanted ? [{ ...state, old: old - 1, leaving: leaving + 1 }] : [],
    ...leaving > 0 ? [{ ...state, leaving: leaving - 1 }] : [],
    ...old < oldWanted && used < scenario.limit ? [{ ...state, old: old + 1 }] : [],
    ...starting + ready < newWanted && used < scenario.limit ? [{ ...state, starting: starting + 1 }] : [],
    ...starting > 0 ? [{ ...state, starting: starting - 1, ready: ready + 1 }] : [],
  ];
}

/** One sync of the Deployment controller. */
function control({ replicas, surge, unavailable, recreate }: QuotaScenario, state: State): State[] {
  const { old, leaving, ready, oldWanted, newWanted } = state;
  if (recreate) {
    return oldWanted > 0
      ? [{ ...state, oldWanted: 0 }]
      : old + leaving === 0 && newWanted < replicas
        ? [{ ...state, newWanted: replicas }]
        : [];
  }
  const grown = newWanted + Math.min(replicas + surge - oldWanted - newWanted, replicas - newWanted);
  if (grown > newWanted) {
    return [{ ...state, newWanted: grown }];
  }
  const least = replicas - (surge === 0 && unavailable === 0 ? 1 : Math.min(unavailable, replicas));
  const mayGo = oldWanted + newWanted - least - (newWanted - ready);
  if (mayGo <= 0 || oldWanted === 0) {
    return [];
  }
  const unhealthy = Math.min(oldWanted - Math.min(old, oldWanted), mayGo);
  const healthy = Math.max(0, Math.min(oldWanted - unhealthy, Math.min(old, oldWanted) + ready - least));
  return unhealthy + healthy > 0 ? [{ ...state, oldWanted: oldWanted - unhealthy - healthy }] : [];
}
