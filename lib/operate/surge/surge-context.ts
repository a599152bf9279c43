import { Snapshot } from '../../cluster/snapshot';
import { COST_PER_HOUR_LABEL } from '../../kubernetes/annotations';
import { INSTANCE_TYPE_LABEL } from '../../kubernetes/well-known-labels';
import { exclusiveClaims, keyOf, Manifest, Model, Workload } from '../../manifests';
import { planChange } from '../live-plan';
import { World } from '../world';
import { NodeGroup, NodeGroupOptions } from './node-group';
import { gpuNodesFor, withRollingUpdates } from './surging';

export interface SurgeOptions extends NodeGroupOptions {
  readonly dryRun?: boolean;
  /** Take over fields that others own. */
  readonly forceConflicts?: boolean;
  /** A service on the node that goes may be down for one start. */
  readonly allowDowntime?: boolean;
  /** How long a node may take to come, and to go. */
  readonly nodeTimeoutSeconds: number;
}

/** What the steps of a surge act on. */
export interface SurgeContext {
  readonly manifests: readonly Manifest[];
  readonly model: Model;
  /** What is updated pod by pod for the time of the surge. */
  readonly surging: readonly Workload[];
  readonly namespace: string;
  readonly group: NodeGroup;
  readonly world: World;
  readonly options: SurgeOptions;
}

/** What speaks against a rolling update of those workloads, with one node more where it is not there yet. */
export function surgeProblems(
  manifests: readonly Manifest[], surging: readonly Workload[], snapshot: Snapshot, morePool?: string,
): string[] {
  const keys = new Set(surging.map(({ manifest }) => keyOf(manifest)));
  // By which strategy the pods that run were made is of no consequence.
  const [before, after] = [snapshot.described(manifests), manifests].map((each) => withRollingUpdates(each, surging));
  const { report, model } = planChange(after, before, snapshot, morePool);
  return [...report.byWorkload].filter(([{ manifest }]) => keys.has(keyOf(manifest))).flatMap(([workload, plan]) => {
    // What stands in its own way is said rather than what becomes of others by it.
    const { verdict, witness } = plan.alone.verdict === 'proven' ? plan : plan.alone;
    const claims = (exclusiveClaims(workload, model) ?? []).map(({ name, mode }) =>
      `claim ${name} is ${mode}, so that a new pod on another node waits for the old one to stop, and a further GPU ` +
      'changes nothing (docs/environments.md: a cache that is shared, or of each pod)');
    return verdict === 'proven' ? []
      : [`a rolling update of ${plan.name} is ${verdict}: ${[...claims, ...claims.length > 0 ? [] : witness].join('; ')}`];
  });
}

/** What a node more costs: `0.5 per hour`, or what kind it is. */
export function costText(surging: readonly Workload[], snapshot: Snapshot): string {
  const [node] = gpuNodesFor(surging, snapshot);
  const cost = node?.labels.get(COST_PER_HOUR_LABEL);
  const type = node?.labels.get(INSTANCE_TYPE_LABEL);
  return cost !== undefined ? `${cost} per hour` : type !== undefined ? `what a ${type} costs` : 'what a node costs';
}
