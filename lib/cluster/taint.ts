import { UserError } from '../util/user-error';
import { checkCall } from '../kubernetes/shapes/check-shape';

/** What a taint may do to pods that do not tolerate it. @internal */
export const TAINT_EFFECTS: readonly string[] = ['NoSchedule', 'NoExecute', 'PreferNoSchedule'];

/** A taint of a node (https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/). */
export class Taint {
  /** New pods without a toleration stay away. */
  public static noSchedule(key: string, value = ''): Taint {
    checkCall('Taint.noSchedule', { key, value });
    return new Taint(key, value, 'NoSchedule');
  }

  /** Pods without a toleration stay away, and running ones are evicted. */
  public static noExecute(key: string, value = ''): Taint {
    checkCall('Taint.noExecute', { key, value });
    return new Taint(key, value, 'NoExecute');
  }

  /** The scheduler prefers other nodes; never keeps a pod off. */
  public static preferNoSchedule(key: string, value = ''): Taint {
    checkCall('Taint.preferNoSchedule', { key, value });
    return new Taint(key, value, 'PreferNoSchedule');
  }

  /**
   * A taint as the API spells it.
   *
   * @throws when the effect is none of the three Kubernetes knows
   */
  public static of(key: string, value: string, effect: string): Taint {
    checkCall('Taint.of', { key, value, effect });
    if (!TAINT_EFFECTS.includes(effect)) {
      throw new UserError(
        `taint '${key}'`,
        `effect '${effect}' is unknown`,
        'write NoSchedule, NoExecute or PreferNoSchedule',
      );
    }
    return new Taint(key, value, effect);
  }

  private constructor(
    /** Key, such as `nvidia.com/gpu`. */
    public readonly key: string,
    /** Value; empty where it has none. */
    public readonly value: string,
    /** `NoSchedule`, `NoExecute` or `PreferNoSchedule`. */
    public readonly effect: string,
  ) {}
}
