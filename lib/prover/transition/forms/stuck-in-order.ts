import { OwnPod } from '../../../cluster';
import { templateOfPod, Workload } from '../../../manifests';
import { Capacity, lets, slotsIn } from '../../placement';
import { Release } from '../release/release';
import { KnownPlaces } from './known-places';
import { othersStandStill } from './standing-still';
import { StuckPod } from '../change/waiting-in-order';

const NOTHING_ELSE =
  'a StatefulSet that makes its pods in order does nothing else before it is ready, whatever is asked for: delete it';

/**
 * Why a StatefulSet does nothing more where a pod that it waits for finds no node beside what stands there now, and
 * nothing else comes or goes; undefined where that is not shown. `own`: all its pods.
 */
export function whyHeldInOrder(
  release: Release, workload: Workload, waiting: readonly StuckPod[], own: readonly OwnPod[],
): string | undefined {
  const { capacity } = release;
  const known = KnownPlaces.of(release);
  const rank = release.moverOf(workload)?.fresh?.rank;
  const held = waiting.find(({ pod, priority }) => {
    const asked = capacity.requestsOf({ ...workload, pod });
    const takenOn = (name: string) => own.filter(({ node }) => node === name)
      .map(({ manifest }) => capacity.requestsOf({ ...workload, pod: templateOfPod(manifest) }));
    return priority === rank?.value && !capacity.nodes.some((node, index) => lets({ pod, volumes: [] }, node)
      && slotsIn(takenOn(node.name).reduce((room, taken) => room.map((amount, resource) => amount - taken[resource]),
        known.roomBeside(workload, index)), asked) > 0);
  });
  return held && rank && othersStandStill(release, workload, rank)
    ? `pod ${held.name} finds no node beside what stands there now, and ${NOTHING_ELSE}` : undefined;
}

/** That one of them finds no node even if nothing else stood there; undefined where each may find one. */
export function whyStuckInOrder(
  capacity: Capacity, workload: Workload, waiting: readonly StuckPod[],
): string | undefined {
  const stuck = waiting.find(({ pod }) => {
    const asked = capacity.requestsOf({ ...workload, pod });
    return !capacity.nodes.some((node, index) => lets({ pod, volumes: [] }, node)
      && slotsIn(capacity.roomOfGroup(capacity.groupOf[index], capacity.daemons), asked) > 0);
  });
  return stuck && `pod ${stuck.name} fits no node, and ${NOTHING_ELSE}`;
}
