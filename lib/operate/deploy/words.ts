import { NVIDIA_GPU_RESOURCE } from '../../kubernetes/well-known-labels';
import { Model, Workload } from '../../manifests';
import { PlanReport } from '../../prover/plan';
import { downtimeText, WorkloadPlan } from '../../prover/updates';

/** Where NVIDIA publishes its NIMs. */
const NIM_IMAGES = 'nvcr.io/nim/';

/** What each update means for those who call the service, said before anything is written. */
export function wordsBefore({ workloads, byWorkload }: PlanReport, model: Model): string[] {
  const workloadOf = new Map([...byWorkload].map(([workload, each]) => [each, workload]));
  return workloads.filter(({ change }) => change?.kind !== 'unchanged').map((each) =>
    `${each.name} ${changeWords(each)}${firstStart(workloadOf.get(each), model)}`);
}

function changeWords(plan: WorkloadPlan): string {
  const { change, strategy, downtimeSeconds, availabilityFloor } = plan;
  if (change?.kind === 'new') {
    return 'is new: it serves once it is ready';
  }
  if (change?.kind === 'scaled') {
    return `is scaled from ${change.replicas.from} to ${change.replicas.to} pods, and none is replaced`;
  }
  if (downtimeSeconds.most === 0 || availabilityFloor > 0) {
    return `is updated pod by pod: at least ${availabilityFloor} of them serves all the time`;
  }
  const how = strategy === 'Recreate' ? 'is recreated' : 'is replaced in place';
  return `${how}: its API is down from now until it is ready, ${downtimeText(downtimeSeconds)}`;
}

/** What makes the first start of a NIM long, and what later ones are spared. */
function firstStart(workload: Workload | undefined, model: Model): string {
  const pod = workload?.pod;
  const images = JSON.stringify(workload?.manifest.json ?? {});
  if (pod === undefined || (pod.requests.get(NVIDIA_GPU_RESOURCE) ?? 0) === 0 || !images.includes(`"${NIM_IMAGES}`)) {
    return '';
  }
  const claim = pod.claims.find(({ claimName }) =>
    model.find('PersistentVolumeClaim', workload!.namespace, claimName) !== undefined);
  const first = '; the first start downloads the model and may compile a TensorRT engine for this GPU';
  return claim === undefined ? `${first}, and so does every later one, as no claim keeps it`
    : `${first}, later ones read both from claim ${claim.claimName}`;
}
