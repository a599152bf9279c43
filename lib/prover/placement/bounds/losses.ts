import { Task } from '../tasks/task';

/** What the others can take of one task, as far as it is the same however many nodes of each group are looked at. */
export interface Losses {
  readonly task: Task;
  readonly empty: readonly number[];
  readonly byPod: number;
  readonly filled: number;
  /** Of each resource: what the others ask of it, and the slots that it buys, the cheapest first. */
  readonly byResource: readonly { readonly budget: number; readonly targets: readonly Target[] }[];
}

/** Slots of a node of a group that cost the same. */
export interface Target {
  readonly group: number;
  readonly slots: number;
  /** Slots for one unit of the resource. */
  readonly density: number;
  /** What those ask of the resource that may come to the group. */
  readonly within: number;
}

/** Others' pods spend their requests on the cheapest slots, each resource by itself. */
export function destroyedByResource({ byResource }: Losses, sizes: readonly number[]): number {
  let destroyed = 0;
  for (const { budget, targets } of byResource) {
    let left = budget;
    for (const { group, slots, density, within } of targets) {
      if (left <= 0) {
        break;
      }
      const spent = Math.min(left, within, slots * sizes[group] / density);
      destroyed += spent * density;
      left -= spent;
    }
  }
  return Math.floor(destroyed + 1e-6);
}
