import { oncePer } from '../../../util/once-per';
import { isPlaced, OwnPod } from '../../../cluster';
import { exclusiveMode, Field, Manifest, readAccessModes, tellsNoCondition } from '../../../manifests';

/** What a kubelet says of a container that it is about to start (kubernetes pkg/kubelet/kubelet_pods.go). */
const BEGINS: ReadonlySet<string> = new Set(['ContainerCreating', 'PodInitializing']);

/** One that runs and tells no conditions, which the snapshot's remarks name, is taken for one that is. */
export const isReady = oncePer((pod: Manifest): boolean =>
  tellsNoCondition(pod) || Field.of(pod, []).get('status', 'conditions').items()
    .some((condition) => condition.get('type').value === 'Ready' && condition.get('status').value === 'True'));

/**
 * That a pod which a snapshot shows on a node is not ready, though its containers have been started: that the pods of a
 * template become ready is presumed, and this one of the template that is asked for has not. Undefined where all are,
 * or have yet to start. `own` are pods of that template.
 */
export function whyUnready(own: readonly OwnPod[]): string | undefined {
  const pod = own.find((each) => isPlaced(each) && staysUnready(each.manifest));
  return pod && `pod ${pod.manifest.name}, of the template that is asked for, ${why(pod.manifest)}, and whether it will ` +
    'be is not known';
}

/** Whether a kubelet has begun to start a pod, which nothing shows to fail: that it becomes ready is presumed. */
export function isStarting(pod: OwnPod): boolean {
  return isPlaced(pod) && !isReady(pod.manifest) && !staysUnready(pod.manifest)
    && Field.of(pod.manifest, []).get('status', 'containerStatuses').items().length > 0;
}

/** Whether it was started and is not ready, as nothing shows that it is about to be. Pods that end are never waited for. */
export function staysUnready(pod: Manifest): boolean {
  const status = Field.of(pod, []).get('status');
  const [own, before] = ['containerStatuses', 'initContainerStatuses'].map((key) => status.get(key).items());
  const ends = ![undefined, 'Always'].includes(Field.of(pod, []).get('spec', 'restartPolicy').string());
  return !ends && own.length > 0 && !isReady(pod) && ([...before, ...own].some(fails) || !own.some(begins));
}

/** It was started before, or cannot be started. */
function fails(container: Field): boolean {
  const reason = reasonOf(container);
  return container.get('ready').value !== true
    && ((container.get('restartCount').integer() ?? 0) > 0 || (reason !== undefined && !BEGINS.has(reason)));
}

/** No startup probe of it has succeeded. */
function begins(container: Field): boolean {
  return container.get('ready').value !== true && container.get('started').value !== true;
}

function reasonOf(container: Field): string | undefined {
  return container.get('state', 'waiting', 'reason').string();
}

/** What a kubelet says of a container of a pod that was started before, or cannot be. */
export function reasonOfFailure(pod: Manifest): string | undefined {
  const status = Field.of(pod, []).get('status');
  const failed = ['initContainerStatuses', 'containerStatuses'].flatMap((key) => status.get(key).items()).find(fails);
  return failed && reasonOf(failed);
}

function why(pod: Manifest): string {
  const reason = reasonOfFailure(pod);
  return `is not ready${reason === undefined ? '' : ` (${reason})`}`;
}

/** Names of the claims that a pod mounts. */
export function claimsOf(pod: Manifest): string[] {
  return Field.of(pod, []).get('spec', 'volumes').items()
    .flatMap((volume) => volume.get('persistentVolumeClaim', 'claimName').string() ?? []);
}

/** Whether no container of a pod was ever started. */
export function hasNotStarted(pod: Manifest): boolean {
  const status = Field.of(pod, []).get('status');
  return status.get('phase').value === 'Pending' && !isReady(pod)
    && status.get('containerStatuses').items().every((each) =>
      (each.get('restartCount').integer() ?? 0) === 0 && !each.get('state', 'running').isPresent);
}

/**
 * That a pod was never started whose volume one node holds at a time, while another one that mounts it stands on
 * another node (kubernetes pkg/controller/volume/attachdetach/reconciler/reconciler.go `attachDesiredVolumes`).
 */
export function whyHeldElsewhere(own: readonly OwnPod[], objects: readonly Manifest[]): string | undefined {
  const placed = own.filter(isPlaced);
  const isHeld = ({ namespace }: Manifest, name: string) => objects.some((each) => each.kind === 'PersistentVolumeClaim'
    && each.namespace === namespace && each.name === name
    && exclusiveMode(readAccessModes(Field.of(each, []).get('spec'))) === 'ReadWriteOnce');
  const isElsewhere = (node: string, claim: string) =>
    placed.some((other) => other.node !== node && claimsOf(other.manifest).includes(claim));
  const pod = placed.find(({ manifest, node }) => hasNotStarted(manifest)
    && claimsOf(manifest).some((claim) => isElsewhere(node, claim) && isHeld(manifest, claim)));
  return pod && `pod ${pod.manifest.name} was never started, and another one that mounts its claim stands on another node`;
}
