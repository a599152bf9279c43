/** Steps of one search for an end, and of all of an input. */
export const STEPS_EACH = 60_000;
export const STEPS_ALL = 400_000;
/** Ends of more pods or nodes that may meet are not counted. */
export const MOST_PODS = 40;
export const MOST_NODES = 24;
/** Ends that ways aim at. */
export const MOST_AIMS = 6;
