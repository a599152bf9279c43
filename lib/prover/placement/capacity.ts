import { getOrMake } from '../../util/get-or-make';
import { Cluster, ClusterNode } from '../../cluster';
import { append, Model, Workload } from '../../manifests';
import { attachLimits } from './volumes/attach-limits';
import { caveats } from './nodes/caveats';
import { ClaimIndex } from './volumes/claims';
import { claimsOfDaemon } from './tasks/daemon-claims';
import { Daemon, DaemonDemand, DaemonShortage, placeDaemons } from './tasks/daemons';
import { DeviceIndex } from './devices/devices';
import {
  asDaemon, groupNodes, keysOfNodes, lets, NodeDemand, NodeGroup, nodeKinds, NodeSign, tellsNodesApart,
} from './nodes/node-group';
import { NodeView } from './nodes/node-view';
import { Outside } from './tasks/outside';
import { mayEvict, PriorityIndex, Rank } from './tasks/priority';
import { RelationIndex } from './tasks/relations';
import { RepelledPair, repelledPairs } from './tasks/repulsions';
import { DISKS, namesOfResources, offeredOn } from './tasks/resource-names';
import { slotsIn } from './nodes/slots-in';
import { HOSTNAME, Task } from './tasks/task';
import { readTasks } from './tasks/tasks';
import { unmodelledOf } from './tasks/unmodelled';

/** What the manifests ask, and what the cluster offers beside the pods of DaemonSets, in numbers. */
export class Capacity {
  /** Resource names by index; the first is the number of pods. */
  public readonly resources: string[];
  public readonly nodes: ClusterNode[];
  /** Room of each node beside its daemons, before any task is placed, by node and resource. */
  public readonly room: Float64Array[];
  public readonly groups: NodeGroup[];
  /** Group index by node. */
  public readonly groupOf: number[];
  public readonly tasks: Task[];
  /** Those of which some node could hold a pod; the pods of the others wait for ever and take no room. */
  public readonly placeable: Task[];
  private readonly held: ReadonlySet<Task>;
  public readonly daemons: Daemon[];
  /** Daemons that run on each node. */
  private readonly daemonsOn: Daemon[][];
  /** Topology keys by which somebody asks where a task's pods are. */
  public readonly watched = new Map<Task, ReadonlySet<string>>();
  private readonly groupRoom: Float64Array[];
  private readonly firstOf: number[];
  /** By topology key and node. */
  private readonly domains = new Map<string, readonly (string | undefined)[]>();
  private readonly nodesByEligibility = new Map<boolean[], number[]>();
  private readonly byWorkload = new Map<Workload, Task[]>();
  private byName?: ReadonlyMap<string, number>;
  /** Running pods that the manifests do not describe. */
  public readonly outside: Outside;
  public readonly devices: DeviceIndex;
  public readonly claims: ClaimIndex;

  /**
   * Growing pools are counted at their largest: a pod that would fit on a node to be started is not stuck. `extra` are
   * further pods that stand beside those of a workload, as in the middle of an update. Of those that are `whole`, pods
   * are one task, wherever the volumes of each are.
   */
  constructor(
    private readonly model: Model, cluster: Cluster, extra: ReadonlyMap<Workload, number> = new Map(),
    whole: ReadonlySet<Workload> = new Set(),
  ) {
    this.nodes = cluster._nodes;
    const waiting = cluster._waiting.map(({ workload }) => workload);
    this.devices = new DeviceIndex(model, this.nodes, waiting);
    this.claims = new ClaimIndex(model);
    const limits = attachLimits(model);
    const workloads = [...model.podSets, ...waiting];
    const drivers = new Set([...limits.values()].flatMap((each) => [...each.keys()]));
    this.resources = namesOfResources(workloads, drivers, this);
    this.room = this.nodes.map((node) =>
      Float64Array.from(this.resources, (resource, index) =>
        index === 0 ? node.freePods
          : offeredOn(node, resource, limits.get(node.name), this),
      ),
    );
    const demands = this.demands(workloads);
    const kinds = nodeKinds(this.nodes, demands);
    const admitted = (demand: NodeDemand) => this.nodesThatLet(demand, kinds);
    const priorities = new PriorityIndex(model);
    const relations = new RelationIndex(model, workloads);
    const pairs = repelledPairs(workloads, relations);
    const domain = (node: number, topologyKey: string) => this.domain(node, topologyKey);
    this.outside = new Outside({ model, nodes: this.nodes, priorities, relations, domain });
    const daemons = model.podSets.filter(({ kind }) => kind === 'DaemonSet')
      .map((workload) => this.demandOfDaemon(workload, priorities, admitted));
    this.daemons = placeDaemons(daemons, this.room, pairs, { nodes: this.nodes, resources: this.resources, domain });
    this.daemonsOn = this.nodes.map(() => []);
    this.daemons.forEach((daemon) => daemon.nodes.forEach((node) => this.daemonsOn[node].push(daemon)));
    this.groups = groupNodes(this.nodes, keysOfNodes(kinds, this.room, this.signs(workloads, demands, admitted)));
    this.groupOf = new Array<number>(this.nodes.length);
    const position = new Map(this.nodes.map((node, index) => [node, index]));
    this.groups.forEach((group) => group.nodes.forEach((node) => { this.groupOf[position.get(node)!] = group.index; }));
    this.firstOf = this.groups.map(({ nodes }) => position.get(nodes[0])!);
    this.groupRoom = this.firstOf.map((node) => this.room[node]);
    this.tasks = readTasks({
      model,
      workloads,
      waiting: new Set(waiting),
      extra,
      whole,
      outside: this.outside,
      nodes: this.nodes,
      groups: this.groups,
      groupOf: this.groupOf,
      claims: this.claims,
      attachLimits: limits,
      priorities,
      devices: this.devices,
      relations,
      pairs,
      daemons: this.daemons,
      domain,
      requestsOf: (workload) => this.requestsOf(workload),
      roomOf: (node) => this.room[node],
      view: new NodeView(this.groups, this.firstOf, (pod) => this.outside.closedTo(pod)),
    });
    this.placeable = this.tasks.filter(({ eligible, requests }) =>
      this.groups.some(({ index }) => eligible[index] && slotsIn(this.groupRoom[index], requests) > 0));
    this.held = new Set(this.placeable);
    this.tasks.forEach((task) => append(this.byWorkload, task.workload, task));
  }

