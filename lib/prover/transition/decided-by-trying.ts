import { Judgement } from '../updates';
import { beside, whyBlocked } from './forms/change-witness';
import { Ends, EndsOf, Scene, Way } from './search/joint-search';
import { Mover } from './release/mover';
import { Release } from './release/release';

const EVICTS = 'not tried step by step: pods of DaemonSets may be evicted';

/** A judgement, and a way that shows it. */
export interface Judged extends Judgement {
  readonly way?: Way;
  /** It holds where all that runs before has found room. */
  readonly presumesStart?: boolean;
}

/** What is known of a scene so far. */
export interface Tried {
  readonly scene: Scene;
  readonly ends: EndsOf;
  /** Why nothing more is known. */
  untried?: string;
}

/** Step T4: what single ways show. */
export function decideByTrying(release: Release, mover: Mover, { scene, ends, untried }: Tried): Judged {
  const { finishing, blocking }: Ends = ends.of(scene.movers.indexOf(mover));
  // Who waits in a single way may have pods of a DaemonSet evicted.
  if (blocking && release.evictsDaemon(scene.tasks, scene.nodes)) {
    return { verdict: 'unknown', witness: [EVICTS] };
  }
  if (finishing && blocking) {
    const witness = [...beside(mover, scene), ...whyBlocked(release, mover, blocking)];
    return { verdict: 'possible', witness, way: blocking };
  }
  if (untried !== undefined) {
    const side = blocking
      ? ['it may wait for ever; that it can finish was not shown', ...whyBlocked(release, mover, blocking)]
      : finishing
        ? ['it can finish; that it always does was not shown']
        : [];
    return { verdict: 'unknown', witness: [untried, ...beside(mover, scene), ...side] };
  }
  return blocking
    ? {
        verdict: 'impossible',
        witness: [...beside(mover, scene), ...whyBlocked(release, mover, blocking)],
        way: blocking,
      }
    : { verdict: 'proven', witness: [], way: finishing };
}
