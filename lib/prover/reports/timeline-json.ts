import { Timeline, TimelinePod } from '../updates';

/** A timeline whose pods that stand through all steps are told once. */
interface TimelineJson extends Pick<Timeline, 'resource' | 'nodes' | 'blocked'> {
  readonly standing: readonly TimelinePod[];
  readonly steps: readonly { readonly title: string; readonly pods: readonly TimelinePod[] }[];
}

/**
 * The steps of an update without the pods that stay as they are, which stand beside them: on full nodes there are
 * hundreds, and a step for each pod that is made, ready or stopped.
 */
export function timelineJson({ resource, nodes, steps, blocked }: Timeline): TimelineJson {
  const inSteps = new Map<TimelinePod, number>();
  steps.forEach(({ pods }) => pods.forEach((pod) => inSteps.set(pod, (inSteps.get(pod) ?? 0) + 1)));
  const stays = (pod: TimelinePod) => inSteps.get(pod) === steps.length;
  return {
    resource, nodes, blocked,
    standing: [...inSteps.keys()].filter(stays),
    steps: steps.map(({ title, pods }) => ({ title, pods: pods.filter((pod) => !stays(pod)) })),
  };
}
