import { getOrMake } from '../../../util/get-or-make';
import { SharedDevices } from '../devices/shared-devices';
import { HOSTNAME } from './task';
import { close, Draft, TaskSource } from './task-source';
import { Workload } from '../../../manifests';

/** Pods that one claim is reserved for at most (kubernetes api/resource/v1/types.go `ResourceClaimReservedForMaxSize`). */
const MOST_CONSUMERS = 256;

/** A claim with the tasks whose pods share it, and the nodes on which pods outside the manifests hold it. */
interface Shared {
  readonly devices: SharedDevices;
  readonly users: Draft[];
  readonly holders: ReadonlySet<number>;
}

/**
 * Claims that several pods name: their devices are those of one node from when the first of these pods is scheduled
 * until the last is gone, so that the pods keep together as by required affinity to each other (kubernetes
 * pkg/controller/resourceclaim/controller.go `syncClaim`, plugins/dynamicresources `Filter`).
 */
export function shareDevices(source: TaskSource, tasks: Draft[], byWorkload: ReadonlyMap<Workload, Draft[]>): void {
  const claims = new Map<string, Shared>();
  for (const task of tasks) {
    for (const devices of source.devices.demandOf(task.workload).shared) {
      getOrMake(claims, devices.key, () => sharedBy(source, devices, byWorkload));
    }
  }
  const all = [...claims.values()];
  for (const shared of all) {
    keepTogether(source, shared);
  }
  for (const task of tasks) {
    needDevices(source, task, all.filter(({ users }) => users.includes(task)));
    if (task.attractions.length > 1) {
      task.unmodelled.push(`resource claims ${task.attractions.map(({ claim }) => claim).join(' and ')}, ` +
        'which not all the same pods share');
    }
  }
  compete(source, all.filter(({ holders }) => holders.size === 0));
}

function sharedBy(
  source: TaskSource, devices: SharedDevices, byWorkload: ReadonlyMap<Workload, Draft[]>,
): Shared {
  const workloads = source.devices.usersOf(devices);
  return {
    devices,
    users: workloads.flatMap((workload) => byWorkload.get(workload) ?? []),
    holders: new Set(source.nodes.flatMap(({ outside }, node) =>
      outside.some(({ workload }) => workloads.includes(workload)) ? [node] : [])),
  };
}

function keepTogether(source: TaskSource, { devices: { claim, ...devices }, users, holders }: Shared): void {
  const hasDaemon = source.devices.usersOf({ claim, ...devices }).some(({ kind }) => kind === 'DaemonSet');
  const pods = users.reduce((sum, { workload, most }) => sum + most + (workload.bounds(most)?.maxSurge ?? 0), 0);
  const isHeld = holders.size > 0;
  for (const task of users) {
    if (hasDaemon || pods > MOST_CONSUMERS) {
      task.unmodelled.push(`resource claim ${claim}, which ${
        hasDaemon ? 'pods of a DaemonSet' : `more than ${MOST_CONSUMERS} pods`} share`);
    }
    const isSame = task.attractions.some(({ targets, satisfied }) =>
      targets.length === (isHeld ? 0 : users.length) && targets.every((target) => users.includes(target as Draft))
      && satisfied.every((yes, node) => yes === holders.has(node)));
    if (!isSame) {
      task.attractions.push({
        claim, topologyKey: HOSTNAME, self: !isHeld, targets: isHeld ? [] : users,
        satisfied: source.nodes.map((_, node) => holders.has(node)),
      });
    }
  }
}

/** Nodes that have the devices of all its claims; those of a claim that others hold are where these are. */
function needDevices(source: TaskSource, task: Draft, claims: readonly Shared[]): void {
  if (claims.length === 0) {
    return;
  }
  const asked = new Map<string, number>();
  claims.filter(({ holders }) => holders.size === 0).forEach(({ devices }) =>
    devices.counts.forEach((count, name) => asked.set(name, (asked.get(name) ?? 0) + count)));
  const has = source.groups.map(({ nodes: [node] }) =>
    [...asked].every(([name, count]) => count <= (source.devices.offeredOn(name, node) ?? 0)));
  if (has.every(Boolean)) {
    return;
  }
  task.eligible = task.eligible.map((yes, group) => yes && has[group]);
  if (!has.some(Boolean)) {
    const [[name, count]] = asked;
    close(task, `no node offers the ${count} ${name} that resource claim ${
      claims.map(({ devices }) => devices.claim).join(' and ')} asks for`);
  }
}

/** Two claims whose devices no node has together are never on one node; where some nodes have both, it is open. */
function compete({ devices, nodes, groupOf }: TaskSource, claims: readonly Shared[]): void {
  claims.forEach((one, index) => claims.slice(index + 1).forEach((two) => {
    const names = [...one.devices.counts.keys()].filter((name) => two.devices.counts.has(name));
    const areBoth = ({ users }: Shared, node: number) => users.some(({ eligible }) => eligible[groupOf[node]]);
    const meeting = nodes.flatMap((_, node) => areBoth(one, node) && areBoth(two, node) ? [node] : []);
    const clash = (node: number) => names.some((name) => one.devices.counts.get(name)! + two.devices.counts.get(name)!
      > (devices.offeredOn(name, nodes[node]) ?? 0));
    const clashing = meeting.filter(clash);
    const isOpen = clashing.length > 0 && clashing.length < meeting.length;
    // A node may have room for either two of three claims, and not for all.
    const isCrowded = clashing.length === 0 && names.some((name) => {
      const all = claims.reduce((sum, claim) => sum + (claim.devices.counts.get(name) ?? 0), 0);
      return meeting.some((node) => all > (devices.offeredOn(name, nodes[node]) ?? 0));
    });
    if (isOpen || isCrowded) {
      [...one.users, ...two.users].forEach((task) => task.unmodelled.push(
        `resource claims ${one.devices.claim} and ${two.devices.claim}, which only some nodes have devices for together`));
    } else if (clashing.length > 0) {
      one.users.forEach((task) => two.users.filter((other) => other !== task).forEach((other) => {
        task.repulsions.push({ other, topologyKey: HOSTNAME });
        other.repulsions.push({ other: task, topologyKey: HOSTNAME });
      }));
    }
  }));
}
