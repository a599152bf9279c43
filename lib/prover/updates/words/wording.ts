import { Taint } from '../../../cluster';
import { taintText } from '../../admission';
import {
  askedOf, Capacity, DaemonShortage, NodeGroup, Placement, runsOsOf, saidOfPools, selects, Shortage, slotsIn, Task,
} from '../../placement';
import { repels, tolerates, Workload } from '../../../manifests';
import { plural } from '../../../kubernetes/plural';

/** `Deployment/name`, with the namespace in front where it is not `default`. */
export function nameOf({ manifest }: Workload): string {
  return manifest.namespace === 'default' ? manifest.id : `${manifest.namespace}/${manifest.id}`;
}

/** An amount in the unit people read: cores, GiB, or a count. */
export function amountText(resource: string, amount: number): string {
  if (resource === 'cpu') {
    return `${round(amount / 1000)} cpu`;
  }
  if (resource === 'memory' || resource === 'ephemeral-storage') {
    return `${round(amount / 2 ** 30)}Gi ${resource}`;
  }
  return resource === 'pods' ? plural(amount, 'pod') : `${amount} ${resource}`;
}

/** How reasons begin that are about how many may have a claim at a time. */
export function claimIs(name: string): string {
  return `claim ${name} is `;
}

/** What certainly does not fit, as the end of a sentence. */
export function shortageText(capacity: Capacity, task: Task, { resource, asked, offered, unit }: Shortage): string {
  const name = nameOf(task.workload);
  if (resource !== undefined) {
    const text = (amount: number) => amountText(capacity.resources[resource], amount);
    const whole = unit === undefined ? '' : `, in whole pieces of ${text(unit)}`;
    return `the workloads that need the nodes of ${name} do not all fit: ${text(asked)} asked, ${text(offered)} left${whole}`;
  }
  if (offered === 0) {
    return `no node is left for ${name}`;
  }
  const apart = task.apart ? `, no two on one ${task.apart.topologyKey}` : '';
  return `the nodes of ${name}, counted one by one, hold ${offered} of its ${plural(asked, 'pod')}${apart}`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/**
 * The resource that decides where a task fits: an extended one it asks for, otherwise the one that fills first on an
 * empty node.
 */
export function decisiveResource(capacity: Capacity, task: Task): number {
  const extended = capacity.resources.findIndex((name, resource) => name.includes('/') && task.requests[resource] > 0);
  if (extended >= 0) {
    return extended;
  }
  const room =
    capacity.room[capacity.nodes.findIndex((_, node) => task.eligible[capacity.groupOf[node]])] ?? capacity.room[0];
  const share = [...task.requests].map((amount, resource) =>
    room && Number.isFinite(room[resource]) ? amount / Math.max(1, room[resource]) : 0,
  );
  return share.indexOf(Math.max(...share));
}

/** Nodes that hold a pod of the task where they are empty; all it may use where none does. */
export function homesOf(capacity: Capacity, task: Task): number[] {
  const eligible = capacity.nodesOf(task);
  const homes = eligible.filter((node) => slotsIn(capacity.room[node], task.requests) > 0);
  return homes.length > 0 ? homes : eligible;
}

/** Resources that are named where no single one is missing on all nodes. */
const MOST_MISSING = 2;

/**
 * The resources for which one more pod finds no room on its nodes, that which is missing on most first: one where it is
 * missing on all of them, and the decisive one where room is not what is missing.
 */
export function missingResources(placement: Placement, task: Task): number[] {
  const { capacity } = placement;
  const short = new Map<number, number>();
  const homes = homesOf(capacity, task);
  homes.forEach((node) => task.requests.forEach((amount, resource) => {
    if (amount > placement.room[node][resource]) {
      short.set(resource, (short.get(resource) ?? 0) + 1);
    }
  }));
  const decisive = decisiveResource(capacity, task);
  const [first, ...rest] = [...short].sort(
    (one, two) => two[1] - one[1] || Number(two[0] === decisive) - Number(one[0] === decisive),
  );
  if (!first) {
    return [decisive];
  }
  const isEverywhere = first[1] === homes.length;
  return [first, ...isEverywhere ? [] : rest].slice(0, MOST_MISSING).map(([resource]) => resource);
}

/** The first of them. */
export function missingResource(placement: Placement, task: Task): number {
  return missingResources(placement, task)[0];
}

/** `1 nvidia.com/gpu and 4 cpu`: what a pod of the task asks for of some resources. */
export function neededText({ resources }: Capacity, { requests }: Task, asked: readonly number[]): string {
  return asked.map((resource) => amountText(resources[resource], requests[resource])).join(' and ');
}

/** A DaemonSet pod without room beside the other daemons of its node. */
export function daemonShortageText(
  { workload, node, resource, rival, why, os, isClosed, kept }: DaemonShortage,
): string {
  const place = `node ${node.name} (pool ${node.pool})`;
  if (os !== undefined) {
    return `the pod of ${nameOf(workload)} is for ${os}, and the kubelet of ${place} turns it away (PodOSNotSupported)`;
  }
  if (kept !== undefined) {
    return `the pod of ${nameOf(workload)} waits for ever on ${place}: ${kept}`;
  }
  if (isClosed) {
    return `a pod outside the manifests keeps the pod of ${nameOf(workload)} off ${place} (host port or required anti-affinity)`;
  }
  return rival ? `the pods of ${nameOf(workload)} and ${nameOf(rival)} cannot both run on ${place}: ${why}`
    : `the pod of ${nameOf(workload)} does not fit on ${place}: not enough ${resource}`;
}

/** That no node takes the pod even when it is empty, and why each pool refuses; nothing when some pool admits it. */
export function homeless(capacity: Capacity, task: Task): string[] {
  const refused = task.refusal === undefined ? refusals(capacity, task) : [task.refusal];
  return refused.length > 0 ? [fitsNoNode(task.workload), ...refused] : [];
}

export function fitsNoNode(workload: Workload): string {
  return `${nameOf(workload)} fits no node`;
}

/** Why each pool refuses even on an empty node; empty when some pool admits the pod. */
export function refusals(
  capacity: Capacity,
  task: Pick<Task, 'workload' | 'eligible' | 'requests'> & Partial<Pick<Task, 'closedBy'>>,
): string[] {
  const admits = ({ index }: NodeGroup) =>
    task.eligible[index] && !task.closedBy?.has(index) && slotsIn(capacity.roomOfGroup(index), task.requests) > 0;
  if (capacity.groups.some(admits)) {
    return [];
  }
  const reasons = new Map(capacity.groups.map(({ nodes: [node], index }) =>
    [node.pool, `${refusal(capacity, task, index)}`]));
  return saidOfPools(reasons);
}

function refusal(
  capacity: Capacity,
  task: Pick<Task, 'workload' | 'eligible' | 'requests'> & Partial<Pick<Task, 'closedBy'>>,
  group: number,
): string | undefined {
  const [node] = capacity.groups[group].nodes;
  const { pod } = task.workload;
  const [daemon] = task.closedBy?.get(group) ?? [];
  if (daemon) {
    return `the pod of ${nameOf(daemon)} keeps it off (host port or required anti-affinity)`;
  }
  const counts = (each: Taint) => pod.nodeName === undefined ? repels(each) : each.effect === 'NoExecute';
  const taint = node.taints.find((each) => counts(each) && !tolerates(pod.tolerations, each));
  if (!task.eligible[group]) {
    if (pod.nodeName !== undefined && pod.nodeName !== node.name) {
      return `spec.nodeName asks for node '${pod.nodeName}'`;
    }
    const selector = pod.nodeSelector.find(({ key, values }) => node.labels.get(key) !== values[0]);
    const has = selector && `${selector.key}=${node.labels.get(selector.key) ?? '(none)'}`;
    return selector ? `nodeSelector ${selector.key}=${selector.values[0]} does not match, the pool has ${has}`
      : !selects(pod, node) ? 'required node affinity does not match'
        : taint ? `taint ${taintText(taint)} is not tolerated`
          : node.unschedulable ? 'nodes are cordoned'
            : !runsOsOf(pod, node) ? `its kubelets refuse pods of os ${pod.os}` : 'its volume is bound to other nodes';
  }
  const room = capacity.roomOfGroup(group);
  const short = askedOf(task.requests).find((resource) => task.requests[resource] > room[resource]);
  if (short === undefined) {
    return undefined;
  }
  const text = (amount: number) => amountText(capacity.resources[short], amount);
  return `a pod needs ${text(task.requests[short])}, an empty node offers ${text(room[short])}`;
}

/** What a verdict says that counts pods where a snapshot shows them (T2c, T2d). */
export const AS_IT_STANDS = 'there is room beside all other pods, where they stand now';
export const AS_REST_STANDS = 'there is room beside all pods that stay, where they stand now, wherever the others go';

/** Whether it does. */
export function restsOnPlaces(witness: readonly string[]): boolean {
  return witness.includes(AS_IT_STANDS) || witness.includes(AS_REST_STANDS);
}

/** What a verdict rests on that looks at pods which run. */
export const PRESUMES =
  'this presumes that every pod runs when the update begins: one that waits may take the room that is freed';

/** Why nothing is proven beside some pods; `names` are of their workloads. */
export function waitersText(names: string): string {
  return `pods of ${names} wait for a node, and may take the room that is freed`;
}

/** Why a new pod of a DaemonSet may find the room that it lacks beside the old one. */
export function evictedFirstText(evictor: string): string {
  return `impossible alone; whether a new pod comes to each node after ${evictor} has had the old one evicted is not decided`;
}
