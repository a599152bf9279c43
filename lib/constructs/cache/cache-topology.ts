import { isCount } from '../../kubernetes/count';
import { checkCall } from '../../kubernetes/shapes/check-shape';

/**
 * Options for `CacheTopology.replicated`.
 */
export interface CacheReplicatedOptions {
  /**
   * Pods that copy the first one and answer reads.
   *
   * @default 2
   */
  readonly copies?: number;
}

/**
 * How many pods a cache has, and which of them takes writes.
 */
export class CacheTopology {
  /** One pod: seconds without a cache at each update. */
  public static single(): CacheTopology {
    return new CacheTopology(0);
  }

  /**
   * One pod that takes writes, and others that copy it and answer reads. Nobody takes its place while it is away: reads
   * go on, and writes wait for it.
   *
   * @throws when there is no copy
   */
  public static replicated(options: CacheReplicatedOptions = {}): CacheTopology {
    checkCall('CacheTopology.replicated', { options });
    const { copies = 2 } = options;
    if (!isCount(copies, 1)) {
      throw new Error(`copies ${copies} is not a whole number from 1; write 1 or more, or CacheTopology.single()`);
    }
    return new CacheTopology(copies);
  }

  private constructor(
    /** Pods that copy the first one. */
    public readonly copies: number,
  ) {}

  /** Whether there are copies. */
  public get isReplicated(): boolean {
    return this.copies > 0;
  }
}
