import { Cluster } from '../../cluster/cluster';
import { ClusterNode } from '../../cluster/cluster-node';
import { Model, Workload } from '../../manifests';
import { admits, groupNodes, NodeGroup, unknownLabels } from './node-group';
import { RepelledPair, repelledPairs } from './repulsions';
import { HOSTNAME, Task } from './task';

/** A DaemonSet pod that does not fit beside the node's other daemons. */
export interface DaemonShortage {
  readonly workload: Workload;
  readonly node: ClusterNode;
  readonly resource: string;
}

/** What the manifests ask, and what the cluster offers after DaemonSets, in numbers. */
export class Capacity {
  /** Resource names by index; the first is the number of pods. */
  public readonly resources: string[];
  public readonly nodes: ClusterNode[];
  /** Room of each node before any task is placed, by node and resource. */
  public readonly room: Float64Array[];
  public readonly groups: NodeGroup[];
  /** Group index by node. */
  public readonly groupOf: number[];
  public readonly tasks: Task[];
  /** Those of which some node could hold a pod; the pods of the others wait for ever and take no room. */
  public readonly placeable: Task[];
  public readonly daemonShortages: DaemonShortage[] = [];
  /** Nodes each DaemonSet runs on. */
  public readonly daemonNodes = new Map<Workload, number[]>();
  private readonly groupRoom: Float64Array[];
  private readonly byWorkload: Map<Workload, Task>;

  /**
   * Growing pools are counted at their largest: a pod that would fit on a node to be started is not stuck. `extra` are further pods
   * that stand beside those of a workload, as in the middle of an update.
   */
  constructor(model: Model, cluster: Cluster, private readonly extra: ReadonlyMap<Workload, number> = new Map()) {
    const templates = model.podSets.map(({ pod }) => pod);
    this.nodes = cluster._nodes;
    this.groups = groupNodes(this.nodes, templates);
    this.groupOf = new Array<number>(this.nodes.length);
    const position = new Map(this.nodes.map((node, index) => [node, index]));
    this.groups.forEach((group) => group.nodes.forEach((node) => { this.groupOf[position.get(node)!] = group.index; }));
    const requested = templates.flatMap(({ requests }) => [...requests].filter(([, amount]) => amount > 0).map(([name]) => name));
    this.resources = ['pods', ...new Set(requested)];
    this.room = this.nodes.map((node) => Float64Array.from(this.resources, (resource, index) =>
      index === 0 ? node.freePods : node.free.get(resource) ?? (resource === 'ephemeral-storage' ? Infinity : 0)));
    model.workloads.filter(({ kind }) => kind === 'DaemonSet').forEach((daemon) => this.takeDaemon(daemon));
    this.groupRoom = this.groups.map(({ index }) => Float64Array.from(this.resources, (_, resource) =>
      this.room.reduce((least, room, node) => this.groupOf[node] === index ? Math.min(least, room[resource]) : least, Infinity)));
    this.tasks = this.readTasks(model);
    this.placeable = this.tasks.filter(({ eligible, requests }) => this.room.some((room, node) =>
      eligible[this.groupOf[node]] && requests.every((amount, resource) => amount <= room[resource])));
    this.byWorkload = new Map(this.tasks.map((task) => [task.workload, task]));
  }

  public taskOf(workload: Workload): Task | undefined {
    return this.byWorkload.get(workload);
  }

  /** The requests of a pod by resource index. */
  public requestsOf({ pod }: Workload): Float64Array {
    return Float64Array.from(this.resources, (resource, index) => index === 0 ? 1 : pod.requests.get(resource) ?? 0);
  }

  /** The value of a node's topology label; each node is its own domain of the host name. */
  public domain(node: number, topologyKey: string): string | undefined {
    return topologyKey === HOSTNAME ? this.nodes[node].name : this.nodes[node].labels.get(topologyKey);
  }

  /** Room on the fullest empty node of a group: daemons that did not fit everywhere may make its nodes differ. */
  public roomOfGroup(group: number): Float64Array {
    return this.groupRoom[group];
  }

