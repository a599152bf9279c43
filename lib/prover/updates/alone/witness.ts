import { listed } from '../../../util/listed';
import { requiredSurge, UpdateBounds } from '../../../kubernetes/arithmetic';
import { Capacity, HOSTNAME, Placement, Task } from '../../placement';
import { holders } from '../steady/holders';
import { UpdateJudgement } from './judge';
import { withPods } from './timeline';
import { missingResources, neededText } from '../words/missing-resource';
import { homeless } from '../words/node-refusals';
import { nameOf } from '../words/wording';

/** Why an update does not, or may not, finish; nothing to say when it is proven to. */
export function witness(capacity: Capacity, task: Task, update: UpdateJudgement, bounds: UpdateBounds): string[] {
  const { verdict, witness: reasons, blocking } = update;
  if (verdict === 'proven' || verdict === 'unknown') {
    return reasons;
  }
  const refused = homeless(capacity, task);
  if (refused.length > 0) {
    return refused;
  }
  if (task.claims.attachment !== 'free') {
    return [...reasons, ...volumeWitness(task, bounds)];
  }
  const start = withPods(blocking ?? new Placement(capacity), task, task.most);
  return [...reasons, ...roomWitness(start, task, bounds, verdict === 'possible')];
}

function roomWitness(placement: Placement, task: Task, bounds: UpdateBounds, sometimes: boolean): string[] {
  const { capacity } = placement;
  const missing = missingResources(placement, task);
  const name = nameOf(task.workload);
  const short = capacity.nodes.some(
    (_, node) => placement.isOpen(task, node) && placement.shortResource(task, node) !== undefined,
  );
  const apart = task.apart
    ? `two pods of ${name} may not share one ${task.apart.topologyKey} (required anti-affinity, host port or disk)`
    : '';
  const extra = requiredSurge(bounds);
  const hold = extra > 0
    ? `an old pod may not stop before ${extra === 1 ? 'a new one is' : `${extra} new ones are`} ready ` +
      `(maxSurge ${bounds.maxSurge}, maxUnavailable ${bounds.maxUnavailable})`
    : 'other pods may take the room that a stopped pod leaves';
  return [
    ...sometimes ? ['it blocks when the pods stand like this:'] : [],
    `a new ${name} pod needs ${neededText(capacity, task, missing)} and stays Pending`,
    ...sharedDevices(task),
    ...short || !apart ? missing.flatMap((resource) => holders(placement, task, resource, ' (old)')) : [],
    ...apart ? [apart] : [],
    hold,
  ];
}

/** For want of what a pod of the task waits in a placement, and who holds it. */
export function waiting(placement: Placement, task: Task, markOf?: (holder: Task) => string): string[] {
  const missing = missingResources(placement, task);
  const needed = neededText(placement.capacity, task, missing);
  const name = nameOf(task.workload);
  const homes = nodesOfVolume(placement, task);
  if (homes.length > 0) {
    const node = listed(homes.map((home) => placement.capacity.nodes[home].name));
    const isFull = homes.every((home) => placement.slotsByRoom(task, home) < 1);
    return [
      `claim ${task.claims.claimName} is ReadWriteOnce, and pods on ${node} hold it: ` +
        `a new ${name} pod on any other node waits in ContainerCreating for the volume (Multi-Attach error)`,
      ...isFull ? [`${node} has no room for one more, which needs ${needed}`] : [],
    ];
  }
  return [
    `a new ${name} pod needs ${needed} and stays Pending`, ...sharedDevices(task),
    ...missing.flatMap((resource) => holders(placement, task, resource, '', markOf)),
  ];
}

/** Nodes on which others hold the volume that one node has at a time. */
function nodesOfVolume(placement: Placement, task: Task): number[] {
  const ties = task.claims.attachment === 'node' ? task.ties.filter(({ topologyKey }) => topologyKey === HOSTNAME) : [];
  const others = ties.flatMap(({ users }) => users.filter((user) => user !== task));
  return [...new Set(others.flatMap(({ index }) => [...placement.places[index].keys()]))];
}

/** That pods keep together because they share devices. */
function sharedDevices({ workload, attractions }: Task): string[] {
  const claims = attractions.flatMap(({ claim }) => claim ?? []);
  return claims.map((claim) =>
    `the pods that share resource claim ${claim}, those of ${nameOf(workload)} among them, all stand on one node, which has its devices`);
}

/** Why the one pod that stands keeps what it has. */
export function mayNotStop(surge: number): string {
  return `the old pod may not stop before the new one is ready (maxSurge ${surge}, maxUnavailable 0)`;
}

function volumeWitness({ workload, claims: { attachment, claimName } }: Task, bounds: UpdateBounds): string[] {
  const name = nameOf(workload);
  if (attachment === 'pod') {
    return [
      `claim ${claimName} is ReadWriteOncePod: a new ${name} pod is not scheduled while an old one runs`,
      bounds.maxUnavailable === 0
        ? mayNotStop(bounds.maxSurge)
        : 'only one pod can ever run with it',
    ];
  }
  return [
    `claim ${claimName} is ReadWriteOnce: it stays attached to the node of the running pod`,
    `a new ${name} pod on any other node waits in ContainerCreating for the volume (Multi-Attach error)`,
    bounds.maxUnavailable === 0
      ? mayNotStop(bounds.maxSurge)
      : 'the other pods keep the volume on their node, so the new pod never becomes ready',
  ];
}
