const known = new WeakMap<Float64Array, readonly number[]>();

/**
 * Indices of the resources that requests ask for: a few, of hundreds where each workload has one of its own. Found once
 * for each array, which nobody changes.
 */
export function askedOf(requests: Float64Array): readonly number[] {
  let asked = known.get(requests);
  if (!asked) {
    asked = [...requests.keys()].filter((resource) => requests[resource] > 0);
    known.set(requests, asked);
  }
  return asked;
}
