import { getOrMake } from '../../../util/get-or-make';
import { oncePer } from '../../../util/once-per';
import { copyOf, HOSTNAME, Placement, slotsIn, Task } from '../../placement';
import { keyOf, Workload } from '../../../manifests';
import { alikeTogether, crowdAtEnd, slotsTakenBy } from './crowd-at-end';
import { countedAmongOthers } from './counted-half-way';
import { crowdsHalfWay } from './crowd-half-way';
import { lossesOn, shapesOfFormer } from '../release/former-pods';
import { Crowd, LeastOpen } from './least-open';
import { mostOnNodes } from '../release/limits-in-domains';
import { mostTaken } from './most-taken';
import { Mover } from '../release/mover';
import { Release, shapesOf } from '../release/release';
import { SureSlots } from './spread-at-ends';
import { Start } from '../search/starts';

/** Who may meet the pods of a mover. */
export interface Meeting {
  readonly tasks: readonly Task[];
  /** Movers whose pods may be anywhere; the one in question may be among them, and is not counted. */
  readonly movers: readonly Mover[];
  /**
   * Those of them that are finished where nothing moves any more.
   *
   * @default - none
   */
  readonly through?: ReadonlySet<Mover>;
}

/** Whether others than a mover may be anywhere. */
export function hasOthers({ movers }: Pick<Meeting, 'movers'>, mover: Mover): boolean {
  return movers.some((each) => each !== mover);
}

/** What some nodes keep for the new pods of a mover, however many of its old ones stand there. */
interface OnNodes {
  /** Sure slots, less those that others may take. */
  readonly slots: number;
  /** The most slots that so many old pods, or fewer, take which stand there; none further where more of them cannot. */
  readonly taken: readonly number[];
  /** Its prices are asked only where slots do not do. */
  readonly open: () => LeastOpen;
}

const NOWHERE: ReadonlyMap<number, number> = new Map();
const NOBODY: ReadonlySet<Mover> = new Set();

const setOf = oncePer((movers: readonly Mover[]): ReadonlySet<Mover> => new Set(movers));

/** Where the pods stand that run when a change begins, as far as a snapshot tells. */
export class KnownPlaces {
  /** Made once for all plans of a release. */
  public static readonly of = oncePer((release: Release) => new KnownPlaces(release));

  private readonly placement: Placement;
  private readonly unknown = new Set<Task>();
  private known?: Start;
  private resting?: Placement;
  private readonly loose = new WeakMap<readonly Task[], readonly Task[]>();
  /** By whether it is finished, and by nodes. */
  private readonly crowds = [false, true].map((isSure) => oncePer((mover: Mover) => ({
    crowd: crowdAtEnd(mover, this.stays(mover), isSure), on: new Map<readonly number[] | undefined, Crowd>(),
  })));

  constructor(private readonly release: Release) {
    const { capacity } = release;
    this.placement = new Placement(capacity);
    for (const task of capacity.tasks.filter((each) => release.startOf(each) > 0)) {
      const places = [...(this.placesOf(task) ?? [])].map(([name, pods]) => ({ node: capacity.nodeNamed(name), pods }));
      const pods = places.reduce((sum, each) => sum + each.pods, 0);
      // Those of an update half way are counted by themselves: the template that is asked for may be that of none.
      const isHalfWay = release.changeOf(task.workload)?.halfWay !== undefined;
      if (isHalfWay || pods !== release.startOf(task) || places.some(({ node }) => node === undefined)) {
        this.unknown.add(task);
      } else {
        places.forEach(({ node, pods: there }) => this.placement.add(task, node!, there));
      }
    }
    // Nodes that offer less than what stands there are not as they are described.
    capacity.tasks.filter(({ index }) => [...this.placement.places[index].keys()].some((node) =>
      this.placement.room[node].some((left) => left < 0))).forEach((task) => this.unknown.add(task));
  }

  /** Whether all that runs is known to stand somewhere. */
  public get areComplete(): boolean {
    return this.unknown.size === 0;
  }

  /** The one start at which these tasks stand where they do; undefined where that is not known of one. */
  public start(tasks: readonly Task[]): Start | undefined {
    if (tasks.some((task) => this.unknown.has(task))) {
      return undefined;
    }
    this.known ??= { from: this.placement, scratch: copyOf(this.placement) };
    return this.known;
  }

