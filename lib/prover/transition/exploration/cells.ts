import { Placement, Task } from '../../placement';

/** Small numbers by node and by themselves, and the placement that goes with them, which take back what was done. */
export class Cells {
  private readonly rows: Int16Array;
  private readonly saved: Int16Array[] = [];
  private readonly taken: (() => void)[][] = [];

  /** `rows` numbers for each of the nodes, and `scalars` besides. */
  constructor(
    public readonly placement: Placement, private readonly nodes: readonly number[],
    private readonly rowCount: number, private readonly scalars: number,
  ) {
    this.rows = new Int16Array(rowCount * placement.capacity.nodes.length + scalars);
  }

  public get(row: number, node: number): number {
    return this.rows[node * this.rowCount + row];
  }

  public set(row: number, node: number, value: number): void {
    this.rows[node * this.rowCount + row] = value;
  }

  public change(row: number, node: number, by: number): void {
    this.set(row, node, this.get(row, node) + by);
  }

  public scalar(at: number): number {
    return this.rows[this.rows.length - this.scalars + at];
  }

  public setScalar(at: number, value: number): void {
    this.rows[this.rows.length - this.scalars + at] = value;
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
    this.saved.push(this.rows.slice());
    this.taken.push([]);
  }

  public undo(): void {
    this.rows.set(this.saved.pop()!);
    this.taken.pop()!.reverse().forEach((takeBack) => takeBack());
  }

  public place(task: Task, node: number, pods: number): void {
    this.placement.add(task, node, pods);
    this.taken[this.taken.length - 1].push(() => this.placement.add(task, node, -pods));
  }

  /** A pod of a DaemonSet takes its room, or leaves it where the sign is negative. */
  public takeRoom(requests: Float64Array, node: number, sign: 1 | -1): void {
    this.changeRoom(requests, node, sign);
    this.taken[this.taken.length - 1].push(() => this.changeRoom(requests, node, sign === 1 ? -1 : 1));
  }

  /** The same for states that go on alike; nodes of one name are exchangeable. */
  public key(nameOf: (node: number) => string): string {
    const columns = this.nodes.map((node) =>
      nameOf(node) + String.fromCharCode(...this.rows.subarray(node * this.rowCount, (node + 1) * this.rowCount)));
    return `${columns.sort().join('|')}|${this.rows.subarray(this.rows.length - this.scalars).join()}`;
  }

  private changeRoom(requests: Float64Array, node: number, sign: 1 | -1): void {
    const room = this.placement.room[node];
    requests.forEach((amount, resource) => { room[resource] -= sign * amount; });
  }
}
