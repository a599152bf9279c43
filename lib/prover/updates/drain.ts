import { listed } from '../../kubernetes/listed';
import { Capacity, HOSTNAME, kindOf, NodeGroup, Placement, Shortage, SlotBounds, Task, ZONE } from '../placement';
import { disruptionsAllowed } from '../../kubernetes/arithmetic';
import { countBudget, DisruptionBudget, Model } from '../../manifests';
import { unlessHeldOutside } from './words/held-outside';
import { lateBudgets } from './doubts/late-budgets';
import { lostInDrain } from './steady/lost-pods';
import { DrainJudgement } from './words/rollout-plan';
import { Size } from './needs/size';
import { SteadyState } from './steady/steady-state';
import { openClaims } from './needs/update-needs';
import { spreadNeverBlocks } from './needs/spread';
import { homeless, nameOf, shortageText } from './words/wording';

/** What pods of one kind lose with a node. */
interface Loss {
  /** What keeps one of them Pending for certain without a node of a pool. */
  readonly pending?: { readonly pool: string; readonly shortage: Shortage };
  /** Nodes of which one is not sure to be spared. */
  readonly worst?: NodeGroup;
}

/** Judges drains: what nodes can spare is counted once for all workloads of one kind. */
export class Drains {
  private readonly known = new Map<string, Loss>();

  constructor(
    private readonly model: Model, private readonly capacity: Capacity, private readonly bounds: SlotBounds,
    private readonly steady: SteadyState,
  ) {}

