import { Cluster } from '../../../cluster';
import { Before, keyOf, Model, Workload } from '../../../manifests';
import { Capacity, Component, Components, Daemon, slotsIn, Task, ZONE } from '../../placement';
import { leavingDaemons } from '../../updates';
import { isEvicted } from '../../updates/ends';
import { Change, isOtherwise } from '../change/change';
import { Mover, moverOf, moves } from './mover';

const RELEASES = new WeakMap<Capacity, Release>();

/** What runs and what is asked on one set of nodes: old and new pods of every workload whose pods come or go. */
export class Release {
  /** Made once for all plans of the same change on the same nodes. */
  public static of(...made: ConstructorParameters<typeof Release>): Release {
    const [, , asked, changes] = made;
    const known = RELEASES.get(asked);
    const release = known?.changes === changes ? known : new Release(...made);
    RELEASES.set(asked, release);
    return release;
  }

  public readonly capacity: Capacity;
  public readonly movers: Mover[];
  private readonly byTask = new Map<Task, Mover>();
  private readonly byWorkload = new Map<Workload, Mover>();
  /** Of all that stands at some time, and of what stands before. */
  private whole?: Components;
  private atRest?: Components;
  private leaving?: readonly Daemon[];
  private hidden?: readonly Task[];

  /**
   * `model` is admitted, and has the workloads as they are asked for and those that stay; `asked` is counted from it.
   */
  constructor(
    model: Model,
    cluster: Cluster,
    private readonly asked: Capacity,
    private readonly changes: ReadonlyMap<string, Change>,
    /** Nodes on which pods stand when the change begins, by the key of their object. */
    public readonly places: Before['places'] = new Map(),
  ) {
    const former = new Map(
      [...changes.values()].flatMap((change): [Change, Workload][] => {
        const { before, from, to, kind } = change;
        // Old pods that are more than the new ones are counted by themselves.
        const differ = kind === 'deleted' || !change.isAlike || from.most > to.most;
        const stands = before && before.kind !== 'DaemonSet' && moves(change) && differ;
        return stands ? [[change, { ...before, replicas: from.most, least: from.least, companions: [] }]] : [];
      }),
    );
    const workloads = new Map(model.workloads.map((workload) => [keyOf(workload.manifest), workload]));
    const whole = severalWithVolumes(changes, former, workloads);
    this.capacity = former.size === 0 && ![...whole].some((each) => asked.tasksOf(each).length > 1) ? asked
      : new Capacity(model.withPods([...former.values()]), cluster, new Map(), whole);
    this.movers = [...changes].flatMap(([key, change]): Mover[] => {
      const workload = change.after && workloads.get(key);
      if (!moves(change) || (change.after ?? change.before)!.kind === 'DaemonSet') {
        return [];
      }
      const fresh = workload && this.capacity.taskOf(workload);
      const old = former.get(change);
      const tasks = { fresh, old: old ? this.capacity.taskOf(old) : change.kind === 'new' ? undefined : fresh };
      const mover = { ...moverOf(change, tasks), isBound: fresh && this.isBound(fresh) };
      if (workload) {
        this.byWorkload.set(workload, mover);
      }
      [mover.old, mover.fresh].forEach((task) => task && this.byTask.set(task, mover));
      return [mover];
    });
  }

  /** A DaemonSet among those that change whose pods use some of the nodes, or find no room on them. */
  public daemonAmong(nodes: readonly number[], isMeant: (change: Change) => boolean): Workload | undefined {
    return this.capacity.daemons.find(({ workload, nodes: own, shortages }) => {
      const change = this.changeOf(workload);
      return change !== undefined && isMeant(change) && nodes.some((node) => own.includes(node)
        || shortages.some((shortage) => shortage.node === this.capacity.nodes[node]));
    })?.workload;
  }

  /**
   * Whether pods of DaemonSets may hold more of some nodes than the room there has subtracted: old ones that asked for
   * more or keep others off, or that stay because the new ones find no place (kubernetes
   * pkg/controller/daemon/update.go `rollingUpdate`).
   */
  public mayHoldMore(nodes: readonly number[]): boolean {
    return this.uncounted().some(({ eligible }) => nodes.some((node) => eligible[this.capacity.groupOf[node]]))
      || this.capacity.daemons.some(({ workload, nodes: own, shortages, requests }) => {
      const change = this.changeOf(workload);
      if (!change || !isOtherwise(change)) {
        return false;
      }
      const old = change.before ? this.capacity.requestsOf(change.before) : requests;
      return nodes.some((node) => shortages.some((shortage) => shortage.node === this.capacity.nodes[node])
        || (own.includes(node)
          && (!change.isResized || old.some((amount, resource) => amount > requests[resource]))));
    });
  }

  /**
   * Tasks with pods that find room on no node beside the pods of DaemonSets, and perhaps did before these changed, or
   * do while these are away.
   */
  private uncounted(): readonly Task[] {
    const { capacity } = this;
    const changed = capacity.daemons.filter(({ workload }) => this.changeOf(workload)?.kind === 'updated');
    const fits = ({ requests }: Task, node: number) =>
      slotsIn(capacity.roomOfGroup(capacity.groupOf[node], changed), requests) > 0;
    this.hidden ??= changed.length === 0 ? [] : capacity.tasks.filter((task) => !capacity.holdsSome(task)
      && (this.startOf(task) > 0 || this.byTask.has(task))
      && capacity.nodesOf(task).some((node) => fits(task, node)));
    return this.hidden;
  }

