import { oncePer } from '../../util/once-per';
import { Cluster } from '../../cluster';
import { Admission } from '../admission';
import { Capacity } from '../placement';
import { AsTheyStand } from './steady/as-they-stand';
import { Drains } from './drain';
import { presumptions } from './doubts/presumptions';
import { SteadyState } from './steady/steady-state';

/** What all plans of the same pods on the same nodes rest on, whichever workloads they are asked for. */
export class CommonGround {
  /** Made once: several changes are tried of one input, and of each first what it is for and then the rest. */
  public static of(admission: Admission, cluster: Cluster): CommonGround {
    return CommonGround.known(admission)(cluster);
  }

  private static readonly known = oncePer((admission: Admission) =>
    oncePer((cluster: Cluster) => new CommonGround(admission, cluster)));

  public readonly capacity: Capacity;
  public readonly drains: Drains;
  public readonly standing: AsTheyStand;
  public readonly presumed: readonly string[];

  private constructor({ model }: Admission, cluster: Cluster) {
    this.capacity = new Capacity(model, cluster);
    const steady = SteadyState.of(this.capacity);
    this.standing = new AsTheyStand(cluster, model, this.capacity);
    this.drains = new Drains(model, cluster, this.capacity, steady, this.standing);
    this.presumed = presumptions(model, cluster);
  }
}
