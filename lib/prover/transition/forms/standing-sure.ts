import { getOrMake } from '../../../util/get-or-make';
import { Task } from '../../placement';
import { KnownPlaces } from './known-places';
import { Mover } from '../release/mover';
import { Release } from '../release/release';
import { isSureWhereItStands } from './where-it-stands';

/** Movers that meet, and all that does. */
export interface Met {
  readonly movers: readonly Mover[];
  readonly tasks: readonly Task[];
}

/** Those of them that are finished in every end, and those that this shows to find room. */
export interface Standing {
  readonly through: ReadonlySet<Mover>;
  readonly proven: ReadonlySet<Mover>;
}

/**
 * Movers that are finished in every end of a release, by where pods are known to stand: each that is proven leaves more
 * to the others, so that these are asked again (steps T2c and T2d of docs/explanation/proof.md).
 */
export class StandingSure {
  private readonly known = new WeakMap<readonly Task[], Standing>();

  /** `isThrough`: whether one that finds room is finished; a quota may refuse its pods, or others hold its volume. */
  constructor(
    private readonly release: Release, private readonly places: KnownPlaces,
    private readonly isThrough: (mover: Mover) => boolean,
  ) {}

  /** `sure` are those that are proven already. */
  public among({ movers, tasks }: Met, sure: ReadonlySet<Mover>): Standing {
    return getOrMake(this.known, tasks, () => this.find({ movers, tasks }, sure));
  }

  private find({ movers, tasks }: Met, sure: ReadonlySet<Mover>): Standing {
    const found = new Set(movers.filter((mover) => sure.has(mover)));
    const proven = new Set<Mover>();
    let through = new Set<Mover>();
    for (let size = -1; size < found.size;) {
      size = found.size;
      through = new Set([...found].filter(this.isThrough));
      movers.filter((mover) => !found.has(mover)).filter((mover) => isSureWhereItStands(
        this.release, mover, { tasks, movers, through }, this.places,
      )).forEach((mover) => {
        found.add(mover);
        proven.add(mover);
      });
    }
    return { through, proven };
  }
}