  /**
   * The fewest slots that the new pods of a mover find on some nodes (on all of them, where none are named), those that
   * they have taken themselves included, while so many of its old pods stand where they began, wherever these are.
   * All that may meet it (`tasks`) stand where they do, but for other `movers`, which may be anywhere, and beside these
   * those of which no place is known. Undefined where nothing is counted, or not only room decides.
   */
  public slotsOf(mover: Mover, meeting: Meeting): SureSlots | undefined {
    const { old, fresh, from, to, discipline, former } = mover;
    const { tasks, movers, through = NOBODY } = meeting;
    const othersMove = hasOthers(meeting, mover);
    const isOf = (task: Task) => {
      const its = this.release.moverOfTask(task);
      return its !== undefined && its !== mover && setOf(movers).has(its);
    };
    const loose = this.looseAmong(tasks).filter((task) => task !== old && task !== fresh && !isOf(task));
    const isMoving = (task: Task) => isOf(task) || loose.includes(task);
    const addsOld = discipline === 'roll' && old !== undefined && old !== fresh && from < to;
    if (!fresh || addsOld || (old && this.unknown.has(old)) || (!othersMove && loose.length > 0)
      || fresh.repulsions.some(({ other, topologyKey }) =>
        (other === old ? topologyKey !== HOSTNAME : isMoving(other)))
      || (fresh.apart && (fresh.apart.topologyKey !== HOSTNAME || fresh.apart.perRevision))) {
      return undefined;
    }
    const { slots, losses, roomOn } = this.onEachNode({ ...mover, fresh }, othersMove);
    const roomiest = Math.max(0, ...slots.values());
    const countOn = (nodes: readonly number[] | undefined): OnNodes => {
      const some = (nodes ?? [...slots.keys()]).filter((node) => slots.has(node));
      const itself = setOf(movers).has(mover) ? this.crowdsOf(mover, nodes, through.has(mover)) : [];
      const crowds = alikeTogether([
        ...this.crowdsOn(movers, through, nodes),
        ...itself.map(({ pods, shapes }) => ({ pods: -pods, shapes })),
        ...loose.map((task) => ({ pods: Math.max(task.most, this.release.startOf(task)), shapes: [task.requests] })),
      ]);
      const all = some.reduce((sum, node) => sum + slots.get(node)!, 0);
      let open: LeastOpen | undefined;
      return {
        slots: all - crowds.reduce((sum, each) => sum + slotsTakenBy(each, fresh, roomiest), 0),
        taken: mostTaken([
          ...some.flatMap((node) => losses.has(node) ? [losses.get(node)!] : []),
          ...former?.waiting.map((each) => [0, slotsTakenBy({ pods: 1, shapes: [each] }, fresh, roomiest)]) ?? [],
        ]),
        open: () => {
          open ??= new LeastOpen(fresh.requests, some.map(roomOn), crowds);
          return open;
        },
      };
    };
    const counted = new Map<readonly number[] | undefined, OnNodes>();
    return (stand, nodes) => {
      const on = getOrMake(counted, nodes, () => countOn(nodes));
      const least = on.slots - on.taken[Math.min(stand, on.taken.length - 1)];
      if (!othersMove || least > to) {
        return Math.max(0, least);
      }
      const own = [
        ...old === undefined || old === fresh ? [] : [old.requests], ...former ? shapesOfFormer(former) : [],
      ];
      // Each old pod keeps new ones off one node at most.
      const keptOff = isRepelled({ old, fresh }) || former?.keepOff ? stand : 0;
      return Math.max(0, least, on.open().beside({ pods: stand, shapes: own }, to + 1 + keptOff) - keptOff);
    };
  }

  /**
   * Slots of new pods on each node that is open to them, without the old ones, and how many of these so many old pods
   * take that stood there.
   */
  private onEachNode(
    mover: Mover & { readonly fresh: Task }, othersMove: boolean,
  ): {
    slots: ReadonlyMap<number, number>; losses: ReadonlyMap<number, readonly number[]>;
    roomOn: (node: number) => Float64Array;
  } {
    const { fresh, old } = mover;
    const { capacity } = this.release;
    const placement = othersMove ? this.atRest() : this.placement;
    const homes = old ? [...this.placement.places[old.index]] : [];
    const standing = othersMove && !this.stays(mover) ? [] : homes;
    const former = [...mover.former?.on ?? []];
    standing.forEach(([node, pods]) => placement.add(old!, node, -pods));
    const most = fresh.apart ? 1 : Infinity;
    const isKeptOff = isRepelled(mover);
    const slotsBeside = (node: number, pods: number) => pods > 0 && isKeptOff ? 0 : Math.min(most, slotsIn(
      pods === 0 ? placement.room[node]
        : placement.room[node].map((room, resource) => room - pods * old!.requests[resource]), fresh.requests,
    ));
    const open = capacity.nodesOf(fresh).filter((node) => placement.isOpen(fresh, node));
    const slots = new Map(open.map((node) => [node, slotsBeside(node, 0)]));
    // Others are as they are when somebody looks.
    const begun = new Map(standing.map(([node]) => [node, placement.room[node].slice()]));
    const roomOn = (node: number) => begun.get(node) ?? placement.room[node];
    const losses = new Map((old === fresh ? [] : homes).map(([node, pods]): [number, readonly number[]] =>
      [node, Array.from({ length: pods + 1 }, (_, there) => slotsBeside(node, 0) - slotsBeside(node, there))]));
    former.filter(([node]) => slots.has(node)).forEach(([node, pods]) =>
      losses.set(node, lossesOn(placement.room[node], pods, fresh, { most, keepOff: mover.former!.keepOff })));
    standing.forEach(([node, pods]) => placement.add(old!, node, pods));
    return { slots, losses, roomOn };
  }

