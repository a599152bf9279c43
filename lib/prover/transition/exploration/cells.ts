import { Placement, Task } from '../../placement';

/** Small numbers by node and by themselves, and the placement that goes with them, which take back what was done. */
export class Cells {
  private readonly rows: Int16Array;
  /** Which numbers have been changed, and what they were. */
  private readonly changed: number[] = [];
  private readonly before: number[] = [];
  /** How many numbers had been changed at each `save`, and what takes back everything else. */
  private readonly saved: { readonly changes: number; readonly taken: (() => void)[] }[] = [];
  /** The name and the numbers of a node in one, until one of them changes. */
  private readonly columns: (string | undefined)[] = [];

  /** `rowCount` numbers for each of the nodes, and `scalars` besides; nodes of one name, all as long, are exchangeable. */
  constructor(
    public readonly placement: Placement, private readonly nodes: readonly number[],
    private readonly rowCount: number, private readonly scalars: number,
    private readonly nameOf: (node: number) => string,
  ) {
    this.rows = new Int16Array(rowCount * placement.capacity.nodes.length + scalars);
  }

  public get(row: number, node: number): number {
    return this.rows[node * this.rowCount + row];
  }

  public set(row: number, node: number, value: number): void {
    this.put(node * this.rowCount + row, value);
  }

  public change(row: number, node: number, by: number): void {
    this.set(row, node, this.get(row, node) + by);
  }

  public scalar(at: number): number {
    return this.rows[this.rows.length - this.scalars + at];
  }

  public setScalar(at: number, value: number): void {
    this.put(this.rows.length - this.scalars + at, value);
  }

  public sum(row: number): number {
    return this.nodes.reduce((sum, node) => sum + this.get(row, node), 0);
  }

  /** Nodes at which a number is not zero. */
  public where(row: number): number[] {
    return this.nodes.filter((node) => this.get(row, node) !== 0);
  }

  /** From here on everything is taken back by `undo`. */
  public save(): void {
    this.saved.push({ changes: this.changed.length, taken: [] });
  }

  public undo(): void {
    const { changes, taken } = this.saved.pop()!;
    while (this.changed.length > changes) {
      const index = this.changed.pop()!;
      this.rows[index] = this.before.pop()!;
      this.forget(index);
    }
    taken.reverse().forEach((takeBack) => takeBack());
  }

  public place(task: Task, node: number, pods: number): void {
    this.placement.add(task, node, pods);
    this.saved[this.saved.length - 1].taken.push(() => this.placement.add(task, node, -pods));
  }

  /** A pod of a DaemonSet takes its room, or leaves it where the sign is negative. */
  public takeRoom(requests: Float64Array, node: number, sign: 1 | -1): void {
    this.changeRoom(requests, node, sign);
    this.saved[this.saved.length - 1].taken.push(() => this.changeRoom(requests, node, sign === 1 ? -1 : 1));
  }

  /** The same for states that go on alike. */
  public key(): string {
    const columns = this.nodes.map((node) => (this.columns[node] ??= this.nameOf(node) +
      String.fromCharCode(...this.rows.subarray(node * this.rowCount, (node + 1) * this.rowCount))));
    return columns.sort().join('') + String.fromCharCode(...this.rows.subarray(this.rows.length - this.scalars));
  }

  private put(index: number, value: number): void {
    this.changed.push(index);
    this.before.push(this.rows[index]);
    this.rows[index] = value;
    this.forget(index);
  }

  private forget(index: number): void {
    this.columns[Math.floor(index / this.rowCount)] = undefined;
  }

  private changeRoom(requests: Float64Array, node: number, sign: 1 | -1): void {
    this.placement.take(node, requests, sign);
  }
}
