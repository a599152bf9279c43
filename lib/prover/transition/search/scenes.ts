import { getOrMake } from '../../../util/get-or-make';
import { Component } from '../../placement';
import { Scene } from './joint-search';
import { Mover } from '../release/mover';
import { Release } from '../release/release';

/** What may meet the movers of a release: made once for all that meet each other. */
export class Scenes {
  private readonly together = new Map<Component, Scene>();

  constructor(private readonly release: Release) {}

  /** Of a mover, when it moves by itself or all do. */
  public of(mover: Mover, isTogether: boolean): Scene {
    const component = this.release.around(mover, isTogether);
    if (!isTogether) {
      return this.scene(component, [mover]);
    }
    return getOrMake(this.together, component, () => {
      const inside = new Set(component.tasks.map((task) => this.release.moverOfTask(task)));
      return this.scene(component, this.release.movers.filter((each) => inside.has(each)));
    });
  }

  private scene(component: Component, movers: readonly Mover[]): Scene {
    const { release } = this;
    return { ...component, capacity: release.capacity, movers, startOf: (task) => release.startOf(task) };
  }
}
