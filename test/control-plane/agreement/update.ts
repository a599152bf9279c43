import { WorkloadPlan } from '../../../lib/prover/updates';
import { Json } from '../cluster/api';
import { ControlPlane } from '../cluster/control-plane';
import { pathOf } from '../cluster/objects';
import { untilDecided, untilQuiet } from '../cluster/quiescence';
import { ClusterView } from '../cluster/view';
import { Observation } from './observation';
import { availablePods, describePending, isComplete, liveObject, podsRunning } from './outcome';
import { idOf, Scenario } from './scenario';

let revisions = 0;

/** Changes the template of one workload while the others stand still; what is stuck is taken back. */
export async function updateWorkload(
  plane: ControlPlane, view: ClusterView, plan: WorkloadPlan, { seed, namespace }: Scenario, from: Json, to: Json,
): Promise<Observation> {
  const before = liveObject(view, from)!.spec.template;
  let seen = availablePods(view, from);
  const stop = view.onChange((collection, { metadata }) => {
    if (collection === 'pods' && metadata.namespace === namespace) {
      seen = Math.min(seen, availablePods(view, from));
    }
  });
  const { annotations } = to.spec.template.metadata;
  await plane.api.patch(pathOf(to), {
    spec: {
      template: {
        ...to.spec.template,
        metadata: { ...to.spec.template.metadata, annotations: { ...annotations, rev: String(++revisions) } },
      },
    },
  });
  const isGood = () => isComplete(view, from) && podsRunning(view, from);
  await untilDecided(plane, view, namespace, isGood);
  stop();
  const good = isGood();
  const trouble = good ? undefined : describePending(view, namespace, from);
  if (!good) {
    await plane.api.patch(pathOf(from), { spec: { template: before } }, 'merge');
    await untilQuiet(plane, view, namespace);
  }
  return {
    seed, question: 'update', workload: idOf(from), verdict: plan.alone.verdict, good, reasons: plan.alone.witness,
    seen: trouble, floor: { seen, planned: plan.availabilityFloor },
  };
}
