import { listed } from '../../util/listed';
import { Manifest } from '../../manifests';
import { ClusterEvent } from '../cluster-event';
import { conditionOf, isTerminating, View } from '../view';
import { holdersText } from './holders';
import { refOf } from '../workload-ref';
import { describe, Obstacle } from './obstacle';

/** Events by which an autoscaler says that it starts a node for a pod, and that it does not. */
const COMING = /^(TriggeredScaleUp|Nominated|ScaleUp)$/;
const NOT_COMING = /^(NotTriggerScaleUp|FailedScaleUp)$/;

/** Why the scheduler finds no node for a pod; `old` are the pods that it replaces. */
export function roomObstacles(pod: Manifest, old: readonly Manifest[], view: View): Obstacle[] {
  const scheduled = conditionOf(pod, 'PodScheduled');
  if (scheduled?.get('status').value !== 'False') {
    return [];
  }
  const message = scheduled.get('message').string() ?? 'no reason given';
  const events = view.eventsOf(refOf(pod));
  const asked = [...events].reverse().find(({ reason }) => COMING.test(reason) || NOT_COMING.test(reason));
  const resources = [...message.matchAll(/Insufficient ([\w./-]+\w)/g)].map(([, resource]) => resource);
  const held = [...new Set(resources)].filter((resource) => resource.includes('/'))
    .flatMap((resource) => holdersText(resource, view));
  return [{
    code: 'unschedulable',
    cause: ['no node takes the pod', ...held].join('; '),
    evidence: [
      `PodScheduled False: ${message}`, ...asked === undefined ? [] : [`${asked.reason}: ${asked.message}`],
      ...staysText(old, resources),
    ],
    healing: healing(asked, message, view),
    next: describe(refOf(pod)),
  }];
}

function healing(asked: ClusterEvent | undefined, message: string, view: View): Obstacle['healing'] {
  const isFreed = view.pods.some((each) => isTerminating(each));
  const isProvisioned = /unbound immediate PersistentVolumeClaims/.test(message);
  const isComing = asked !== undefined && COMING.test(asked.reason);
  const isJoining = view.snapshot.nodes.some(({ taints }) => taints.some(({ key }) => key.endsWith('/not-ready')));
  return isFreed || isProvisioned || isComing || isJoining ? 'by itself' : 'from outside';
}

/** A rolling update stops an old pod only when the new one is ready, which waits for what the old one holds. */
function staysText(old: readonly Manifest[], resources: readonly string[]): string[] {
  const staying = old.filter((pod) => !isTerminating(pod));
  return staying.length === 0 || resources.length === 0 ? []
    : [`old pod ${listed(staying.map(({ name }) => name), 3)} keeps what it holds until the new one is ready`];
}
