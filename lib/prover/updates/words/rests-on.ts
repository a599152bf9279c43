/** What a verdict says that counts pods where a snapshot shows them (T2c, T2d). */
export const AS_IT_STANDS = 'there is room beside all other pods, where they stand now';
export const AS_REST_STANDS = 'there is room beside all pods that stay, where they stand now, wherever the others go';

/** Whether it does. */
export function restsOnPlaces(witness: readonly string[]): boolean {
  return witness.includes(AS_IT_STANDS) || witness.includes(AS_REST_STANDS);
}

/** What a verdict rests on that looks at pods which run. */
export const PRESUMES =
  'this presumes that every pod runs when the update begins: one that waits may take the room that is freed';

/** Why nothing is proven beside some pods; `names` are of their workloads. */
export function waitersText(names: string): string {
  return `pods of ${names} wait for a node, and may take the room that is freed`;
}

/** Why a new pod of a DaemonSet may find the room that it lacks beside the old one. */
export function evictedFirstText(evictor: string): string {
  return `impossible alone; whether a new pod comes to each node after ${evictor} has had the old one evicted is not decided`;
}
