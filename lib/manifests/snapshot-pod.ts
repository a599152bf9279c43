import { oncePer } from '../util/once-per';
import { Field } from './field';
import { isObject, Manifest } from './manifest';
import { PodTemplate, readPodTemplate } from './pod-template';
import { podRequests } from './resources';

/** The pod as its controller made it, before it had a node: of one that has, what it asks of others is not read. */
export function withoutNode(pod: Manifest): Manifest {
  const { spec } = pod.json;
  const json = { ...pod.json, spec: { ...isObject(spec) ? spec : {}, nodeName: undefined } };
  return pod.madeInto(json);
}

/** What a pod of a snapshot asks for: read once, however many changes are tried. */
export const templateOfPod = oncePer((pod: Manifest): PodTemplate =>
  readPodTemplate(Field.of(withoutNode(pod), []), pod.namespace));

/** What a pod of a snapshot requests. */
export const requestsOfPod = oncePer((pod: Manifest): ReadonlyMap<string, number> =>
  podRequests(Field.of(pod, []).get('spec')));

/** The priority that a pod was given when it was made; undefined where a snapshot does not tell. */
export function podPriority(pod: Manifest): number | undefined {
  return Field.of(pod, []).get('spec', 'priority').integer();
}

/** kubelets write conditions with the phase: where a pod that runs has none, somebody has left them out. */
export function tellsNoCondition({ json: { status } }: Manifest): boolean {
  return !isObject(status) || (status.conditions === undefined && status.phase !== 'Pending');
}
