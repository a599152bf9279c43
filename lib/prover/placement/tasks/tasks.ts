import { getOrMake } from '../../../util/get-or-make';
import { append, exclusiveMode, Field, Model, readAccessModes, Workload } from '../../../manifests';
import { Daemon } from './daemons';
import { shareDevices } from './device-sharing';
import { keepApart } from './keep-apart';
import { isUnknown } from '../nodes/node-terms';
import { mayEvict, mayOutrank } from './priority';
import { repulsionFrom } from './repelled-on-node';
import { RepelledPair, whyPartly } from './repulsions';
import { openSharedDisks } from './shared-disks';
import { SpreadDomains } from './spread-domains';
import { Attraction, HOSTNAME, Task, Tie, ZONE } from './task';
import { close, Draft, TaskSource } from './task-source';
import { unmodelledOf } from './unmodelled';
import { seeHolders } from './volume-holders';

/** The pods of every workload that is no DaemonSet. */
export function readTasks(source: TaskSource): Task[] {
  const workloads = source.workloads.filter((workload) => workload.kind !== 'DaemonSet');
  const tasks = workloads.flatMap((workload) => partsOf(source, workload)).map((draft, index) => ({ ...draft, index }));
  const byWorkload = new Map<Workload, Draft[]>();
  tasks.forEach((task) => byWorkload.set(task.workload, [...byWorkload.get(task.workload) ?? [], task]));
  tieClaims(source, tasks, byWorkload);
  repel(source, byWorkload);
  shareDevices(source, tasks, byWorkload);
  tasks.forEach((task) => seeHolders(source, task));
  openSharedDisks(source, tasks);
  const daemons = new Map(source.daemons.map((daemon) => [daemon.workload, daemon]));
  const domains = new SpreadDomains(source);
  const lacking = new Map<string, readonly boolean[]>();
  for (const task of tasks) {
    needLabels(source, task, lacking);
    attract(source, task, byWorkload, daemons);
    for (const constraint of task.workload.pod.spread) {
      const counted = source.relations.bySpread(task.workload, constraint);
      task.unmodelled.push(...counted.partly.map(whyPartly));
      if (counted.workloads.length === 0 && !source.outside.isCounted(task.workload, constraint)) {
        continue; // Without a pod that it counts no node is ever uneven.
      }
      const spread = domains.of(task, constraint);
      task.spreads.push({
        ...spread, perRevision: counted.perRevision, self: counted.workloads.includes(task.workload),
        counted: counted.workloads.flatMap((workload) => byWorkload.get(workload) ?? []),
      });
      if (source.outside.isCounted(task.workload, constraint)) {
        task.unmodelled.push('topology spread that counts pods outside the manifests');
      }
      if (counted.workloads.some((workload) => daemons.has(workload))) {
        task.unmodelled.push('topology spread that counts the pods of a DaemonSet');
      }
    }
  }
  return tasks;
}

/** One task, or one for each ordinal whose volumes are bound and one for the rest. */
function partsOf(source: TaskSource, workload: Workload): Draft[] {
  const size = source.waiting.has(workload) ? { least: 0, most: 1 } : source.model.sizeOf(workload);
  const more = source.extra.get(workload) ?? 0;
  const { least, most } = { least: size.least + more, most: size.most + more };
  const isDivided = workload.kind === 'StatefulSet' && least === most && !source.whole.has(workload);
  const ordinals = isDivided ? source.claims.boundOrdinals(workload) : [];
  const rest = most - ordinals.length;
  return [
    ...ordinals.map((ordinal) => draft(source, workload, 1, 1, ordinal)),
    ...rest > 0 || ordinals.length === 0 ? [draft(source, workload, least - ordinals.length, rest)] : [],
  ];
}

function draft(source: TaskSource, workload: Workload, least: number, most: number, ordinal?: number): Draft {
  const claims = source.claims.use(workload, ordinal);
  const answer = source.view.of({ pod: workload.pod, volumes: claims.bound });
  const task: Draft = {
    index: 0, workload, ordinal, least, most, requests: source.requestsOf(workload), eligible: answer.eligible, claims,
    rank: rankOf(source, workload),
    repulsions: [], apart: undefined, attractions: [], spreads: [], ties: [], closedBy: new Map(), ousts: new Map(),
    unmodelled: [
      ...unmodelledOf(source.devices, workload), ...answer.caveats, ...answer.undescribed, ...claims.unprovided,
      ...madeAnew(source, claims),
    ],
  };
  if (workload.pod.nodeName !== undefined && workload.kind !== 'Pod') {
    const waits = source.claims.unscheduled(workload);
    task.unmodelled.push(...waits.filter(({ isSure }) => !isSure).map(({ why }) => why));
    waits.filter(({ isSure }) => isSure).slice(0, 1).forEach(({ why }) => close(task, why));
    if (workload.pod.deviceClaims.length > 0) {
      task.unmodelled.push('devices of pods that name their node, which a scheduler would allocate');
    }
  }
  if (claims.refusals.length > 0) {
    close(task, claims.refusals.join('; '));
  }
  return task;
}