  /** The task of a workload, or of the first of its parts. */
  public taskOf(workload: Workload): Task | undefined {
    return this.byWorkload.get(workload)?.[0];
  }

  /** The task of a workload, or one for each ordinal whose volumes are bound, and one for the rest. */
  public tasksOf(workload: Workload): Task[] {
    return this.byWorkload.get(workload) ?? [];
  }

  public daemonOf(workload: Workload): Daemon | undefined {
    return this.daemons.find((daemon) => daemon.workload === workload);
  }

  public get daemonShortages(): DaemonShortage[] {
    return this.daemons.flatMap(({ shortages }) => shortages);
  }

  /** The node of that name, by its index; undefined where there is none. */
  public nodeNamed(name: string): number | undefined {
    this.byName ??= new Map(this.nodes.map((node, index) => [node.name, index]));
    return this.byName.get(name);
  }

  /** The requests of a pod by resource index, devices and disks included. */
  public requestsOf(workload: Workload): Float64Array {
    const { requests } = workload.pod;
    const devices = this.devices.demandOf(workload).counts;
    const { disks } = this.claims.use(workload);
    return Float64Array.from(this.resources, (resource, index) =>
      index === 0
        ? 1
        : (requests.get(resource)
          ?? devices.get(resource)
          ?? (resource.startsWith(DISKS) ? disks.get(resource.slice(DISKS.length)) : undefined)
          ?? 0),
    );
  }

  /** The value of a node's topology label; each node is its own domain of the host name. */
  public domain(node: number, topologyKey: string): string | undefined {
    return getOrMake(this.domains, topologyKey, () =>
      this.nodes.map(({ name, labels }) => topologyKey === HOSTNAME ? name : labels.get(topologyKey)))[node];
  }

  /** Nodes that a task may use. */
  public nodesOf({ eligible }: Task): number[] {
    return getOrMake(this.nodesByEligibility, eligible, () =>
      this.nodes.flatMap((_, node) => eligible[this.groupOf[node]] ? [node] : []));
  }

  /** Room on an empty node of a group, beside its daemons but for those that have gone. */
  public roomOfGroup(group: number, gone: readonly Daemon[] = []): Float64Array {
    return gone.length === 0 ? this.groupRoom[group]
      : this.roomWithout(this.firstOf[group], (daemon) => gone.includes(daemon));
  }

  /**
   * Room of a node for a task that has daemons of lower priority removed where it must, and beside daemons that have
   * gone.
   */
  public roomFor(task: Task, node: number, gone: readonly Daemon[] = []): Float64Array {
    return this.roomWithout(node, (daemon) => mayEvict(task.rank, daemon.rank) || gone.includes(daemon));
  }

  private roomWithout(node: number, hasGone: (daemon: Daemon) => boolean): Float64Array {
    const left = this.daemonsOn[node].filter(hasGone);
    return left.length === 0 ? this.room[node]
      : this.room[node].map((room, resource) => left.reduce((sum, { requests }) => sum + requests[resource], room));
  }