  /**
   * Whether all pods of a workload find room after any one node that exists is drained, and whether a budget lets them
   * leave.
   */
  public judge(task: Task): DrainJudgement {
    const evictionBlockedBy = blockingBudgets(this.model, task);
    const late = evictionBlockedBy.length > 0 ? [] : lateBudgets(this.model, task.workload);
    const judged = (verdict: DrainJudgement['verdict'], witness: string[] = []): DrainJudgement => ({
      verdict: verdict === 'proven' && late.length > 0 ? 'possible' : verdict, witness: [...witness, ...late],
      evictionBlockedBy,
    });
    if (task.most === 0) {
      return judged('proven');
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
      return judged('unknown', open);
    }
    const refused = homeless(this.capacity, task);
    if (refused.length > 0) {
      return judged('impossible', refused);
    }
    const lost = lostInDrain(task, Math.max(...this.bounds.emptySlots(task)));
    const { pending, worst } = this.lossOf(task);
    return lost?.verdict === 'impossible' ? judged(lost.verdict, lost.witness)
      : pending ? judged('impossible', [this.pendingText(task, pending)])
        : worst ? judged('possible', [this.perhapsText(task, worst)])
          : lost ? judged(lost.verdict, lost.witness) : unlessHeldOutside(task, judged('proven'));
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
      .find(({ index }) => !findsRoomWithout(capacity, bounds, task, index));
    return { worst };
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

/**
 * Whether a pod of the workload stays Pending after some drain, whatever stands where. Its evicted pod needs room that
 * is not its own: where others that stay, and one pod more, ask for more of a resource than there is, no room is left.
 * Where the nodes but one cannot hold the pods by themselves, one stands on that node and finds no other.
 */
function certainlyPending(capacity: Capacity, bounds: SlotBounds, task: Task): Loss['pending'] {
  const empty = bounds.emptySlots(task);
  const mayStand = ({ index }: NodeGroup) => empty[index] > 0
    || (task.eligible[index] && capacity.makesRoom(task, capacity.nodeOfGroup(index)));
  // A node that holds no pod of it by itself loses none.
  for (const group of bounds.outlivesAnyNode(task) ? [] : capacity.groups) {
    const { nodes } = group;
    const node = mayStand(group) ? nodes.find(({ exists }) => exists) : undefined;
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
  const group = capacity.groups.find(mayStand);
  const after = group
    && bounds.shortage(task, task.most, { without: capacity.nodeOfGroup(group.index), settled: true });
  return after && { pool: group.nodes[0].pool, shortage: after };
}

/**
 * Slots beyond those that the pods need, wherever the others stand: a node that has no more may go, as a placement
 * without it is one with it on which nobody uses it. None where more than room decides.
 */
function spareSlots(capacity: Capacity, bounds: SlotBounds, task: Task): number {
  const { ties, attractions, spreads, claims, apart, most } = task;
  const isPlain = attractions.length === 0 && apart === undefined && !claims.staysOnNode && !staysInZone(task)
    && ties.every(({ users }) => users.length === 1) && (ties.length === 0 || most === 1);
  const lost = Math.max(0, ...bounds.emptySlots(task));
  const spare = isPlain ? Math.max(0, bounds.guaranteed(task, undefined, most + lost) - most) : 0;
  const isEven = spreads.length === 0
    || (spare >= lost && spreadNeverBlocks(capacity, bounds, task, [whileEvicted(task)], { lost }));
  return isEven ? spare : 0;
}

function whileEvicted({ most }: Task): Size {
  return { replicas: most, bounds: { maxSurge: 0, maxUnavailable: 1, recreate: false } };
}

/**
 * Whether the pods are sure to find room when one node of a group is gone: in the zone of their volumes, and where
 * spread lets them.
 */
function findsRoomWithout(capacity: Capacity, bounds: SlotBounds, task: Task, group: number): boolean {
  if (
    task.ties.some(({ users, topologyKey }) => users.length > 1 || (topologyKey === HOSTNAME && task.most > 1))
    || task.attractions.length > 0
  ) {
    return false;
  }
  if (task.claims.staysOnNode) {
    return false;
  }
  const sizes = capacity.groups.map(({ nodes }, index) => index === group ? nodes.length - 1 : nodes.length);
  const [first] = capacity.groups[group].nodes;
  const home = staysInZone(task) ? first.labels.get(ZONE) : undefined;
  const zone = home === undefined ? undefined : bounds.domainSizes(ZONE).get(home);
  const inside = zone ? sizes.map((size, index) => Math.min(size, zone[index] - (index === group ? 1 : 0))) : sizes;
  return bounds.guaranteed(task, inside, task.most) >= task.most
    && (task.spreads.length === 0 || (zone === undefined
      && spreadNeverBlocks(capacity, bounds, task, [whileEvicted(task)], { nodes: sizes })));
}

/** A volume that nobody knows to reach every zone follows its pod to any node of its zone only. */
function staysInZone(task: Task): boolean {
  return task.claims.staysInZone || task.ties.some(({ topologyKey }) => topologyKey === ZONE);
}

/** Budgets under which no pod of the workload may ever be evicted while all are healthy. */
export function blockingBudgets(model: Model, task: Task): string[] {
  const ofAll = model.budgetsOf(task.workload);
  const ofSome = model.budgetsOfSome(task.workload);
  if (ofAll.length > 1 || (ofAll.length === 1 && ofSome.length > 0)) {
    const budgets = [...ofAll, ...ofSome];
    return budgets.map(
      ({ manifest }) =>
        `${manifest.id}: ${budgets.length} budgets select the pod, and the eviction API refuses a pod with more than one`,
    );
  }
  return [
    ...ofAll.flatMap((budget) => refusal(model, budget) ?? []),
    ...ofSome.flatMap((budget) => refusalForSome(budget) ?? []),
  ];
}

/** A budget of single pods, which labels of their own name: `statefulset.kubernetes.io/pod-name: db-0`. */
function refusalForSome({ manifest, selector, ...limits }: DisruptionBudget): string | undefined {
  const named = (selector?.requirements ?? [])
    .filter(({ operator }) => operator === 'In')
    .map(({ values }) => values.length);
  const pods = Math.max(1, ...named);
  return disruptionsAllowed(limits, pods) === 0
    ? `${manifest.id}: of the ${pods === 1 ? 'pod' : `${pods} pods`} that it selects by labels of their own ` +
      'it lets none leave'
    : undefined;
}

function refusal(model: Model, budget: DisruptionBudget): string | undefined {
  const { manifest, maxUnavailable, minAvailable } = budget;
  const { allowed, pods, uncountable } = countBudget(model, budget);
  if (uncountable.length > 0) {
    const names = listed(uncountable.map(nameOf));
    return `${manifest.id}: it cannot count the pods of ${names}, which have no scale, and then refuses every eviction`;
  }
  if (allowed !== 0) {
    return undefined;
  }
  return maxUnavailable === undefined && minAvailable === undefined
    ? `${manifest.id}: neither minAvailable nor maxUnavailable is written, which allows no eviction`
    : `${manifest.id}: ${maxUnavailable !== undefined ? 'maxUnavailable' : 'minAvailable'} ${maxUnavailable ?? minAvailable} of ${pods} ` +
        'allows no eviction';
}
