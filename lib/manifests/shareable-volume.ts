import { Field } from './field';
import { parsePointer } from './manifest';
import { isExtendedResource, runningContainers } from './pod-spec';
import { ClaimReference } from './pod-template';
import { Workload } from './workload';

/** Images of servers that read models, and write nothing but downloads and compiled engines beside them. */
const MODEL_SERVER = new RegExp(
  'nvcr\\.io/nim/|(?:^|/)(?:nim|vllm|vllm-openai|sglang|lmdeploy|lmdeploy-server|text-generation-inference' +
    '|text-embeddings-inference|tritonserver|ollama|llama\\.cpp|llama-server|localai|tei|tgi|infinity)(?=[:@/-]|$)',
  'i',
);

/** Paths at which models and their caches are mounted. */
const CACHE_PATH = /(?:^|[/._-])(?:cache|models?|weights|huggingface|hf|hub|ollama|nim)(?:$|[/._-])/i;

/**
 * Whether all that a workload does with a claim is known to go on when several pods have it, or each has its own: the
 * volume is mounted for reading, or it is a cache of models. A cache of models it is only when both hold:
 *
 * - the workload is a Deployment whose pods ask for an accelerator (any extended resource) or whose container runs the
 *   image of a known model server;
 * - every mount of the volume, if there is one, lies at a path that is named after models, weights or a cache.
 *
 * Everything else may have one writer that locks, or corrupts, what a second pod would write to: databases (Qdrant,
 * Postgres, Redis), queues, uploads. Nothing is advised there that gives the volume to a second pod, whatever the kind
 * of the workload.
 */
export function mayBeShared(workload: Workload, claim: ClaimReference): boolean {
  const { mounts, isReadOnly } = mountsOf(workload, claim);
  return isReadOnly || (workload.kind === 'Deployment' && isModelServer(workload)
    && mounts.every((mount) => CACHE_PATH.test(textOf(mount.get('mountPath')))));
}

/** Whether the pods serve models: they ask for an accelerator, or run the image of a known server. */
export function isModelServer(workload: Workload): boolean {
  return [...workload.pod.requests].some(([name, amount]) => isExtendedResource(name) && amount > 0)
    || runningContainers(podSpecOf(workload)).some((container) => MODEL_SERVER.test(textOf(container.get('image'))));
}

/** Whether the pods only read the volume, those of their containers that run first among them. */
export function isOnlyRead(workload: Workload, claim: ClaimReference): boolean {
  const { mounts, isReadOnly } = mountsOf(workload, claim);
  return mounts.length > 0 && isReadOnly;
}

/** All mounts of the volume of a claim, and whether each is for reading only. */
export function mountsOf(
  workload: Workload, claim: ClaimReference,
): { readonly mounts: Field[]; readonly isReadOnly: boolean } {
  const spec = podSpecOf(workload);
  const volume = spec.get('volumes').items().find((each) => each.get('name').value === claim.volume);
  const containers = [...runningContainers(spec), ...spec.get('initContainers').items()];
  const mounts = containers.flatMap((container) => container.get('volumeMounts').items()
    .filter((mount) => mount.get('name').value === claim.volume));
  return {
    mounts,
    isReadOnly: volume?.get('persistentVolumeClaim', 'readOnly').value === true
      || (mounts.length > 0 && mounts.every((mount) => mount.get('readOnly').value === true)),
  };
}

/** Volumes that live and die with their pod, or that nobody writes to. */
const OWN_VOLUMES = ['emptyDir', 'configMap', 'secret', 'projected', 'downwardAPI', 'ephemeral', 'image'];

/**
 * Whether a second pod beside one that runs is known to do no harm: nothing outlives the pods but what may be shared.
 */
export function mayRunTwice(workload: Workload): boolean {
  const volumes = podSpecOf(workload).get('volumes').items();
  return (
    workload.kind === 'Deployment'
    && volumes.every(
      (volume) =>
        OWN_VOLUMES.some((kind) => volume.get(kind).isPresent)
        || workload.pod.claims.some(
          (claim) => claim.volume === volume.get('name').value && mayBeShared(workload, claim),
        ),
    )
  );
}

function textOf({ value }: Field): string {
  return typeof value === 'string' ? value : '';
}

/** The `spec` of the pods. */
export function podSpecOf({ manifest, podManifest = manifest, pod }: Workload): Field {
  return Field.of(podManifest, []).get(...parsePointer(pod.pointer));
}
