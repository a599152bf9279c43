import { plural } from '../../../util/plural';
import { Workload } from '../../../manifests';
import { Capacity, DaemonShortage, Shortage, Task } from '../../placement';

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
