/** Names this long may be two letters off, shorter ones one. */
const LONG = 5;

/**
 * The names that somebody may have meant, the nearest ones, in the order of `known`: the same in other case, else those
 * with the fewest letters changed, added, left out or swapped (at most two), else those that begin alike.
 */
export function nearest(word: string, known: readonly string[]): string[] {
  const lower = word.toLowerCase();
  const distances = new Map(known.map((name) => [name, distance(lower, name.toLowerCase())]));
  const least = Math.min(...distances.values());
  return least <= (word.length < LONG ? 1 : 2)
    ? known.filter((name) => distances.get(name) === least)
    : known.filter((name) => name.startsWith(word) || word.startsWith(name));
}

/** `; did you mean image?`, or nothing when no name is near. */
export function didYouMean(word: string, known: readonly string[]): string {
  const [near] = nearest(word, known);
  return near === undefined || word === '' ? '' : `; did you mean ${near}?`;
}

/** Edits between two words, where two letters swapped are one (optimal string alignment). */
function distance(from: string, to: string): number {
  let above = Array.from({ length: to.length + 1 }, (_, index) => index);
  let before = above;
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      const isSwapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current.push(Math.min(
        above[column] + 1, current[column - 1] + 1, above[column - 1] + (same ? 0 : 1),
        isSwapped ? before[column - 2] + 1 : Infinity,
      ));
    }
    [before, above] = [above, current];
  }
  return above[to.length];
}
