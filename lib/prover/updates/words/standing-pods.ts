import { Placement } from '../../placement';
import { StandingPods } from './rollout-plan';
import { nameOf } from './wording';

/** Who stands where in a placement. */
export function standingPods({ capacity, pods }: Placement): StandingPods[] {
  return pods.flatMap((onNode, node) =>
    [...onNode].filter(([, count]) => count > 0).map(([task, count]) => ({
      node: capacity.nodes[node].name, workload: nameOf(capacity.tasks[task].workload), count,
    })));
}
