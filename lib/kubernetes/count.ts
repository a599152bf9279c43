/** The largest count that the API server keeps; it refuses an object with a larger one. */
export const MAX_INT32 = 2 ** 31 - 1;

/** Whether a number is a count that the API server accepts, at least so large. */
export function isCount(value: number, least: number): boolean {
  return Number.isInteger(value) && value >= least && value <= MAX_INT32;
}
