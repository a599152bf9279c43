import { Placement } from '../../placement';
import { ActorMoves } from './actor-moves';
import { ActorPods, NUMBERS, ROWS } from './actor-pods';
import { Cells } from './cells';
import { DaemonMoves } from './daemon-moves';
import { Made } from './quota-meter';
import { Step } from './step';
import { World } from './world';

/**
 * Everything that moves in a change, as its controllers, the scheduler and the volumes let it: nothing that can happen
 * is left out, so that what all ends agree on is certain. A pod that has its node and its volume is ready at once, and
 * one that is stopped is gone at once: slower ones only leave fewer choices in between.
 */
export class WorldMoves implements Made {
  private readonly cells: Cells;
  private readonly pods: readonly ActorPods[];
  private readonly actors: readonly ActorMoves[];
  private readonly daemons: readonly DaemonMoves[];

  /** `placement` is changed by every step; nodes of one name, all as long, are exchangeable. */
  constructor(
    public readonly placement: Placement, private readonly world: World, nameOf: (node: number) => string,
  ) {
    const { actors, daemons, nodes, meter } = world;
    this.cells = new Cells(placement, nodes, actors.length * ROWS + daemons.length, actors.length * NUMBERS, nameOf);
    this.pods = actors.map((actor, at) => new ActorPods(actor, world, this.cells, at));
    this.actors = this.pods.map((pods, at) =>
      new ActorMoves(pods, world, at, (which) => meter.allows(this, at, which)));
    this.daemons = daemons.map((daemon, at) =>
      new DaemonMoves(daemon, this.cells, actors.length * ROWS + at, !meter.isIdle));
  }

  public steps(): Step[] {
    return [
      ...this.actors.flatMap((actor) => actor.steps()),
      ...this.daemons.flatMap((daemon, at) => daemon.nodes(() => this.world.meter.allowsDaemon(this, at))
        .map((node): Step => ({ who: this.actors.length + at, kind: 'on its node', node }))),
    ];
  }

  /** Whether what may come next may as well never do so: of controllers that wait for another pod of theirs first. */
  public mayRest(steps: readonly Step[]): boolean {
    const { meter } = this.world;
    return steps.every(({ who, node }) => who < this.actors.length ? this.actors[who].mayRest()
      : this.daemons[who - this.actors.length].mayRest(node, () => meter.allowsDaemon(this, who - this.actors.length)));
  }

  public isThrough(who: number): boolean {
    return who < this.actors.length ? this.actors[who].isThrough() : this.daemons[who - this.actors.length].isThrough();
  }

  /** A node on which a new pod of a DaemonSet waits. */
  public waitingAt(who: number): number | undefined {
    return this.daemons[who - this.actors.length].waitingAt();
  }

  public do(step: Step): void {
    this.cells.save();
    if (step.who < this.actors.length) {
      this.actors[step.who].do(step);
    } else {
      this.daemons[step.who - this.actors.length].do(step.node);
    }
  }

  public undo(): void {
    this.cells.undo();
  }

  /** The same for states that go on alike. */
  public key(): string {
    return this.cells.key();
  }

  public oldOf(actor: number): number {
    return this.pods[actor].oldMade;
  }

  public freshOf(actor: number): number {
    return this.pods[actor].freshMade;
  }

  public oldOfDaemon(daemon: number): number {
    return this.daemons[daemon].old();
  }

  public freshOfDaemon(daemon: number): number {
    return this.daemons[daemon].fresh();
  }
}
