import {
  Capacity, Daemon, kindOf, mayOutrank, NodeGroup, Placement, SlotBounds, Task, toleratesNode, ZONE,
} from '../placement';
import { Cluster } from '../../cluster';
import { Model } from '../../manifests';
import { certainlyPending, findsRoom, mayStand, Pending, slotsOfOne, spareSlots, staysInZone } from './drain-room';
import { unlessHeldOutside } from './words/held-outside';
import { Budgets } from './doubts/budgets';
import { AsTheyStand } from './steady/as-they-stand';
import { Comers } from './steady/comers';
import { whyCrowdedBeside } from './steady/lacking-daemons';
import { lostInDrain } from './steady/lost-pods';
import { DrainJudgement, Judgement } from './words/rollout-plan';
import { SteadyState } from './steady/steady-state';
import { openClaims } from './needs/update-needs';
import { homeless } from './words/node-refusals';
import { nameOf, shortageText } from './words/wording';

/** What pods of one kind lose with a node. */
interface Loss {
  /** What keeps one of them Pending for certain without a node of a pool. */
  readonly pending?: Pending;
  /** Nodes of which one is not sure to be spared. */
  readonly worst?: NodeGroup;
  /** Why others, outside the manifests, may take the room that would be there. */
  readonly crowd?: string;
}

/** A node that is drained, and has no taints beside. */
const CORDONED = { unschedulable: true, taints: [] };
const COMES_BACK = 'its pods tolerate the cordon, and may come back to the node as long as that is there';

/** Judges drains: what nodes can spare is counted once for all workloads of one kind. */
export class Drains {
  private readonly known = new Map<string, Loss>();
  private readonly budgets: Budgets;
  private readonly comers: Comers;
  /** Tasks that are not sure of room, and may have pods outside the manifests evicted. */
  private evictors?: readonly Task[];
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
    const lost = lostInDrain(task, slotsOfOne(this.bounds, task), this.model.options);
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
    const why = pending ? this.pendingText(task, pending) : worst ? this.perhapsText(task, worst) : crowd;
    return why === undefined ? { verdict: 'proven', witness: [] }
      : pending && !toleratesNode(CORDONED, task.workload.pod.tolerations) ? { verdict: 'impossible', witness: [why] }
        : { verdict: 'possible', witness: [...pending ? [COMES_BACK] : [], why] };
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
    const loss = this.countRoom(task);
    const crowd = loss.pending || loss.worst ? undefined : this.crowdOf(task);
    return crowd === undefined ? loss : { crowd };
  }

  /** Whatever else leaves with a node. */
  private countRoom(task: Task): Loss {
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
    return { worst };
  }

  /**
   * Pods outside the manifests that leave with a node, or are evicted by pods that do, and may take the room of those
   * of the task.
   */
  private crowdOf(task: Task): string | undefined {
    const { bounds, capacity, comers } = this;
    const name = nameOf(task.workload);
    const isShared = ({ nodes }: NodeGroup) => nodes.some(({ exists, outside }) => exists && outside.length > 0);
    const crowds = capacity.groups.filter(isShared).flatMap((group) => {
      const isLost = mayStand(capacity, bounds, task, group);
      const { slots, owner } = isLost ? comers.takenFrom(group.index, task) : comers.evictedFrom(group.index, task);
      return slots > 0 ? [{ group, slots, owner, without: isLost ? group.index : undefined }] : [];
    });
    const most = Math.max(0, ...crowds.map(({ slots }) => slots));
    const isSure = most === 0 || spareSlots(capacity, bounds, task, most) >= slotsOfOne(bounds, task) + most;
    const crowd = isSure ? undefined
      : crowds.find(({ without, slots }) => !findsRoom(capacity, bounds, task, { without, taken: slots }));
    if (crowd) {
      return `after a drain of a node of pool ${crowd.group.nodes[0].pool}, room for ${name} depends on where ` +
        `${crowd.owner}, which stands there, goes`;
    }
    this.evictors ??= capacity.placeable.filter((each) => {
      const { pending, worst } = each.most > 0 && comers.mayBeEvictedBy(each) ? this.countRoom(each) : {};
      return (pending ?? worst) !== undefined;
    });
    const victim = comers.victimOf(this.evictors, task);
    return victim && `room for ${name} depends on where ${victim} goes, which pods that leave a node may have evicted`;
  }

  private pendingText(task: Task, { pool, shortage }: NonNullable<Loss['pending']>): string {
    return `without one node of pool ${pool}, ${shortageText(this.capacity, task, shortage)}`;
  }

  private perhapsText(task: Task, { nodes: [{ pool }] }: NodeGroup): string {
    const name = nameOf(task.workload);
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
