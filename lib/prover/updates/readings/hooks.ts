import { Field, Model, Workload } from '../../../manifests';
import { Reading } from './reading';
import { WorkloadPlan } from '../words/rollout-plan';

/**
 * The plan where hooks run apart from the update: Helm and Argo CD wait until a hook before it has ended, and begin one
 * behind it when all is healthy. So the update is judged without their pods, and each of them beside all the others
 * standing still.
 */
export const planWithHooks: Reading = (input, plan) => {
  const { model: written, cluster, options } = input;
  const { only = () => true } = options;
  const { workloads } = written;
  const isApart = ({ hook }: Workload) => hook === 'apart';
  if (cluster === undefined || !workloads.some(isApart)) {
    return plan(input);
  }
  const planOf = (model: Model, some: (workload: Workload) => boolean) =>
    plan({ ...input, model, options: { ...options, only: some } });
  const update = planOf(running(written), (workload) => !isApart(workload) && only(workload));
  return {
    ...update,
    workloads: workloads.map((workload, index) => {
      if (!isApart(workload) || !only(workload)) {
        return update.workloads[index];
      }
      const isIt = ({ manifest }: Workload) => manifest === workload.manifest;
      const beside = planOf(running(written, isIt), isIt);
      const judged = beside.workloads[index];
      return update.steadyState.verdict === 'proven' && beside.steadyState.verdict === 'impossible'
        && isInLine(workload, written) ? without(judged, beside.steadyState.witness) : judged;
    }),
  };
};

/** The objects with no pods of hooks that run apart but those of one. */
function running({ manifests, options }: Model, isIt: (workload: Workload) => boolean = () => false): Model {
  const { adjust = (workload: Workload) => workload } = options;
  return new Model(manifests, {
    ...options,
    adjust: (workload) => {
      const { hook, replicas } = workload;
      return adjust(hook === 'apart'
        ? isIt(workload) ? { ...workload, least: replicas } : { ...workload, least: 0, replicas: 0 }
        : workload);
    },
  });
}

/**
 * Whether its pods wait behind those that stand: it is no hook of the first installation, none of them is ranked lower,
 * and none comes and goes.
 */
function isInLine({ pod, manifest }: Workload, model: Model): boolean {
  const hook = Field.of(manifest, []).get('metadata', 'annotations', 'helm.sh/hook').value;
  return hook !== 'pre-install'
    && pod.priorityClassName === undefined
    && model.workloads.every((each) => each.hook !== undefined || model.sizeOf(each).least === each.replicas);
}

/** Of a hook for which the others, who all run, leave no room. */
function without(judged: WorkloadPlan, reasons: readonly string[]): WorkloadPlan {
  const verdict = { verdict: 'impossible' as const, witness: [...reasons, 'it runs while all the others do'] };
  return { ...judged, ...verdict, alone: verdict, together: verdict, fits: verdict };
}
