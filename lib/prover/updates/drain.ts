import {
  Capacity, Daemon, HOSTNAME, kindOf, mayOutrank, NodeGroup, Placement, Shortage, SlotBounds, Task, ZONE,
} from '../placement';
import { Cluster } from '../../cluster';
import { Model } from '../../manifests';
import { unlessHeldOutside } from './words/held-outside';
import { Budgets } from './doubts/budgets';
import { AsTheyStand } from './steady/as-they-stand';
import { Comers } from './steady/comers';
import { whyCrowdedBeside } from './steady/lacking-daemons';
import { lostInDrain } from './steady/lost-pods';
import { DrainJudgement, Judgement } from './words/rollout-plan';
import { Size } from './needs/size';
import { SteadyState } from './steady/steady-state';
import { openClaims } from './needs/update-needs';
import { spreadNeverBlocks } from './needs/spread';
import { homeless } from './words/node-refusals';
import { nameOf, shortageText } from './words/wording';

/** What pods of one kind lose with a node. */
interface Loss {
  /** What keeps one of them Pending for certain without a node of a pool. */
  readonly pending?: { readonly pool: string; readonly shortage: Shortage };
  /** Nodes of which one is not sure to be spared. */
  readonly worst?: NodeGroup;
  /** Who may come elsewhere from there, outside the manifests, and takes the room that would be there. */
  readonly crowd?: string;
}

/** Judges drains: what nodes can spare is counted once for all workloads of one kind. */
export class Drains {
  private readonly known = new Map<string, Loss>();
  private readonly budgets: Budgets;
  private readonly comers: Comers;
  private readonly bounds: SlotBounds;

  constructor(
    private readonly model: Model, private readonly cluster: Cluster, private readonly capacity: Capacity,
    private readonly steady: SteadyState, private readonly standing: AsTheyStand,
  ) {
    this.bounds = steady.bounds;
    this.budgets = new Budgets(model, cluster);
    this.comers = new Comers(model, this.bounds);
  }

  /**
   * Whether all pods of a workload find room after any one node that exists is drained, and whether a budget lets them
   * leave.
   */
  public judge(task: Task): DrainJudgement {
    const { blockedBy: evictionBlockedBy, doubts } = this.budgets.of(task.workload);
    const judged = (verdict: DrainJudgement['verdict'], witness: string[] = []): DrainJudgement => ({
      verdict: verdict === 'proven' && doubts.length > 0 ? 'possible' : verdict, witness: [...witness, ...doubts],
      evictionBlockedBy,
    });
    const { verdict, witness } = this.roomAfter(task);
    return judged(verdict, witness);
  }

  /**
   * Whether the pods of a DaemonSet stay: those of a node that is drained do, and others may be evicted by pods that
   * come from there.
   */
  public judgeDaemon(daemon: Daemon): DrainJudgement {
    const { capacity, comers } = this;
    const mayMeet = ({ eligible }: Task) => daemon.nodes.some((node) => eligible[capacity.groupOf[node]]);
    const evictor = capacity.placeable.find((task) => task.most > 0 && mayOutrank(task.rank, daemon.rank)
      && mayMeet(task) && this.roomAfter(task).verdict !== 'proven');
    const by = evictor ? nameOf(evictor.workload) : comers.evictorOf(daemon);
    return {
      evictionBlockedBy: [],
      ...by === undefined ? { verdict: 'proven', witness: [] } : {
        verdict: 'possible',
        witness: [`${by} may have pods of ${nameOf(daemon.workload)} evicted, where a node is drained and it finds no ` +
          'other room: its priority may be higher'],
      },
    };
  }

  private roomAfter(task: Task): Judgement {
    if (task.most === 0) {
      return { verdict: 'proven', witness: [] };
    }
    const open = [
      ...task.unmodelled.map((what) => `not modelled: ${what}`),
      ...openClaims(task),
      ...(task.most > 1
        ? task.claims.unknown.map((claim) =>
            `several pods mount claim ${claim}, and its access mode is not in the input`)
        : []),
    ];
    if (open.length > 0) {
      return { verdict: 'unknown', witness: open };
    }
    const refused = homeless(this.capacity, task);
    if (refused.length > 0) {
      return { verdict: 'impossible', witness: refused };
    }
    const lost = lostInDrain(task, Math.max(...this.bounds.emptySlots(task)), this.model.options);
    if (lost?.verdict === 'impossible') {
      return lost;
    }
    const room = this.standing.besideDrain(task.workload, this.besideLacking(task, this.judgeRoom(task)));
    return room.verdict === 'proven' && lost ? lost : unlessHeldOutside(task, room);
  }

