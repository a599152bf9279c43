import { Manifest, Model, Workload } from '../../../manifests';
import { ClaimIndex } from '../../placement';
import { agreedPlans } from './agreed-plans';
import { Reading } from './reading';
import { WorkloadPlan } from '../words/rollout-plan';
import { nameOf } from '../words/wording';

/**
 * The plan where the input does not tell where volumes stay: as for volumes that every node reaches where it comes out
 * the same for volumes that stay on the node of their first pod, else unknown. What a zone keeps lies between the two.
 */
export const planWithOpenVolumes: Reading = (input, plan) => {
  const { model, cluster, options } = input;
  const free = plan(input);
  const open = cluster && cluster._nodes.length > 1 ? openPlaces(model) : new Map<string, string>();
  if (open.size === 0) {
    return free;
  }
  // What is unknown of an update stays unknown.
  const unknown = new Set(model.workloads.filter((_, index) => isUnknown(free.workloads[index])).map(manifestOf));
  const kept = plan({
    ...input,
    model: model.rewritten((workload) => workload, { keepsVolumes: true }),
    options: {
      ...options,
      drainsOnly: (workload) => unknown.has(manifestOf(workload)) || options.drainsOnly?.(workload) === true,
    },
  });
  const [[name, first]] = open;
  return agreedPlans(free, kept, {
    names: ['where every node reaches its volume', 'where that stays on one node'],
    why: (workload) => workload && open.get(workload.workload) || `${name}: ${first}`,
  });
};

function manifestOf({ manifest }: Workload): Manifest {
  return manifest;
}

function isUnknown({ verdict, alone, together }: WorkloadPlan): boolean {
  return [verdict, alone.verdict, together.verdict].every((each) => each === 'unknown');
}

/** What is not told of the places of volumes, by the name of the workload that mounts them. */
function openPlaces(model: Model): Map<string, string> {
  const claims = new ClaimIndex(model);
  return new Map(
    model.podSets
      .filter(({ replicas, kind }) => replicas > 0 || kind === 'DaemonSet')
      .flatMap((workload) => {
        const [reason] = claims.openPlaces(workload);
        return reason === undefined ? [] : [[nameOf(workload), reason]];
      }),
  );
}