/** Evictions free no devices that claims hold (kubernetes dynamicresources.go, which has no `PreFilterExtensions`). */
function rankOf({ priorities, devices }: TaskSource, workload: Workload): Draft['rank'] {
  const { counts, shared } = devices.demandOf(workload);
  const rank = priorities.rankOf(workload);
  return counts.size + shared.length === 0 ? rank : { ...rank, isDoubtful: true };
}

/** Volumes of each pod that are made in some zone before it has a place: where there is one zone it is that. */
function madeAnew({ groups }: TaskSource, { placedAnew }: Draft['claims']): string[] {
  const zones = new Set(groups.map(({ nodes: [node] }) => node.labels.get(ZONE)));
  return zones.size <= 1 ? [] : placedAnew.map((name) =>
    `ephemeral volume ${name}, which is made in some zone before its pod has a place (volumeBindingMode Immediate)`);
}

/** Claims that all pods of one or several tasks mount, and that hold them on one node or in one zone. */
function tieClaims({ claims, model }: TaskSource, tasks: Draft[], byWorkload: Map<Workload, Draft[]>): void {
  const ties = new Map<string, Tie>();
  for (const task of tasks) {
    const { namespace, pod } = task.workload;
    const names = [...pod.claims.map(({ claimName }) => claimName), ...pod.inlineDisks.map(({ disk }) => disk)];
    for (const name of new Set(names)) {
      const { zonal, local } = task.claims;
      const topologyKey = zonal.includes(name) && !local.includes(name) ? ZONE : HOSTNAME;
      const held = task.claims.attachment !== 'free' && !isShareable(model, namespace, name);
      if (held || zonal.includes(name)) {
        const key = `${namespace}\0${name}`;
        const users = claims.usersOf(namespace, name).flatMap((workload) => byWorkload.get(workload) ?? []);
        const tie = getOrMake(ties, key, () => ({ claim: name, topologyKey: held ? HOSTNAME : topologyKey, users }));
        task.ties.push(tie);
        const daemon = claims.usersOf(namespace, name).find(({ kind }) => kind === 'DaemonSet');
        if (daemon) {
          task.unmodelled.push(`claim ${name}, which DaemonSet ${daemon.name} mounts as well`);
        }
      }
    }
  }
}

/**
 * A claim that several nodes may mount, or of which nothing is known; disks that a pod names itself are held by one.
 */
function isShareable(model: Model, namespace: string, name: string): boolean {
  const claim = model.find('PersistentVolumeClaim', namespace, name);
  return claim ? exclusiveMode(readAccessModes(Field.of(claim, []).get('spec'))) === undefined : !name.includes('/');
}

function repel(source: TaskSource, byWorkload: Map<Workload, Draft[]>): void {
  const { pairs, daemons, groupOf, nodes, domain } = source;
  const daemonOf = new Map(daemons.map((daemon) => [daemon.workload, daemon]));
  for (const pair of pairs) {
    const [ones, twos] = [byWorkload.get(pair.one) ?? [], byWorkload.get(pair.two) ?? []];
    if (pair.unsure.length > 0) {
      [...ones, ...twos].forEach((task) =>
        task.unmodelled.push(`the labels of namespace ${pair.unsure[0]}, which are not in the input`),
      );
    }
    if (pair.isPartial) {
      [...ones, ...twos].forEach(({ unmodelled }) => unmodelled.push(pair.why));
      continue;
    }
    if (pair.unchecked) {
      [...ones, ...twos].forEach(({ unmodelled }) =>
        unmodelled.push('anti-affinity to pods whose node is named (nodeName)'));
    }
    for (const [daemon, tasks] of [[daemonOf.get(pair.one), twos], [daemonOf.get(pair.two), ones]] as const) {
      if (daemon) {
        const taken = new Set(daemon.nodes.map((node) => domain(node, pair.topologyKey)));
        const closed = new Set(nodes.flatMap((_, node) =>
          taken.has(domain(node, pair.topologyKey)) && domain(node, pair.topologyKey) !== undefined
            ? [groupOf[node]]
            : [],
        ));
        for (const task of tasks) {
          const shared = [...closed].filter((group) => task.eligible[group] || task.closedBy.has(group));
          if (shared.length > 0 && (mayOutrank(task.rank, daemon.rank))) {
            task.ousts.set(daemon.workload, task.eligible.every((yes, group) => !yes || closed.has(group)));
          }
          if (!mayEvict(task.rank, daemon.rank)) {
            shared.forEach((group) => append(task.closedBy, group, daemon.workload));
            task.eligible = task.eligible.map((yes, group) => yes && !task.closedBy.has(group));
          }
        }
      }
    }
    for (const one of ones) {
      for (const two of twos) {
        if (comesBackFirst(pair, one, two)) {
          one.rank = { ...one.rank, isDoubtful: true };
        }
        if (one === two) {
          keepApart(one, pair, source);
        } else if (!pair.perRevision || one.workload !== two.workload) {
          const [meets, isMet] = [one, two].map(({ workload }) => workload !== pair.unchecked);
          one.repulsions.push(...meets ? [repulsionFrom(two, pair.topologyKey)] : []);
          two.repulsions.push(...isMet ? [repulsionFrom(one, pair.topologyKey)] : []);
        }
      }
    }
  }
}

