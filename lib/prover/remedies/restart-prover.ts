import { keyOf, Model, Workload } from '../../manifests';
import { planRestart, planTransition, templateChange } from '../transition';
import { Judgement, WorkloadPlan } from '../updates';
import { Prover } from './verify';

/**
 * The prover where nothing says what runs, for what is written and for what remedies make of it. A remedy that writes
 * another pod template is brought in by an update of its own, which begins with pods as they were written before: new
 * ones that ask for less come beside old ones that do not, and old pods with anti-affinity keep off new ones. So such a
 * change is proven only where both this update and a later restart are.
 */
export function restartProver(written: Model): Prover {
  const old = new Map(written.workloads.map((workload) => [keyOf(workload.manifest), workload]));
  const isOtherwise = (workload: Workload) => {
    const before = old.get(keyOf(workload.manifest));
    return before !== undefined && before.manifest !== workload.manifest && templateChange(before, workload) !== 'none';
  };
  const before = { model: written.asWritten(), prune: false, name: 'what is written' };
  return (model, cluster, options) => {
    const plan = planRestart(model, cluster, options);
    // What a later restart does not finish is no remedy already, and a drain asks nothing of an update.
    const remade = new Set(model.workloads.filter((workload, index) => plan.workloads[index].alone.verdict === 'proven'
      && options?.drainsOnly?.(workload) !== true && isOtherwise(workload)).map(({ manifest }) => manifest));
    if (remade.size === 0) {
      return plan;
    }
    const isRemade = ({ manifest }: Workload) => remade.has(manifest);
    const broughtIn = planTransition(model, before, cluster, { ...options, only: isRemade, provesOnly: isRemade });
    const workloads = plan.workloads.map((each, index) =>
      isRemade(model.workloads[index]) ? withWorse(each, broughtIn.workloads[index]) : each);
    return { ...plan, workloads };
  };
}

function withWorse(restarted: WorkloadPlan, broughtIn: WorkloadPlan): WorkloadPlan {
  const worse = ({ verdict, witness }: Judgement, other: Judgement): Judgement =>
    verdict === 'proven' ? { verdict: other.verdict, witness: other.witness } : { verdict, witness };
  return {
    ...restarted, ...worse(restarted, broughtIn), alone: worse(restarted.alone, broughtIn.alone),
    together: worse(restarted.together, broughtIn.together),
    availabilityFloor: Math.min(restarted.availabilityFloor, broughtIn.availabilityFloor),
  };
}
