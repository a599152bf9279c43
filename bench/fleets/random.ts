/** Numbers from a seed, the same on every machine. */
export class Random {
  constructor(private state: number) {}

  /** From 0 to below 1. */
  public next(): number {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0;
    return this.state / 2 ** 32;
  }

  public below(count: number): number {
    return Math.floor(this.next() * count);
  }

  public pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)];
  }

  /** Whether something of this share happens. */
  public is(share: number): boolean {
    return this.next() < share;
  }
}
