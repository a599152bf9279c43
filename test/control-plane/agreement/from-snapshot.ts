import { RolloutPlan } from '../../../lib/prover/updates';
import { Json } from '../cluster/api';
import { merged } from '../support/merge-patch';
import { planFromText, snapshotOf } from '../support/snapshot-plan';
import { liveObject } from './outcome';
import { isUpdated, Scenario } from './scenario';
import { Stage } from './stage';

/** What the prover is given of a change, and what it says. */
export interface SnapshotPlan {
  /** What kubectl shows. */
  readonly snapshot: string;
  readonly asked: string;
  readonly plan: RolloutPlan;
}

/**
 * What the prover says of a change from what kubectl shows of a scenario at that moment, where it stands still: pods
 * that wait, volumes that are bound and rollouts that are half done count as they are.
 *
 * @param changes what is merged into the spec of a workload; the others are asked for as they are
 * @param scenario as it is by now
 */
export async function planFromWhatRuns(
  { plane, view, scenario: placed }: Stage, changes: ReadonlyMap<Json, Json>, scenario: Scenario = placed,
): Promise<SnapshotPlan> {
  const workloads = scenario.workloads.map(({ from }) => !isUpdated(from) ? from
    : { ...from, spec: merged(liveObject(view, from)!.spec, changes.get(from) ?? {}) });
  const items = [...scenario.context, ...workloads];
  const asked = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  const snapshot = await snapshotOf(plane, isOf(scenario));
  return { snapshot, asked, plan: planFromText(snapshot, asked) };
}

/** Other scenarios may be under way beside it. */
function isOf({ namespace, nodes }: Scenario): (object: Json) => boolean {
  const own = new Set(nodes.map(({ metadata }) => metadata.name as string));
  return ({ kind, metadata, spec }) => kind === 'Node' || kind === 'CSINode' ? own.has(metadata.name)
    : kind === 'Namespace' ? metadata.name === namespace
      : kind === 'PersistentVolume' ? spec.claimRef?.namespace === namespace
        : kind === 'VolumeAttachment' ? own.has(spec.nodeName)
          : metadata.namespace === undefined || metadata.namespace === namespace;
}