  /** Whether old pods of another DaemonSet may keep the pods of one off its nodes, unlike the new ones. */
  public keepsOff(daemon: Daemon): boolean {
    return this.capacity.daemons.some(({ workload, nodes }) => workload !== daemon.workload
      && this.changeOf(workload)?.isResized === false && nodes.some((node) => daemon.nodes.includes(node)));
  }

  /**
   * Whether old pods of another DaemonSet may stay on nodes of one, with all that they hold there and keep off, because
   * the new ones find no room (kubernetes pkg/controller/daemon/update.go `rollingUpdate` stops no more than
   * maxUnavailable of them).
   */
  public staysOnNodesOf(daemon: Daemon): boolean {
    return this.capacity.daemons.some(({ workload, shortages }) => {
      const change = this.changeOf(workload);
      return workload !== daemon.workload && change?.kind === 'updated' && isOtherwise(change)
        && shortages.some(({ node }) => daemon.nodes.includes(this.capacity.nodes.indexOf(node)));
    });
  }

  /** Whether pods of the tasks may have pods of DaemonSets removed from the nodes, for more room than single ways know. */
  public evictsDaemon(tasks: readonly Task[], nodes: readonly number[]): boolean {
    return this.capacity.daemons.some((daemon) =>
      isEvicted(daemon, tasks) && daemon.nodes.some((node) => nodes.includes(node)));
  }

  /** DaemonSets whose pods leave room to others while everything changes; when single movers do, none does. */
  public leavingBeside(movers: ReadonlySet<Mover>): readonly Daemon[] {
    this.leaving ??= leavingDaemons(this.capacity, (task) => this.byTask.has(task));
    return movers.size === this.movers.length ? this.leaving : [];
  }

  public moverOf(workload: Workload): Mover | undefined {
    return this.byWorkload.get(workload);
  }

  /** The mover that a task's pods are of; undefined for pods that stay. */
  public moverOfTask(task: Task): Mover | undefined {
    return this.byTask.get(task);
  }

  public changeOf(workload: Workload): Change | undefined {
    return this.changes.get(keyOf(workload.manifest));
  }

  /** Whether volumes of some pods of a task are bound to fewer nodes than all that it may use in their zone. */
  private isBound(task: Task): boolean {
    const { asked } = this;
    const zoneOf = (node: number) => asked.domain(node, ZONE);
    const all = this.capacity === asked ? [] : this.capacity.nodesOf(task);
    const parts = asked.tasksOf(task.workload).filter(({ ordinal }) => ordinal !== undefined);
    return all.length > 0 && parts.some((part) => {
      const own = asked.nodesOf(part);
      const zones = new Set(own.map(zoneOf));
      return all.filter((node) => zones.has(zoneOf(node))).length > own.length;
    });
  }

  /**
   * How many of the new pods of a mover have volumes in the zone of each of some nodes; undefined where that is not
   * known of all.
   */
  public homesOf({ fresh }: Mover): ReadonlyMap<number, number> | undefined {
    const homes = new Map<number, number>();
    const parts = fresh && this.capacity !== this.asked ? this.asked.tasksOf(fresh.workload) : [];
    for (const part of parts) {
      const [first, ...rest] = this.asked.nodesOf(part);
      const zoneOf = (node: number) => this.asked.domain(node, ZONE);
      const zone = first === undefined ? undefined : zoneOf(first);
      if (part.ordinal === undefined || zone === undefined || rest.some((node) => zoneOf(node) !== zone)) {
        return undefined;
      }
      homes.set(first, (homes.get(first) ?? 0) + 1);
    }
    return parts.length > 1 ? homes : undefined;
  }

  /** Pods of a task when the change begins: none of a new shape. */
  public startOf(task: Task): number {
    const mover = this.byTask.get(task);
    return !mover ? task.most : mover.old === task ? mover.from : 0;
  }

  /** Tasks and nodes that may decide about a mover, when it moves by itself or all do. */
  public around(mover: Mover, isTogether: boolean): Component {
    if (isTogether) {
      this.whole ??= this.allThatMeet();
      return this.whole.around(...shapesOf(mover));
    }
    this.atRest ??= new Components(this.capacity, this.thatStand((task) => this.startOf(task) > 0));
    return this.atRest.around(...shapesOf(mover));
  }

  private allThatMeet(): Components {
    const shapes = this.movers.map(shapesOf);
    return new Components(this.capacity, [...new Set([...this.thatStand(() => true), ...shapes.flat()])], shapes);
  }

  private thatStand(isThere: (mover: Task) => boolean): Task[] {
    return this.capacity.placeable.filter((task) => task.most > 0 && (!this.byTask.has(task) || isThere(task)));
  }
}

/**
 * Old and new pods that come and go, of workloads that have several of them with volumes of their own: which of them a
 * step is of is not followed, so that each counts as one that may have any of these volumes.
 */
function severalWithVolumes(
  changes: ReadonlyMap<string, Change>, former: ReadonlyMap<Change, Workload>, asked: ReadonlyMap<string, Workload>,
): ReadonlySet<Workload> {
  return new Set([...changes].flatMap(([key, change]) => {
    const isOne = Math.max(change.from.most, change.to.most) < 2;
    return isOne || !moves(change) ? [] : [former.get(change), asked.get(key)].flatMap((each) => each ?? []);
  }));
}

/** The tasks of a mover: its old and its new pods, once where they are the same. */
export function shapesOf({ old, fresh }: Mover): Task[] {
  return old === undefined || old === fresh ? fresh ? [fresh] : [] : fresh ? [old, fresh] : [old];
}
