import { daemonSetBounds } from '../../kubernetes/arithmetic';
import { Capacity, Placement } from '../placement';
import { Workload } from '../../manifests';
import { WorkloadJudgement } from './plan-rollout';
import { Judgement } from './rollout-plan';
import { SteadyState } from './steady-state';
import { amountText, daemonShortageText, nameOf } from './wording';

/**
 * A DaemonSet replaces each pod on its own node. Without surge the old pod leaves first and its room
 * stays; with surge every node needs room for two, beside whatever else stands there.
 */
export function judgeDaemonSet(capacity: Capacity, steady: SteadyState, workload: Workload): WorkloadJudgement {
  const nodes = capacity.daemonNodes.get(workload) ?? [];
  const shortage = capacity.daemonShortages.find((each) => each.workload === workload);
  const fits: Judgement = shortage
    ? { verdict: 'impossible', witness: [daemonShortageText(shortage)] }
    : { verdict: 'proven', witness: [] };
  return {
    fits,
    judgement: shortage ? fits : judgeSurge(capacity, steady, workload, nodes),
    drain: { verdict: 'proven', witness: [], evictionBlockedBy: [] },
    replicas: nodes.length,
  };
}

function judgeSurge(capacity: Capacity, steady: SteadyState, workload: Workload, nodes: number[]): Judgement {
  const { maxSurge } = daemonSetBounds(workload.strategy, nodes.length);
  if (maxSurge === 0 || nodes.length === 0) {
    return { verdict: 'proven', witness: [] };
  }
  const requests = capacity.requestsOf(workload);
  const short = (room: Float64Array) => room.findIndex((left, resource) => requests[resource] > left);
  const full = (placement: Placement) => nodes.find((node) => short(placement.room[node]) >= 0);
  const say = (node: number, resource: number, sometimes: string) => [
    `maxSurge ${maxSurge} runs a second ${nameOf(workload)} pod beside the old one; node ${capacity.nodes[node].name} ${sometimes} ` +
      `${amountText(capacity.resources[resource], requests[resource])} left for it`,
    'the old pod may not stop before the new one is ready',
  ];
  const never = nodes.find((node) => short(capacity.room[node]) >= 0);
  if (never !== undefined) {
    return { verdict: 'impossible', witness: say(never, short(capacity.room[never]), 'never has') };
  }
  if (workload.pod.hostPorts.length > 0) {
    return { verdict: 'impossible', witness: [`maxSurge ${maxSurge} and host ports: two pods of ${nameOf(workload)} cannot share a node`] };
  }
  const blocking = steady.placements.find((placement) => full(placement) !== undefined);
  const finishing = steady.placements.find((placement) => full(placement) === undefined);
  if (blocking && finishing) {
    const node = full(blocking)!;
    return { verdict: 'possible', witness: say(node, short(blocking.room[node]), 'may have no') };
  }
  return roomEverywhere(capacity, nodes, requests)
    ? { verdict: 'proven', witness: [] }
    : { verdict: 'unknown', witness: ['not every placement of the other pods was tried for a DaemonSet with maxSurge'] };
}

/** Whether all pods that may stand on a node together still leave room on it. */
function roomEverywhere(capacity: Capacity, nodes: number[], requests: Float64Array): boolean {
  return nodes.every((node) => {
    const group = capacity.groupOf[node];
    return requests.every((amount, resource) => amount <= capacity.room[node][resource]
      - capacity.placeable.reduce((sum, task) => sum + (task.eligible[group] ? task.most * task.requests[resource] : 0), 0));
  });
}