/**
 * Whether a pod that is evicted for the other's anti-affinity may be made again and come before it, time after time:
 * one without affinity of its own is not asked about pods that wait for their victims to go (kubernetes
 * interpodaffinity/filtering.go `PreFilter`, which says Skip, so that nominated pods are not added).
 */
function comesBackFirst({ isByTerm }: RepelledPair, { rank }: Draft, { workload, rank: other }: Draft): boolean {
  const { affinity, antiAffinity } = workload.pod;
  return isByTerm === true && mayOutrank(rank, other) && affinity.length + antiAffinity.length === 0;
}

/** A node without the topology label of an affinity term or a spread constraint takes no such pod. */
function needLabels({ groups }: TaskSource, task: Draft, lacking: Map<string, readonly boolean[]>): void {
  const { affinity, spread } = task.workload.pod;
  for (const key of new Set([...affinity, ...spread].map(({ topologyKey }) => topologyKey))) {
    const lacks = getOrMake(lacking, key, () =>
      groups.map(({ nodes: [node] }) => key !== HOSTNAME && !node.labels.has(key)));
    if (groups.some(({ nodes: [node] }, group) => task.eligible[group] && lacks[group] && isUnknown(node, key))) {
      task.unmodelled.push(`label ${key}, which the description of the nodes does not give`);
    } else if (lacks.some((yes, group) => yes && task.eligible[group])) {
      task.eligible = task.eligible.map((yes, group) => yes && !lacks[group]);
    }
  }
}

function attract(
  source: TaskSource,
  task: Draft,
  byWorkload: Map<Workload, Draft[]>,
  daemons: Map<Workload, Daemon>,
): void {
  const { nodes, relations, domain } = source;
  for (const term of task.workload.pod.affinity) {
    const { workloads, perRevision, otherRevisions, unsure, partly } = relations.byTerm(task.workload, term);
    task.unmodelled.push(...partly.map(whyPartly));
    const standing = [
      ...workloads.flatMap((workload) => daemons.get(workload)?.nodes ?? []),
      ...source.outside.selected(task.workload, term),
    ];
    const domains = new Set(standing.map((node) => domain(node, term.topologyKey)));
    const attraction: Attraction = {
      topologyKey: term.topologyKey, self: workloads.includes(task.workload),
      targets: workloads.flatMap((workload) => byWorkload.get(workload) ?? []),
      satisfied: nodes.map(
        (_, node) => domain(node, term.topologyKey) !== undefined && domains.has(domain(node, term.topologyKey)),
      ),
    };
    task.attractions.push(attraction);
    if (perRevision || otherRevisions || unsure.length > 0 || (standing.length > 0 && attraction.self)) {
      task.unmodelled.push(
        'required pod affinity of one revision, or over namespaces whose labels are not in the input',
      );
    }
  }
  const [hopeless] = task.attractions.filter(({ self, targets, satisfied }) =>
    !self && targets.every(({ most }) => most === 0) && !satisfied.some(Boolean));
  if (hopeless && task.unmodelled.length === 0) {
    close(task, `no pod stands that its required pod affinity over ${hopeless.topologyKey} names`);
  }
  if (task.attractions.length > 1 && task.attractions.some(({ claim }) => claim === undefined)) {
    const isAll = task.attractions.every(({ claim }) => claim === undefined);
    task.unmodelled.push(isAll ? 'several terms of required pod affinity'
      : 'required pod affinity beside a resource claim that several pods share');
  }
}
