/** Numbers from a seed, the same on every run; neighbouring seeds have nothing in common (mulberry32). */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = Math.imul(seed + 1, 0x9E3779B1) >>> 0;
  }

  /** A whole number from 0 to below `limit`. */
  public below(limit: number): number {
    this.state = (this.state + 0x6D2B79F5) >>> 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor(((t ^ (t >>> 14)) >>> 0) / 2 ** 32 * limit);
  }

  /** True in `percent` of a hundred cases. */
  public chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  public pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)];
  }

  public shuffle<T>(list: readonly T[]): T[] {
    const rest = [...list];
    return list.map(() => rest.splice(this.below(rest.length), 1)[0]);
  }
}
