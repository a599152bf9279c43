import { Quantity } from '../../kubernetes/quantity';
import { asList, asMap, asText, JsonMap } from '../json';

/**
 * A container of a running pod with the requests that the scheduler counts while a resize in place is under way: the
 * larger of what is asked, what the kubelet has set aside, and what the container has; without what is asked where the
 * node can never give it (kubernetes component-helpers/resource/helpers.go `determineContainerReqs`).
 *
 * @param container as the spec has it
 * @param status the pod's
 */
export function asItStands(container: JsonMap, status: JsonMap): JsonMap {
  const own = [...asList(status.containerStatuses), ...asList(status.initContainerStatuses)].map(asMap)
    .find(({ name }) => name === container.name);
  const asked = asMap(asMap(container.resources).requests);
  const given = [asMap(own?.allocatedResources), asMap(asMap(own?.resources).requests)];
  if (given.every((each) => Object.keys(each).length === 0)) {
    return container;
  }
  const isInfeasible = asList(status.conditions).map(asMap)
    .some(({ type, reason }) => type === 'PodResizePending' && reason === 'Infeasible');
  const counted = isInfeasible ? given : [asked, ...given];
  const names = [...new Set([asked, ...given].flatMap((each) => Object.keys(each)))];
  const requests = Object.fromEntries(names.flatMap((name) => {
    const amounts = counted.map((each) => each[name]).filter((amount) => amount !== undefined);
    return amounts.length === 0 ? [] : [[name, amounts.reduce((one, two) => (isLarger(two, one) ? two : one))]];
  }));
  return names.every((name) => requests[name] === asked[name]) ? container
    : { ...container, resources: { ...asMap(container.resources), requests } };
}

function isLarger(one: unknown, two: unknown): boolean {
  try {
    return Quantity.parse(asText(one)).milliValue > Quantity.parse(asText(two)).milliValue;
  } catch {
    return false; // An amount that nobody can read is reported where it is read.
  }
}
