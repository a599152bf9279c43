import { OwnPod } from '../../cluster';
import { Field, makesPodsInOrder, PodTemplate, Workload } from '../../manifests';
import { Capacity, lets, slotsIn } from '../placement';
import { Release } from './release';
import { othersStandStill, roomBeside } from './standing-still';
import { isAsRead, isBeyond, Running, stayingPods, templateOf } from './under-way';

const NOTHING_ELSE =
  'a StatefulSet that makes its pods in order does nothing else before it is ready, whatever is asked for: delete it';

/** A pod that waits for a node, and before which its StatefulSet does nothing else. */
export interface StuckPod {
  readonly name: string;
  readonly pod: PodTemplate;
  readonly priority: number;
}

/**
 * Pods of a StatefulSet that makes its pods in order which wait for a node, of ordinals that are wanted: it replaces
 * none, makes none after them and stops none before they are ready, whatever is asked for (kubernetes
 * pkg/controller/statefulset/stateful_set_control.go `processReplica`).
 */
export function waitingInOrder(old: Workload, running: Running, wanted: number): readonly StuckPod[] {
  return !makesPodsInOrder(old) || wanted === 0 || !isAsRead(old, running) ? []
    : (stayingPods(old, running.own) ?? []).filter((pod) => pod.node === '' && !isBeyond(old, pod, wanted))
      .map(({ manifest }) => ({
        name: manifest.name, pod: templateOf(manifest),
        priority: Field.of(manifest, []).get('spec', 'priority').integer() ?? 0,
      }));
}

/**
 * The same where one finds no node beside what stands there now, and nothing else comes or goes; undefined where that
 * is not shown. `own`: all pods of the StatefulSet.
 */
export function whyHeldInOrder(
  release: Release, workload: Workload, waiting: readonly StuckPod[], own: readonly OwnPod[],
): string | undefined {
  const { capacity } = release;
  const rank = release.moverOf(workload)?.fresh?.rank;
  const held = waiting.find(({ pod, priority }) => {
    const asked = capacity.requestsOf({ ...workload, pod });
    const takenOn = (name: string) => own.filter(({ node }) => node === name)
      .map(({ manifest }) => capacity.requestsOf({ ...workload, pod: templateOf(manifest) }));
    return priority === rank?.value && !capacity.nodes.some((node, index) => lets({ pod, volumes: [] }, node)
      && slotsIn(takenOn(node.name).reduce((room, taken) => room.map((amount, resource) => amount - taken[resource]),
        roomBeside(release, workload, index)), asked) > 0);
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
