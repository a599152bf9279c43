import { Task, ZONE } from '../../placement';
import { freshWanted } from '../../updates';
import { takesOne } from '../../updates/ends';
import { wantedFirst } from '../search/joint-moves';
import { Cells } from './cells';
import { Actor, World } from './world';

/** Rows of an actor, by node: its old and new pods, places that volumes keep for pods to come, its shared volume. */
export const ROWS = 4;
/** Numbers of an actor: old pods that its controller wants, pods without a volume yet, pods that exist. */
export const NUMBERS = 4;

const NOBODY: ReadonlyMap<number, number> = new Map();

/** Where the pods of an actor are, where its volumes are, and what its controller wants of them. */
export class ActorPods {
  public readonly old: number;
  public readonly fresh: number;
  private readonly home: number;
  private readonly holder: number;

  constructor(
    public readonly actor: Actor, private readonly world: World, private readonly cells: Cells,
    private readonly at: number,
  ) {
    [this.old, this.fresh, this.home, this.holder] = Array.from({ length: ROWS }, (_, row) => at * ROWS + row);
    const places = actor.old ? [...cells.placement.places[actor.old.index]] : [];
    places.forEach(([node, pods]) => cells.set(this.old, node, pods));
    if (places.length > 0) {
      this.bind(places[0][0]);
      cells.set(this.holder, places[0][0], actor.attachment === 'node' ? 1 : 0);
    }
    this.wanted = wantedFirst(actor);
    this.further = actor.ownReach === 'everywhere' ? 0 : Math.max(0, actor.to - actor.from);
    this.oldMade = world.meter.isIdle ? 0 : actor.from;
  }

  /** Old pods that the controller wants. */
  public get wanted(): number {
    return this.cells.scalar(this.at * NUMBERS);
  }

  public set wanted(pods: number) {
    this.cells.setScalar(this.at * NUMBERS, pods);
  }

  /** Pods to come with volumes that are made for them. */
  public get further(): number {
    return this.cells.scalar(this.at * NUMBERS + 1);
  }

  public set further(pods: number) {
    this.cells.setScalar(this.at * NUMBERS + 1, pods);
  }

  /** Old pods that exist, counted where a quota counts them. */
  public get oldMade(): number {
    return this.cells.scalar(this.at * NUMBERS + 2);
  }

  public set oldMade(pods: number) {
    this.cells.setScalar(this.at * NUMBERS + 2, pods);
  }

  /** New pods that exist, counted where a quota counts them. */
  public get freshMade(): number {
    return this.cells.scalar(this.at * NUMBERS + 3);
  }

  public set freshMade(pods: number) {
    this.cells.setScalar(this.at * NUMBERS + 3, pods);
  }

  /** New pods that are made, or are going to be as soon as the controller looks again. */
  public get freshWanted(): number {
    return freshWanted(this.actor, { oldPods: this.count(this.old), oldWanted: this.wanted });
  }

  public count(row: number): number {
    return this.cells.sum(row);
  }

  /** Pods of one kind that run: those that share a volume do where it is. */
  public ready(row: number): number {
    return this.actor.attachment !== 'node' ? this.count(row)
      : this.cells.where(this.holder).reduce((sum, node) => sum + this.cells.get(row, node), 0);
  }

  /** Nodes with old pods of which the controller deletes one first: those that wait for their volume, where some do. */
  public nextToGo(): number[] {
    const standing = this.cells.where(this.old);
    const idle = standing.filter((node) => this.actor.attachment === 'node' && this.cells.get(this.holder, node) === 0);
    return idle.length > 0 ? idle : standing;
  }

  /** Nodes to which the volume that all pods share may be attached; none while it is. */
  public attachable(): number[] {
    return this.actor.attachment !== 'node' || this.cells.where(this.holder).length > 0 ? []
      : this.world.nodes.filter((node) => this.cells.get(this.old, node) + this.cells.get(this.fresh, node) > 0);
  }

  public attach(node: number): void {
    this.cells.set(this.holder, node, 1);
  }

  /** Nodes that the scheduler may give a pod, its own volume not looked at. */
  public open(task: Task, row: number): number[] {
    const { attachment, discipline, sharedReach } = this.actor;
    if (attachment === 'pod' && this.count(this.old) + this.count(this.fresh) > 0) {
      return [];
    }
    const isBound = sharedReach !== 'everywhere' && this.cells.where(this.home).length > 0;
    const isToldApart = task.apart?.perRevision === true || task.spreads.some(({ perRevision }) => perRevision);
    const own = !isToldApart ? NOBODY : this.byNode(discipline === 'scale' ? [this.old, this.fresh] : [row]);
    return this.world.nodes.filter((node) => task.eligible[this.world.capacity.groupOf[node]]
      && (!isBound || this.cells.get(this.home, node) > 0)
      && takesOne(this.cells.placement, task, node, own));
  }

  /** Of these nodes, those near which a pod was that had a volume of its own, and whose successor has not come. */
  public nearOwn(nodes: readonly number[]): number[] {
    return nodes.filter((node) => this.cells.get(this.home, this.homeOf(node)) > 0);
  }

  /** Whether some such place is near none of these nodes. */
  public isLeftOut(nodes: readonly number[]): boolean {
    const near = new Set(nodes.map((node) => this.homeOf(node)));
    return this.actor.ownReach !== 'everywhere' && this.cells.where(this.home).some((home) => !near.has(home));
  }

  /** `takesPlace`: with the volume of one that was there. */
  public come(task: Task, row: number, node: number, takesPlace: boolean): void {
    this.cells.place(task, node, 1);
    this.cells.change(row, node, 1);
    if (takesPlace && this.actor.ownReach !== 'everywhere') {
      this.cells.change(this.home, this.homeOf(node), -1);
    }
    this.bind(node);
  }

  /** `comesBack`: a successor comes with its volume. */
  public leave(node: number, comesBack: boolean): void {
    this.cells.place(this.actor.old!, node, -1);
    this.cells.change(this.old, node, -1);
    this.oldMade -= this.world.meter.isIdle ? 0 : 1;
    if (comesBack && this.actor.ownReach !== 'everywhere') {
      this.cells.change(this.home, this.homeOf(node), 1);
    }
    if (this.cells.get(this.old, node) + this.cells.get(this.fresh, node) === 0) {
      this.cells.set(this.holder, node, 0);
    }
  }

  /** The volume that all pods of an actor mount is bound near the first of them, and stays there. */
  private bind(node: number): void {
    const { sharedReach } = this.actor;
    const { capacity, nodes } = this.world;
    if (sharedReach !== 'everywhere' && this.cells.where(this.home).length === 0) {
      nodes.filter((other) => other === node
        || (sharedReach === 'zone' && capacity.domain(other, ZONE) === capacity.domain(node, ZONE)))
        .forEach((other) => this.cells.set(this.home, other, 1));
    }
  }

  /** The node that stands for all from which a pod's own volume can be used. */
  private homeOf(node: number): number {
    const { capacity, nodes } = this.world;
    return this.actor.ownReach === 'node' ? node
      : nodes.find((other) => capacity.domain(other, ZONE) === capacity.domain(node, ZONE))!;
  }

  private byNode(rows: readonly number[]): ReadonlyMap<number, number> {
    const counts = this.world.nodes.map((node) =>
      [node, rows.reduce((sum, row) => sum + this.cells.get(row, node), 0)] as const);
    return new Map(counts.filter(([, pods]) => pods > 0));
  }
}
