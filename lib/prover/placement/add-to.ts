/** Adds to what is counted of a key, which goes with its last one. */
export function addTo<Key>(counts: Map<Key, number>, key: Key, more: number): void {
  const left = (counts.get(key) ?? 0) + more;
  if (left === 0) {
    counts.delete(key);
  } else {
    counts.set(key, left);
  }
}