  private besideLacking(task: Task, room: Judgement): Judgement {
    const why = room.verdict === 'proven' ? whyCrowdedBeside(this.capacity, this.cluster, task) : undefined;
    return why === undefined ? room : { verdict: 'unknown', witness: [why] };
  }

  private judgeRoom(task: Task): Judgement {
    const { pending, worst, crowd } = this.lossOf(task);
    return pending ? { verdict: 'impossible', witness: [this.pendingText(task, pending)] }
      : worst ? { verdict: 'possible', witness: [this.perhapsText(task, worst, crowd)] }
        : { verdict: 'proven', witness: [] };
  }

  private lossOf(task: Task): Loss {
    const kind = kindOf(task);
    const loss = (kind === undefined ? undefined : this.known.get(kind)) ?? this.countLoss(task);
    if (kind !== undefined) {
      this.known.set(kind, loss);
    }
    return loss;
  }

  private countLoss(task: Task): Loss {
    const { capacity, bounds } = this;
    const pending = certainlyPending(capacity, bounds, task);
    if (pending) {
      return { pending };
    }
    const empty = bounds.emptySlots(task);
    const spare = spareSlots(capacity, bounds, task);
    // Where most is lost, it fails soonest.
    const worst = capacity.groups
      .filter(({ index, nodes }) => task.eligible[index] && empty[index] > spare && nodes.some(({ exists }) => exists))
      .sort((one, two) => empty[two.index] - empty[one.index])
      .find(({ index }) => !findsRoom(capacity, bounds, task, { without: index }));
    return worst ? { worst } : this.countComers(task);
  }

  /** Whether pods outside the manifests that leave with a node are sure to leave room to those of the task. */
  private countComers(task: Task): Loss {
    const { bounds, capacity, comers } = this;
    const isShared = ({ nodes }: NodeGroup) => nodes.some(({ exists, outside }) => exists && outside.length > 0);
    for (const group of capacity.groups.filter(isShared)) {
      const isLost = mayStand(capacity, bounds, task, group);
      const { slots, owner } = isLost ? comers.takenFrom(group.index, task) : comers.evictedFrom(group.index, task);
      const missing = { without: isLost ? group.index : undefined, taken: slots };
      if (slots > 0 && !findsRoom(capacity, bounds, task, missing)) {
        return { worst: group, crowd: owner };
      }
    }
    return {};
  }

  private pendingText(task: Task, { pool, shortage }: NonNullable<Loss['pending']>): string {
    return `without one node of pool ${pool}, ${shortageText(this.capacity, task, shortage)}`;
  }

  private perhapsText(task: Task, { nodes: [{ pool }] }: NodeGroup, crowd?: string): string {
    const name = nameOf(task.workload);
    if (crowd !== undefined) {
      return `after a drain of a node of pool ${pool}, room for ${name} depends on where ${crowd}, which stands there, goes`;
    }
    const tie = task.ties.find(({ users }) => users.length > 1 || task.most > 1);
    if (tie) {
      return `the pods that hold claim ${tie.claim} have to leave a node of pool ${pool} together, and the volume with them`;
    }
    if (task.claims.staysOnNode) {
      return `the volume of ${name} may be on the node that is drained, and its pod cannot leave it`;
    }
    const isOpen = (placement: Placement) =>
      this.capacity.nodesOf(task).some((node) => placement.slots(task, node) > 0);
    // Most find room in the first placement, so that no other has to be made.
    const hasRoom = (this.steady.example !== undefined && isOpen(this.steady.example))
      || this.steady.placements.some(isOpen);
    const zonal = staysInZone(task) && this.bounds.domainSizes(ZONE).size > 1 ? ' in the zone of its volume' : '';
    return hasRoom
      ? `after a drain of a node of pool ${pool}, room for ${name}${zonal} depends on where the other pods stand`
      : `no room was found for ${name} outside its present nodes; after a drain of a node of pool ${pool} it may stay Pending`;
  }
}

/**
 * Whether a pod of the workload stays Pending after some drain, whatever stands where. Its evicted pod needs room that
 * is not its own: where others that stay, and one pod more, ask for more of a resource than there is, no room is left.
 * Where the nodes but one cannot hold the pods by themselves, one stands on that node and finds no other.
 */
