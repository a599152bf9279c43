import { Judgement, WorkloadPlan } from '../../../lib/prover/updates';
import { Json } from '../cluster/api';
import { ControlPlane } from '../cluster/control-plane';
import { pathOf } from '../cluster/objects';
import { untilDecided } from '../cluster/quiescence';
import { ClusterView } from '../cluster/view';
import { LeastAvailable } from './least-available';
import { Observation, Question } from './observation';
import { describePending, isComplete, liveObject, podsRunning, untilSeen } from './outcome';
import { recountQuotas } from './recount-quotas';
import { idOf, Scenario } from './scenario';

/** What is changed at once, and how it is judged. */
export interface Release {
  readonly question: Question;
  /** What is merged into the spec of each workload. */
  readonly specs: ReadonlyMap<Json, Json>;
  planOf(workload: Json): WorkloadPlan;
  judgementOf(plan: WorkloadPlan): Judgement;
}

let revisions = 0;

/** A new revision of the template, and nothing else. */
export function newRevision(workload: Json): Json {
  return { template: withRevision(workload, String(++revisions)).template };
}

/** The spec of a workload with another revision of its template. */
export function withRevision({ spec }: Json, rev: string): Json {
  const { template } = spec;
  const annotations = { ...template.metadata.annotations, rev };
  return { ...spec, template: { ...template, metadata: { ...template.metadata, annotations } } };
}

export function isOfSameRevision(...workloads: Json[]): boolean {
  return new Set(workloads.map(({ spec }) => spec.template.metadata.annotations.rev)).size === 1;
}

/** Whether a workload has nothing but pods of its newest template, and all of them. */
export function isUpToDate(view: ClusterView, workload: Json): boolean {
  return isComplete(view, workload) && podsRunning(view, workload);
}

/** Whether nobody replaces its pods, and none is to be replaced that was not before. */
function isHeldAsItWas(before: Json, { spec }: Json): boolean {
  return (spec.paused === true || spec.updateStrategy?.type === 'OnDelete')
    && JSON.stringify(before.spec.template) === JSON.stringify(spec.template);
}

/** Changes workloads while all others stand still, and looks what comes of it. */
export async function release(
  plane: ControlPlane, view: ClusterView, scenario: Scenario, change: Release,
): Promise<Observation[]> {
  const { seed, namespace } = scenario;
  await recountQuotas(plane, scenario);
  const workloads = [...change.specs.keys()];
  const available = new LeastAvailable(view, namespace, workloads);
  const held = new Set<Json>();
  await Promise.all([...change.specs].map(async ([workload, spec]) => {
    const before = liveObject(view, workload)!;
    const written = await plane.api.patch(pathOf(workload), { spec });
    if (isHeldAsItWas(before, written)) {
      held.add(workload);
    }
    return untilSeen(view, written);
  }));
  const isGood = (workload: Json) => (held.has(workload) ? podsRunning : isUpToDate)(view, workload);
  await untilDecided(plane, view, namespace, () => workloads.every(isGood));
  available.stop();
  return workloads.map((workload): Observation => {
    const plan = change.planOf(workload);
    const { verdict, witness } = change.judgementOf(plan);
    const good = isGood(workload);
    return {
      seed, question: change.question, workload: idOf(workload), verdict, good, reasons: witness,
      seen: good ? undefined : describePending(view, namespace, workload),
      // Without what runs, a plan tells of each update by itself.
      floor: {
        seen: available.of(workload),
        planned: change.question === 'joint update' && plan.change === undefined ? 0 : floorOf(plan),
      },
    };
  });
}

/** Pods that a plan promises all the time: one at least where it has no downtime. */
export function floorOf({ availabilityFloor, downtimeSeconds, strategy, change, replicas }: WorkloadPlan): number {
  const isReplaced = strategy !== 'none' && replicas > 0 && (change === undefined || change.kind === 'updated');
  return Math.max(availabilityFloor, isReplaced && downtimeSeconds.most === 0 ? 1 : 0);
}
