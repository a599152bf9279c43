import { getOrMake } from '../../../util/get-or-make';
import { oncePer } from '../../../util/once-per';
import { Capacity } from '../capacity';
import { EligibilityClasses } from './eligibility-classes';

/** So many nodes, and the slots of an empty one, by group. */
export interface NodesInView {
  readonly sizes: readonly number[];
  readonly slots: readonly number[];
  /** Both in words. */
  readonly told: string;
}

/**
 * Groups whose nodes offer the same and may be used by the same tasks, as those of several zones: counting room does
 * not tell them apart. All their nodes are counted as those of the first of them.
 */
export class AlikeGroups {
  /** By group: the first one like it. */
  private readonly firstLike: readonly number[];
  /** By group: what its nodes offer, in words. */
  private readonly rooms: readonly string[];

  /** `roomOfComers`: what a node of a group holds of other pods than the one in question. */
  constructor(capacity: Capacity, roomOfComers: (group: number) => Float64Array) {
    const classes = EligibilityClasses.of(capacity);
    const first = new Map<string, number>();
    this.rooms = capacity.groups.map(({ index }) =>
      `${capacity.roomOfGroup(index).join()}|${roomOfComers(index).join()}`);
    this.firstLike = capacity.groups.map(({ index }) => {
      const key = `${this.rooms[index]}|${classes.on(index).join()}`;
      return getOrMake(first, key, () => index);
    });
  }

  /** What nodes of a group offer, in words. */
  public told(group: number): string {
    return this.rooms[group];
  }

  /** Nodes on which there are slots, with those of groups that are alike counted together; neither list changes. */
  public view(sizes: readonly number[], slots: readonly number[]): NodesInView {
    return this.views(sizes)(slots);
  }

  private readonly views = oncePer((sizes: readonly number[]) =>
    oncePer((slots: readonly number[]) => this.together(sizes, slots)));

  private together(sizes: readonly number[], slots: readonly number[]): NodesInView {
    const together = { sizes: sizes.map(() => 0), slots: sizes.map(() => 0) };
    for (let group = 0; group < sizes.length; group++) {
      if (sizes[group] > 0 && slots[group] > 0) {
        const first = this.firstLike[group];
        together.sizes[first] += sizes[group];
        together.slots[first] = slots[group];
      }
    }
    return { ...together, told: together.sizes.join() };
  }
}
