const { simulation, property } = require('./shares') as { simulation: number; property: number };

/** How many of the cases of a simulator or an enumeration to judge in this run (test/support/shares.js). */
export function sample(cases: number): number {
  return Math.round(cases * simulation);
}

/** Every nth of the cases: `count` of them, at least one. */
export function sampleOf<T>(cases: readonly T[], count: number): T[] {
  const step = cases.length / Math.max(1, count);
  return cases.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
}

/** How many inputs to try a property on in this run. */
export function runs(all: number): number {
  return Math.ceil(all * property);
}