  private takeDaemon(workload: Workload): void {
    const requests = this.requestsOf(workload);
    const admitted = this.groups.map(({ nodes }) => admits(nodes[0], workload.pod, true));
    const on: number[] = [];
    this.room.forEach((room, node) => {
      if (!admitted[this.groupOf[node]]) {
        return;
      }
      const short = room.findIndex((left, resource) => left < requests[resource]);
      if (short >= 0) {
        this.daemonShortages.push({ workload, node: this.nodes[node], resource: this.resources[short] });
        return;
      }
      on.push(node);
      requests.forEach((amount, resource) => { room[resource] -= amount; });
    });
    this.daemonNodes.set(workload, on);
  }

  /** Labels that decide where the pods may run and that the description of the nodes leaves open. */
  private undescribed({ pod }: Workload): string[] {
    const open = this.groups.flatMap(({ nodes: [node] }) => admits(node, pod) ? unknownLabels(pod, node).map((key) => `label ${key} of pool ${node.pool}, which the description of the nodes does not give`) : []);
    return [...new Set(open)];
  }

  private readTasks(model: Model): Task[] {
    const workloads = model.podSets.filter((workload) => workload.kind !== 'DaemonSet');
    const tasks = workloads.map((workload, index): Task & { repulsions: Task['repulsions']; apart?: Task['apart'] } => {
      const { least, most } = model.sizeOf(workload);
      const more = this.extra.get(workload) ?? 0;
      return {
        index, workload,
        least: least + more,
        most: most + more,
        requests: this.requestsOf(workload),
        eligible: this.groups.map(({ nodes }) => admits(nodes[0], workload.pod)),
        repulsions: [],
        apart: undefined,
        unmodelled: [...unmodelled(workload), ...this.undescribed(workload)],
      };
    });
    const byWorkload = new Map(tasks.map((task) => [task.workload, task]));
    for (const pair of repelledPairs(workloads)) {
      const [one, two] = [byWorkload.get(pair.one)!, byWorkload.get(pair.two)!];
      if (one === two) {
        one.apart = stricter(one.apart, pair, one.unmodelled);
      } else {
        one.repulsions.push({ other: two, topologyKey: pair.topologyKey });
        two.repulsions.push({ other: one, topologyKey: pair.topologyKey });
      }
    }
    for (const { apart, eligible, unmodelled } of tasks) {
      if (apart && this.nodes.some((_, node) => eligible[this.groupOf[node]] && this.domain(node, apart.topologyKey) === undefined)) {
        unmodelled.push(`anti-affinity over ${apart.topologyKey} on nodes without that label`);
      }
    }
    return tasks;
  }
}

function stricter(known: Task['apart'], { topologyKey, perRevision }: RepelledPair, unmodelled: string[]): Task['apart'] {
  if (known && known.topologyKey !== topologyKey && known.topologyKey !== HOSTNAME && topologyKey !== HOSTNAME) {
    unmodelled.push(`anti-affinity over both ${known.topologyKey} and ${topologyKey}`);
  }
  if (perRevision && topologyKey !== HOSTNAME) {
    unmodelled.push(`anti-affinity of one revision over ${topologyKey}`);
  }
  if (known && known.perRevision !== perRevision && known.topologyKey !== topologyKey) {
    unmodelled.push('anti-affinity of one revision beside anti-affinity of all');
  }
  return {
    topologyKey: known && topologyKey === HOSTNAME ? known.topologyKey : topologyKey,
    perRevision: perRevision && (known?.perRevision ?? true),
  };
}

function unmodelled({ pod, undecided, unread }: Workload): string[] {
  return [
    ...undecided,
    ...unread,
    pod.affinity.length > 0 ? 'required pod affinity' : '',
    pod.schedulingGates > 0 ? 'scheduling gates' : '',
    pod.resourceClaims > 0 ? 'dynamic resource claims' : '',
    pod.schedulerName && pod.schedulerName !== 'default-scheduler' ? `scheduler '${pod.schedulerName}'` : '',
  ].filter(Boolean);
}
