import { oncePer } from '../../kubernetes/once-per';

/**
 * Indices of the resources that requests ask for: a few, of hundreds where each workload has one of its own. Found once
 * for each array, which nobody changes.
 */
export const askedOf = oncePer((requests: Float64Array): readonly number[] =>
  [...requests.keys()].filter((resource) => requests[resource] > 0));
