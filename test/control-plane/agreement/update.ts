import { Judgement, WorkloadPlan } from '../../../lib/prover/updates';
import { Json } from '../cluster/api';
import { ControlPlane } from '../cluster/control-plane';
import { pathOf } from '../cluster/objects';
import { untilDecided } from '../cluster/quiescence';
import { ClusterView } from '../cluster/view';
import { LeastAvailable } from './least-available';
import { Observation, Question } from './observation';
import { describePending, isComplete, liveObject, podsRunning, untilSeen } from './outcome';
import { idOf, Scenario } from './scenario';

/** What is changed at once, and how it is judged. */
export interface Release {
  readonly question: Question;
  readonly workloads: readonly Json[];
  /** What is merged into the spec of a workload. */
  specOf(workload: Json): Json;
  planOf(workload: Json): WorkloadPlan;
  judgementOf(plan: WorkloadPlan): Judgement;
  /** What is said of taking back the templates of what is stuck, before that is done. */
  backOf?(templates: ReadonlyMap<Json, Json>): Promise<(workload: Json) => WorkloadPlan>;
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

/** Changes workloads while all others stand still; what is stuck is taken back. */
export async function release(
  plane: ControlPlane, view: ClusterView, { seed, namespace }: Scenario, change: Release,
): Promise<Observation[]> {
  const parts = change.workloads.map((workload) => ({
    workload, before: liveObject(view, workload)!.spec,
  }));
  const available = new LeastAvailable(view, namespace, change.workloads);
  const write = async (workload: Json, spec: Json) =>
    untilSeen(view, await plane.api.patch(pathOf(workload), { spec }));
  await Promise.all(parts.map(({ workload }) => write(workload, change.specOf(workload))));
  const isGood = ({ workload }: { workload: Json }) => isComplete(view, workload) && podsRunning(view, workload);
  await untilDecided(plane, view, namespace, () => parts.every(isGood));
  available.stop();
  const observations = parts.map((part): Observation => {
    const { workload, before } = part;
    const plan = change.planOf(workload);
    const { verdict, witness } = change.judgementOf(plan);
    const good = isGood(part);
    // The plan's floor is that of the largest size.
    const isLargest = workload.kind === 'DaemonSet' || before.replicas === plan.replicas;
    return {
      seed, question: change.question, workload: idOf(workload), verdict, good, reasons: witness,
      seen: good ? undefined : describePending(view, namespace, workload),
      floor: isLargest && change.question !== 'joint update'
        ? { seen: available.of(workload), planned: plan.availabilityFloor } : undefined,
    };
  });
  const stuck = parts.filter((part) => !isGood(part));
  if (stuck.length === 0) {
    return observations;
  }
  const backOf = await change.backOf?.(
    new Map(stuck.map(({ workload, before: { template } }) => [workload, { template }])),
  );
  await Promise.all(stuck.map(({ workload, before: { template } }) => write(workload, { template })));
  await untilDecided(plane, view, namespace, () => stuck.every(isGood));
  return [...observations, ...backOf === undefined ? [] : stuck.map((part): Observation => {
    const { verdict, witness } = backOf(part.workload);
    return {
      seed, question: 'way back', workload: idOf(part.workload), verdict, good: isGood(part), reasons: witness,
      seen: isGood(part) ? undefined : describePending(view, namespace, part.workload),
    };
  })];
}
