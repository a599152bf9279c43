import { OwnPod } from '../../../cluster';
import { append, Field, keyOf, Manifest, Workload } from '../../../manifests';
import { HalfWay, PodsInState, PodState } from '../../updates';
import { templateChange } from '../fields/template-equality';
import { changesByLabel, keptRevisions, labelOfPod, newestLabel } from './kept-revisions';
import { replicaSetsOf } from './replica-sets-of';
import { revisionOfPod } from './pod-revisions';
import { isAsRead, Running } from './running';
import { isReady, reasonOfFailure, staysUnready } from './unready-pods';

/** The reason that a Deployment gives while nothing of its newest template is left to do. */
const COMPLETE = 'NewReplicaSetAvailable';

/**
 * What a snapshot shows of an update in its middle, whatever comes of it; undefined where it shows none, or somebody
 * keeps old pods on purpose.
 */
export function toldHalfWay(old: Workload, asked: Workload, running: Running): HalfWay | undefined {
  const { manifest } = old;
  const own = running.own?.get(keyOf(manifest)) ?? [];
  const newest = running.isLive && isAsRead(old, running) ? newestLabel(manifest, running.objects) : undefined;
  const isKeptBack = asked.waitsFor !== undefined && !asked.paused;
  const isTold = newest !== undefined && own.length > 0 && own.every((pod) => labelOfPod(pod) !== '');
  if (!isTold || isKeptBack) {
    return undefined;
  }
  const isNew = (pod: OwnPod) => labelOfPod(pod) === newest;
  const [former, fresh] = [own.filter((pod) => !isNew(pod)), own.filter(isNew)];
  return former.length === 0 && !isUnfinished(manifest, running.objects) ? undefined : {
    old: inStates(former),
    new: [...inStates(fresh), ...missing(old, own, newest, running.objects)],
    asked: whichIsAsked(old, asked, former, running.objects),
  };
}

/** Whether its controller says so though no pod of a former template is left. */
function isUnfinished(manifest: Manifest, objects: readonly Manifest[]): boolean {
  const status = Field.of(manifest, []).get('status');
  switch (manifest.kind) {
    case 'Deployment': {
      const progress = status.get('conditions').items().find((each) => each.get('type').value === 'Progressing');
      const reason = progress?.get('reason').string();
      return reason !== undefined && reason !== COMPLETE && keptRevisions(manifest, objects).length > 1;
    }
    case 'StatefulSet':
      return status.get('currentRevision').value !== status.get('updateRevision').value;
    default:
      return false;
  }
}

function whichIsAsked(
  old: Workload, asked: Workload, former: readonly OwnPod[], objects: readonly Manifest[],
): HalfWay['asked'] {
  const template = templateChange(old, asked);
  if (template !== 'changed') {
    return template === 'none' ? 'new' : 'perhaps new';
  }
  const changeOf = changesByLabel(asked, old.manifest, objects);
  const changes = former.map((pod) => changeOf.get(labelOfPod(pod)));
  return changes.includes('none') ? 'old' : changes.every((each) => each === 'changed') ? 'another' : 'not new';
}

const ORDER: readonly PodState[] = ['ready', 'starting', 'failing', 'waiting', 'leaving', 'missing'];

function inStates(pods: readonly OwnPod[]): PodsInState[] {
  const states = new Map<PodState, Manifest[]>();
  pods.forEach((pod) => append(states, stateOf(pod), pod.manifest));
  return ORDER.flatMap((state) => {
    const found = states.get(state);
    return found ? [{
      state, count: found.length, reasons: [...new Set(found.flatMap((pod) => reasonsOf(pod, state)))].sort(),
      since: found.flatMap(made).sort().at(0),
    }] : [];
  });
}

function stateOf({ manifest, node, isLeaving }: OwnPod): PodState {
  return isLeaving ? 'leaving' : node === '' ? 'waiting' : isReady(manifest) ? 'ready'
    : staysUnready(manifest) ? 'failing' : 'starting';
}

function made(pod: Manifest): string[] {
  const time = Field.of(pod, []).get('metadata', 'creationTimestamp').string();
  return time === undefined ? [] : [time];
}

/** Resources that the scheduler finds on no node, or what the kubelet says. */
function reasonsOf(pod: Manifest, state: PodState): string[] {
  if (state === 'failing') {
    const reason = reasonOfFailure(pod);
    return reason === undefined ? [] : [reason];
  }
  const scheduled = state !== 'waiting' ? undefined : Field.of(pod, []).get('status', 'conditions').items()
    .find((each) => each.get('type').value === 'PodScheduled' && each.get('status').value === 'False');
  const message = scheduled?.get('message').string() ?? '';
  return [...message.matchAll(/\bInsufficient ([\w./-]*\w)/g)].map(([, name]) => name);
}

/** Pods that the newest ReplicaSet is to have and has not, as where the API server refuses them. */
function missing(
  { manifest }: Workload, own: readonly OwnPod[], newest: string, objects: readonly Manifest[],
): PodsInState[] {
  const set = replicaSetsOf(manifest, objects).find(({ revision }) => revision.split(',').includes(newest));
  const isThere = (pod: OwnPod) => !pod.isLeaving && revisionOfPod(pod) === set?.revision;
  const count = (set?.wanted ?? 0) - own.filter(isThere).length;
  const failure = set && count > 0 ? Field.of(set.workload.manifest, []).get('status', 'conditions').items()
    .find((each) => each.get('type').value === 'ReplicaFailure' && each.get('status').value === 'True') : undefined;
  const reason = failure?.get('reason').string();
  return count > 0 ? [{ state: 'missing', count, reasons: reason === undefined ? [] : [reason] }] : [];
}
