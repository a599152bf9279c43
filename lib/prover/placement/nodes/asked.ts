import { oncePer } from '../../../util/once-per';

/**
 * Indices of the resources that requests ask for: a few, of hundreds where each workload has one of its own. Found once
 * for each array, which nobody changes.
 */
export const askedOf = oncePer((requests: Float64Array): readonly number[] =>
  [...requests.keys()].filter((resource) => requests[resource] > 0));

/** What requests ask for, in words: the same of two that ask the same. */
export const askedInWords = oncePer((requests: Float64Array): string =>
  askedOf(requests).map((each) => `${each}:${requests[each]}`).join());
