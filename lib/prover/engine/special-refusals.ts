import { POD_KINDS } from './rule';

/**
 * Rules that say more about one refusal of the API server than `object-refused` does, and the kinds of object they look
 * at.
 */
export const SPECIAL_REFUSALS = {
  'extended-resource-request-differs-from-limit': POD_KINDS,
  'no-surge-and-none-unavailable': ['Deployment', 'DaemonSet'],
  'rolling-update-fields-without-rolling-update': ['Deployment', 'StatefulSet'],
  'selector-does-not-match-template': ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'],
  'volume-missing': POD_KINDS,
};

/** Whether a rule of its own reports a refusal of an object of this kind. */
export function isSpecial(rule: string, kind: string): boolean {
  return Object.entries(SPECIAL_REFUSALS).some(([id, kinds]) => id === rule && kinds.includes(kind));
}
