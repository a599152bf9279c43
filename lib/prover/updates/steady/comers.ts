import { getOrMake } from '../../../util/get-or-make';
import { oncePer } from '../../../util/once-per';
import { Model, PodTemplate, Workload } from '../../../manifests';
import {
  admits, Daemon, goesByRoom, mayOutrank, mostDestroyed, PriorityIndex, SlotBounds, Task,
} from '../../placement';

/** Kinds whose pods stay on a node that is drained, or come to no other. */
const STAYING: ReadonlySet<string> = new Set(['DaemonSet', 'Node']);

/** A pod outside the manifests that is made again elsewhere when its node is drained. */
interface Comer extends Pick<Task, 'requests' | 'rank' | 'workload'> {
  readonly owner: string;
  readonly pod: PodTemplate;
}

/** Slots of a task that pods outside the manifests may take, and one of those. */
export interface Taken {
  readonly slots: number;
  readonly owner: string;
}

/** Its pod where no node is named; found once, however many changes are tried. */
const anywhere = oncePer(({ pod }: Workload): PodTemplate => ({ ...pod, nodeName: undefined }));

const NONE: Taken = { slots: 0, owner: '' };

/**
 * Pods outside the manifests stand where they are, until their node is drained: then their controllers make them again
 * (kubernetes pkg/registry/core/pod/storage/eviction.go deletes them), and they come to other nodes.
 */
export class Comers {
  private readonly byNode = new Map<number, readonly Comer[]>();
  private readonly evicting = new Map<number, readonly Comer[]>();
  private readonly priorities: PriorityIndex;

  constructor(model: Model, private readonly bounds: SlotBounds) {
    this.priorities = new PriorityIndex(model);
  }

  /**
   * Most slots of a task that those of one node of a group may take on other nodes: of each resource a pod takes what
   * it asks for, so that no more slots go than the resource of which it asks for most in slots. They keep no pods of
   * the task off: those of a node that takes some do not.
   */
  public takenFrom(group: number, task: Task): Taken {
    return this.most(group, task, () => true);
  }

  /** The same of those that may have pods of the task evicted. */
  public evictedFrom(group: number, task: Task): Taken {
    return this.most(group, task, ({ rank }) => mayOutrank(rank, task.rank));
  }

  /** Who may have a pod of a daemon evicted, as it is not sure of a free slot. */
  public evictorOf({ rank, nodes }: Daemon): string | undefined {
    const { capacity } = this.bounds;
    return capacity.nodes.flatMap((_, node) => this.evictorsOn(node)).find((comer) => mayOutrank(comer.rank, rank)
      && nodes.some((node) => admits(capacity.nodes[node], comer.pod)))?.owner;
  }

  /** Whether some of them have a lower priority than pods of a task. */
  public mayBeEvictedBy({ rank }: Task): boolean {
    return this.bounds.capacity.outside.ranks.some((each) => mayOutrank(rank, each));
  }

  /** Who may be evicted by pods of one of these, and come to the nodes of a task. */
  public victimOf(evictors: readonly Task[], task: Task): string | undefined {
    const { capacity } = this.bounds;
    const mayEvict = (node: number, { rank }: Comer) => evictors.some((each) =>
      each !== task && each.eligible[capacity.groupOf[node]] && mayOutrank(each.rank, rank));
    const victims = evictors.length === 0 ? []
      : capacity.nodes.flatMap((_, node) => this.comersOn(node).filter((comer) => mayEvict(node, comer)));
    return victims.find(({ pod }) => capacity.nodesOf(task).some((node) => admits(capacity.nodes[node], pod)))?.owner;
  }

  private most(group: number, task: Task, counts: (comer: Comer) => boolean): Taken {
    const { capacity } = this.bounds;
    return capacity.groups[group].nodes.reduce((most, { exists, name, outside }) => {
      const node = exists && outside.length > 0 ? capacity.nodeNamed(name) : undefined;
      if (node === undefined) {
        return most;
      }
      const mayCome = (comer: Comer) => counts(comer)
        && capacity.nodesOf(task).some((other) => other !== node && admits(capacity.nodes[other], comer.pod));
      const comers = this.comersOn(node).filter(mayCome);
      const slots = comers.reduce((sum, { requests }) => sum + mostDestroyed(task, requests), 0);
      // Who is evicted by those comes as well.
      const evictor = this.evictorsOn(node).find(({ rank }) => capacity.nodes.some((_, other) => other !== node
        && this.comersOn(other).some((victim) => mayOutrank(rank, victim.rank) && mayCome(victim))));
      return evictor ? { slots: Infinity, owner: evictor.owner }
        : slots > most.slots ? { slots, owner: comers[0].owner } : most;
    }, NONE);
  }

  private comersOn(node: number): readonly Comer[] {
    const { capacity } = this.bounds;
    return getOrMake(this.byNode, node, () => capacity.nodes[node].outside.flatMap(({ workload, owner, maker }) =>
      maker === undefined || STAYING.has(maker) ? [] : [{
        owner, workload, pod: anywhere(workload), requests: capacity.requestsOf(workload),
        rank: this.priorities.rankOf(workload),
      }]));
  }

  /** Those of a node that outrank somebody and may find no free slot: the scheduler looks for victims only then. */
  private evictorsOn(node: number): readonly Comer[] {
    const { outside, daemons } = this.bounds.capacity;
    return getOrMake(this.evicting, node, () => this.comersOn(node).filter((comer) =>
      [...outside.ranks, ...daemons.map(({ rank }) => rank)].some((rank) => mayOutrank(comer.rank, rank))
      && !this.isSure(comer, node)));
  }

  private isSure(comer: Comer, node: number): boolean {
    const { capacity } = this.bounds;
    const task = { ...asTask(comer), eligible: capacity.groups.map(({ nodes: [first] }) => admits(first, comer.pod)) };
    const sizes = capacity.groups.map(({ nodes, index }) => nodes.length - Number(index === capacity.groupOf[node]));
    const sought = this.comersOn(node).reduce((sum, other) =>
      sum + (other === comer ? 1 : mostDestroyed(task, other.requests)), 0);
    return goesByRoom(comer.workload.pod) && this.bounds.guaranteed(task, sizes, sought) >= sought;
  }
}

/** Counts by itself beside all others, none of which it evicts. */
function asTask({ requests, rank, workload }: Comer): Omit<Task, 'eligible'> {
  return {
    requests, workload, rank: { ...rank, evicts: false }, index: -1, least: 0, most: 0, repulsions: [], attractions: [],
    spreads: [], claims: FREE, ties: [], closedBy: new Map(), ousts: new Map(), unmodelled: [],
  };
}

const FREE: Task['claims'] = {
  attachment: 'free', unknown: [], shared: [], bound: [], staysInZone: false, zonal: [], local: [], perhapsZonal: [],
  staysOnNode: false, unseenVolumes: [], refusals: [], unprovided: [], placedEarly: [], placedAnew: [],
  disks: new Map(),
};
