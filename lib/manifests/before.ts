import { Model } from './model';

/** What runs before a change. */
export interface Before {
  readonly model: Model;
  /** Where it was read, in words: `git:main (0123abc)`. */
  readonly name: string;
  /** What it has and the manifests have not is deleted with the change; left as it runs when false. */
  readonly prune: boolean;
  /**
   * It was read from a cluster, which keeps what an apply does not write.
   *
   * @default false
   */
  readonly isLive?: boolean;
  /**
   * On which nodes the pods of objects stand: pods by node name, by the key of the object (`keyOf`).
   *
   * @default - they may stand anywhere
   */
  readonly places?: ReadonlyMap<string, ReadonlyMap<string, number>>;
}
