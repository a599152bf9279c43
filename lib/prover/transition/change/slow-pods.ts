import { oncePer } from '../../../util/once-per';
import { isPlaced, OwnPod } from '../../../cluster';
import {
  append, exclusiveClaims, exclusiveMode, Field, keyOf, Manifest, Model, objectKey, readAccessModes, Workload,
} from '../../../manifests';
import { claimsOf, hasNotStarted, isReady } from './unready-pods';
import { Running, stayingPods } from './running';

/**
 * Why pods of a StatefulSet that are deleted may stay: somebody has to take their finalizers away, and no pod of their
 * name is made before (kubernetes pkg/controller/statefulset/stateful_set_control.go `processReplica`; others make
 * another one beside those that have ended). `areStopped`: some of its pods are deleted by the change.
 */
export function whyNoneIsGone(
  { kind, manifest }: Workload, { own }: Running, areStopped: boolean,
): string | undefined {
  if (kind !== 'StatefulSet') {
    return undefined;
  }
  const pods = own?.get(keyOf(manifest)) ?? [];
  const held = pods.find((pod) => (areStopped || pod.isLeaving) && finalizersOf(pod.manifest, []).length > 0);
  const [written] = areStopped ? finalizersOf(manifest, ['spec', 'template']) : [];
  const who = held ? `pod ${held.manifest.name} has` : written ? 'its pods have' : undefined;
  return who && `${who} the finalizer ${written ?? finalizersOf(held!.manifest, [])[0]}: whether somebody takes it away when ` +
    'they are deleted is not known';
}

function finalizersOf(object: Manifest, path: readonly string[]): string[] {
  return Field.of(object, []).get(...path, 'metadata', 'finalizers').items().flatMap((each) => each.string() ?? []);
}

/**
 * Why old pods of a DaemonSet with surge may go before their successors are ready: one that is not ready itself goes as
 * soon as a new one is made (kubernetes pkg/controller/daemon/daemon_controller.go `podsShouldBeOnNode`).
 */
export function whyOldOnesGo(workload: Workload, { own }: Running): string | undefined {
  const pod = workload.kind !== 'DaemonSet' ? undefined
    : stayingPods(workload, own)?.find(({ manifest }) => !isReady(manifest));
  return pod && `pod ${pod.manifest.name} is not ready, and goes as soon as its successor is made`;
}

/**
 * Why a volume that one node holds at a time may be anywhere: it is attached to a node for a pod that runs there, and
 * none of these pods was ever started, or one of another workload that mounts it was not. One whose volume another node
 * has waits for it, beside room that others may take (kubernetes
 * pkg/controller/volume/attachdetach/reconciler/reconciler.go `attachDesiredVolumes`).
 */
export function whyVolumeIsOpen(before: Model, workload: Workload, { own }: Running): string | undefined {
  const claim = exclusiveClaims(workload, before)?.find(({ mode }) => mode === 'ReadWriteOnce');
  if (claim === undefined || own === undefined || workload.kind === 'DaemonSet') {
    return undefined;
  }
  const mine = (own.get(keyOf(workload.manifest)) ?? []).filter(isPlaced);
  const others = (mounting(own).get(objectKey('PersistentVolumeClaim', workload.namespace, claim.name)) ?? [])
    .filter((each) => !mine.includes(each));
  const waiting = others.find(({ manifest }) => hasNotStarted(manifest))
    ?? (mine.every(({ manifest }) => hasNotStarted(manifest)) ? mine[0] : undefined);
  return waiting
    && `pod ${waiting.manifest.name} was never started: which node holds the volume of claim ${claim.name} is not known`;
}

/**
 * That a pod which nobody replaces was never started, though it has a node: another one that mounts its volume, which
 * one node holds at a time, stands on another node (kubernetes
 * pkg/controller/volume/attachdetach/reconciler/reconciler.go `attachDesiredVolumes`).
 */
export function whyNeverStarted(
  { manifest, namespace }: Workload, model: Model, own: Running['own'],
): string | undefined {
  const isHeldBy = (node: string) => (name: string) => {
    const claim = model.find('PersistentVolumeClaim', namespace, name);
    return claim !== undefined && exclusiveMode(readAccessModes(Field.of(claim, []).get('spec'))) === 'ReadWriteOnce'
      && mounting(own!).get(objectKey('PersistentVolumeClaim', namespace, name))!.some((other) => other.node !== node);
  };
  const pod = own?.get(keyOf(manifest))?.find((each) => isPlaced(each) && hasNotStarted(each.manifest)
    && claimsOf(each.manifest).some(isHeldBy(each.node)));
  return pod && `pod ${pod.manifest.name} was never started, and another one that mounts its claim stands on another node`;
}

/** Pods that are on a node, by the claims that they mount: looked for once in a snapshot of thousands. */
const mounting = oncePer((own: NonNullable<Running['own']>) => {
  const pods = new Map<string, OwnPod[]>();
  [...own.values()].flat().filter(isPlaced).forEach((pod) => new Set(claimsOf(pod.manifest)).forEach((name) =>
    append(pods, objectKey('PersistentVolumeClaim', pod.manifest.namespace, name), pod)));
  return pods;
});