  /** What stays where it stands alone: pods of movers are left out, but for those that nobody stops. */
  private atRest(): Placement {
    if (!this.resting) {
      this.resting = copyOf(this.placement);
      const { capacity, movers } = this.release;
      const leaving = new Set(movers.filter((mover) => !this.stays(mover)).flatMap(shapesOf));
      for (const task of capacity.tasks.filter((each) => leaving.has(each) || this.isLoose(each))) {
        [...this.resting.places[task.index]].forEach(([node, pods]) => this.resting!.add(task, node, -pods));
      }
    }
    return this.resting;
  }

  /** What is known of many movers is asked for each of them. */
  private looseAmong(tasks: readonly Task[]): readonly Task[] {
    return getOrMake(this.loose, tasks, () => tasks.filter((task) => this.isLoose(task)));
  }

  /** Pods of movers that may be on some nodes, or anywhere: counted once for all that meet each other. */
  private crowdsOn(
    movers: readonly Mover[], through: ReadonlySet<Mover>, nodes: readonly number[] | undefined,
  ): readonly Crowd[] {
    return getOrMake(this.together(movers)(through), nodes, () =>
      alikeTogether(movers.flatMap((each) => this.crowdsOf(each, nodes, through.has(each)))));
  }

  private readonly together = oncePer((_: readonly Mover[]) =>
    oncePer((_: ReadonlySet<Mover>) => new Map<readonly number[] | undefined, readonly Crowd[]>()));

  /** Pods of a mover that may be on some nodes, or anywhere. */
  private crowdsOf(mover: Mover, nodes: readonly number[] | undefined, isSure: boolean): readonly Crowd[] {
    const halfWay = isSure ? undefined : this.countedHalfWay(mover);
    const { crowd, on } = this.crowds[isSure ? 1 : 0](mover);
    return halfWay ? crowdsHalfWay(halfWay) : [getOrMake(on, nodes, () => {
      const begun = this.begunOf(mover);
      const most = nodes && begun
        ? mostOnNodes(this.release.capacity, mover, nodes, begun, this.stays(mover)) : Infinity;
      return most < crowd.pods ? { ...crowd, pods: most } : crowd;
    })];
  }

  /** A mover half way among all others; undefined where its pods of former templates are not told. */
  public readonly countedHalfWay = oncePer((mover: Mover) => countedAmongOthers(
    this.release, mover, (node) => this.roomBeside(mover.fresh!.workload, node)));

  /** Nodes on which the old pods of a mover stood; undefined where that is not known of all. */
  public begunOf(mover: Mover): ReadonlyMap<number, number> | undefined {
    return shapesOf(mover).some((task) => this.isLoose(task)) ? undefined
      : mover.old ? this.podsOf(mover.old) : NOWHERE;
  }

  /** Its pods may be anywhere: of some it is not known, or an autoscaler stops and makes them. */
  private isLoose(task: Task): boolean {
    return this.unknown.has(task) || task.least < task.most;
  }

  /** Whether all old pods of a mover stay where they are known to stand, and others come beside them. */
  private stays(mover: Mover): boolean {
    const { discipline, from, to, change } = mover;
    return discipline === 'scale' && from <= to && change.isAutoscaled !== true && change.from.least === from
      && shapesOf(mover).every((task) => !this.isLoose(task));
  }

  /** What pods of others than a workload leave of a node. */
  public roomBeside(workload: Workload, node: number): Float64Array {
    const { capacity } = this.release;
    const [daemon, old] = [capacity.daemonOf(workload), this.release.moverOf(workload)?.old];
    const own = new Set([...capacity.tasksOf(workload), ...old ? [old] : []]);
    const room = Float64Array.from(this.placement.room[node]);
    const add = (requests: Float64Array, pods: number) =>
      requests.forEach((amount, resource) => { room[resource] += pods * amount; });
    own.forEach((task) => add(task.requests, this.placement.count(task, node)));
    if (daemon?.nodes.includes(node)) {
      add(daemon.requests, 1);
    }
    return room;
  }

  /** Nodes on which its pods stand; none where that is not known. */
  public nodesOf({ index }: Task): readonly number[] {
    return [...this.placement.places[index].keys()];
  }

  /** The same with how many of them stand there. */
  public podsOf({ index }: Task): ReadonlyMap<number, number> {
    return this.placement.places[index];
  }

  private placesOf(task: Task): ReadonlyMap<string, number> | undefined {
    const { capacity, places } = this.release;
    const { workload } = task;
    const isWhole = workload.companions.length === 0 && capacity.tasksOf(workload).length === 1;
    return isWhole ? places?.get(keyOf(workload.manifest)) : undefined;
  }
}

/** Whether no new pod may come to a node on which an old one stands. */
function isRepelled({ old, fresh }: Pick<Mover, 'old' | 'fresh'>): boolean {
  return fresh?.repulsions.some(({ other }) => other === old) === true;
}