  /** What keeps an old and a new pod of one workload out of one domain, a node for host ports. */
  public repulsionsAcross(old: Workload, fresh: Workload): RepelledPair[] {
    const both = [...new Set([old, fresh])];
    return repelledPairs(both, new RelationIndex(this.model, both))
      .filter(({ one, two, perRevision }) => (old === fresh ? !perRevision : one !== two));
  }

  /** Whether a task is among those of which some node could hold a pod. */
  public holdsSome(task: Task): boolean {
    return this.held.has(task);
  }

  /** Some node of a group. */
  public nodeOfGroup(group: number): number {
    return this.firstOf[group];
  }

  /** Evictions for claimed devices free none, and those for its own anti-affinity may be undone at once (tasks.ts). */
  private rankOfDaemon(workload: Workload, priorities: PriorityIndex): Rank {
    const { pod } = workload;
    const isDoubtful = pod.deviceClaims.length + pod.antiAffinity.length > 0;
    return { ...priorities.rankOf(workload), ...isDoubtful ? { isDoubtful } : {} };
  }

  /** Whether some daemon on a node has to make room for a task. */
  public makesRoom({ rank }: Task, node: number): boolean {
    const daemons = this.daemonsOn[node];
    return daemons.length > 0 && daemons.some((daemon) => mayEvict(rank, daemon.rank));
  }

  private demandOfDaemon(
    workload: Workload, priorities: PriorityIndex, admitted: (demand: NodeDemand) => number[],
  ): DaemonDemand {
    const claims = this.claims.use(workload);
    const wanted = admitted({ pod: workload.pod, daemon: true, volumes: [] });
    const reaching = new Set(admitted({ pod: workload.pod, daemon: true, volumes: claims.bound }));
    return {
      workload, requests: this.requestsOf(workload), rank: this.rankOfDaemon(workload, priorities), wanted,
      closed: this.outside.closedTo(workload.pod),
      evicts: this.outside.ranks.some((rank) => mayEvict(priorities.rankOf(workload), rank)),
      claims: claimsOfDaemon(workload, claims, this.nodes, { wanted, reaching }),
      unmodelled: [
        ...unmodelledOf(this.devices, workload),
        ...caveats(asDaemon(workload.pod), wanted.map((node) => this.nodes[node])),
        ...wanted.length > 1 ? this.devices.demandOf(workload).shared
          .map(({ claim }) => `resource claim ${claim}, which its pods on several nodes share`) : [],
      ],
    };
  }

  /** Nodes that pods can tell from others of their kind: by what stands there, or as they are named. */
  private signs(
    workloads: Workload[], demands: NodeDemand[], admitted: (demand: NodeDemand) => number[],
  ): NodeSign[] {
    const { daemons, outside, nodes } = this;
    return [
      ...daemons.map((daemon, index): NodeSign => [`d${index}`, daemon.nodes]),
      ...this.model.podSets.map(({ pod }, index): NodeSign => [`o${index}`, outside.closedTo(pod)]),
      ...workloads.flatMap((workload, index) => workload.pod.affinity
        .filter(({ topologyKey }) => topologyKey === HOSTNAME)
        .map((term): NodeSign => [`a${index}`, outside.selected(workload, term)])),
      ...nodes.flatMap((node, index) => node.outside.flatMap(({ workload: { pod, namespace } }) =>
        pod.deviceClaims.filter(({ claimName }) => claimName !== undefined)
          .map(({ claimName }): NodeSign => [`c${namespace}/${claimName}`, [index]]))),
      ...demands.filter(tellsNodesApart).map((demand, index): NodeSign => [`${index}`, admitted(demand)]),
    ];
  }

  private demands(workloads: Workload[]): NodeDemand[] {
    return workloads.flatMap((workload): NodeDemand[] => [
      { pod: workload.pod, daemon: workload.kind === 'DaemonSet', volumes: this.claims.use(workload).bound },
      ...workload.kind === 'StatefulSet' ? this.claims.boundOrdinals(workload)
        .map((ordinal) => ({ pod: workload.pod, volumes: this.claims.use(workload, ordinal).bound })) : [],
    ]);
  }

  private nodesThatLet(demand: NodeDemand, kinds: string[]): number[] {
    const known = new Map<string, boolean>();
    const byKind = !tellsNodesApart(demand);
    return this.nodes.flatMap((node, index) => {
      const key = byKind ? kinds[index] : node.name;
      const yes = getOrMake(known, key, () => lets(demand, node));
      return yes && (demand.daemon || !this.outside.closedTo(demand.pod).has(index)) ? [index] : [];
    });
  }
}
