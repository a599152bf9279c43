/**
 * What happens when a run is due while the last one has not ended.
 */
export enum ConcurrencyPolicy {
  /** Both run. */
  ALLOW = 'Allow',
  /** The new run is left out. */
  FORBID = 'Forbid',
  /** The old run is ended. */
  REPLACE = 'Replace',
}
