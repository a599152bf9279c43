import { Timeline } from '../../updates';
import { EndsOf, follow, inFavourOf, Scene } from './joint-search';
import { JointMoves } from './joint-moves';
import { jointTimeline } from './joint-timeline';
import { Mover } from '../release/mover';
import { Start, Starts } from './starts';

/** Workloads that a picture shows, and the work for one. */
const MOST_DRAWN = 6;
const VISITS_OF_A_PICTURE = 5_000;

/** A picture of some way that a change goes, where no way has shown its verdict; undefined where it is too much to draw. */
export function anyWay(mover: Mover, scene: Scene, starts: Starts): Timeline | undefined {
  const [{ from: start } = {} as Partial<Start>] = starts.of(scene.tasks);
  const ends = new EndsOf(scene.movers);
  const at = scene.movers.indexOf(mover);
  if (!start || scene.movers.length > MOST_DRAWN) {
    return undefined;
  }
  follow(new JointMoves(start, scene.movers), start, inFavourOf(at), { steps: VISITS_OF_A_PICTURE }, ends);
  const { finishing, blocking } = ends.of(at);
  const way = finishing ?? blocking;
  return way && jointTimeline(scene, way);
}