function certainlyPending(capacity: Capacity, bounds: SlotBounds, task: Task): Loss['pending'] {
  const mayBeOn = (group: NodeGroup) => mayStand(capacity, bounds, task, group);
  // A node that holds no pod of it by itself loses none.
  for (const group of bounds.outlivesAnyNode(task) ? [] : capacity.groups) {
    const { nodes } = group;
    const node = mayBeOn(group) ? nodes.find(({ exists }) => exists) : undefined;
    const shortage = node
      && bounds.shortage(task, task.most, { without: capacity.nodes.indexOf(node), others: 'absent', settled: true });
    if (shortage) {
      return { pool: nodes[0].pool, shortage };
    }
  }
  const crowded = bounds.shortage(task, task.most + 1, { settled: true });
  if (crowded?.resource === undefined || !capacity.nodesOf(task).every((node) => capacity.nodes[node].exists)) {
    return undefined;
  }
  // Told of the state after the drain, in which no pod counts twice. A node that held one had room for it at least: the
  // others have less than all pods ask for.
  const group = capacity.groups.find(mayBeOn);
  const after = group
    && bounds.shortage(task, task.most, { without: capacity.nodeOfGroup(group.index), settled: true });
  return after && { pool: group.nodes[0].pool, shortage: after };
}

/** Whether a node of a group has room for a pod, those of DaemonSets evicted that it may. */
function mayStand(capacity: Capacity, bounds: SlotBounds, task: Task, { index }: NodeGroup): boolean {
  return bounds.emptySlots(task)[index] > 0
    || (task.eligible[index] && capacity.makesRoom(task, capacity.nodeOfGroup(index)));
}

/**
 * Slots beyond those that the pods need, wherever the others stand: a node that has no more may go, as a placement
 * without it is one with it on which nobody uses it. None where more than room decides.
 */
function spareSlots(capacity: Capacity, bounds: SlotBounds, task: Task): number {
  const { spreads, most } = task;
  const lost = Math.max(0, ...bounds.emptySlots(task));
  const spare = isPlain(task) ? Math.max(0, bounds.guaranteed(task, undefined, most + lost) - most) : 0;
  const isEven = spreads.length === 0
    || (spare >= lost && spreadNeverBlocks(capacity, bounds, task, [whileEvicted(task)], { lost }));
  return isEven ? spare : 0;
}

/** Only room decides where pods go, and spread. */
function isPlain({ ties, attractions, claims, apart, most }: Task): boolean {
  const zonal = claims.staysInZone || ties.some(({ topologyKey }) => topologyKey === ZONE);
  return attractions.length === 0 && apart === undefined && !claims.staysOnNode && !zonal
    && ties.every(({ users }) => users.length === 1) && (ties.length === 0 || most === 1);
}

function whileEvicted({ most }: Task): Size {
  return { replicas: most, bounds: { maxSurge: 0, maxUnavailable: 1, recreate: false } };
}

/** What is missing for the pods that are to find room. */
interface Missing {
  /** One node of this group; none when absent. */
  readonly without?: number;
  /** Slots that others take. */
  readonly taken?: number;
}

/** Whether the pods are sure to find room all the same: in the zone of their volumes, and where spread lets them. */
function findsRoom(capacity: Capacity, bounds: SlotBounds, task: Task, { without, taken = 0 }: Missing): boolean {
  const isTied = task.ties.some(({ users, topologyKey }) =>
    users.length > 1 || (topologyKey === HOSTNAME && task.most > 1));
  if (isTied || task.attractions.length > 0 || task.claims.staysOnNode) {
    return false;
  }
  const less = (index: number) => Number(index === without);
  const sizes = capacity.groups.map(({ nodes }, index) => nodes.length - less(index));
  const sought = task.most + taken;
  const zones = staysInZone(task) ? homesOf(capacity, bounds, without) : [];
  if (zones.length > 0) {
    return task.spreads.length === 0 && zones.every((zone) => bounds.guaranteed(
      task, sizes.map((size, index) => Math.min(size, zone[index] - less(index))), sought) >= sought);
  }
  return bounds.guaranteed(task, sizes, sought) >= sought
    && spreadNeverBlocks(capacity, bounds, task, [whileEvicted(task)], { nodes: sizes, lost: taken });
}

/** Nodes by group of the zone that a node of a group is in; of each zone where none is named. */
function homesOf({ groups }: Capacity, bounds: SlotBounds, group: number | undefined): readonly number[][] {
  const all = bounds.domainSizes(ZONE);
  const home = group === undefined ? undefined : groups[group].nodes[0].labels.get(ZONE);
  return group === undefined ? [...all.values()] : [...all].flatMap(([name, zone]) => name === home ? [zone] : []);
}

/** A volume that nobody knows to reach every zone follows its pod to any node of its zone only. */
function staysInZone(task: Task): boolean {
  return task.claims.staysInZone || task.ties.some(({ topologyKey }) => topologyKey === ZONE);
}
