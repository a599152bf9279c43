import { UserError } from '../util/user-error';

/** The size up to which a cluster is supported (https://kubernetes.io/docs/setup/best-practices/cluster-large/). */
export const MOST_NODES = 5_000;

/** @throws when a field of a pool is no whole number, or out of range */
export function requireWhole(pool: string, field: string, value: number, least: number, most = MOST_NODES): number {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new UserError(`node pool '${pool}'`, `${field} is ${value}`, `write a whole number from ${least} to ${most}`);
  }
  return value;
}
