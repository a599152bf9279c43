/** Whole numbers below a bound that a seed alone decides: the same on every machine (a linear congruential generator). */
export function seeded(seed: number): (below: number) => number {
  let random = seed;
  return (below) => {
    random = (Math.imul(random, 1664525) + 1013904223) >>> 0;
    return Math.floor((random / 2 ** 32) * below);
  };
}
