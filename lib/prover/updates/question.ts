import { Cluster } from '../../cluster';
import { Workload } from '../../manifests';
import { Admission } from '../admission';
import { Capacity } from '../placement';
import { ChangeVerdict } from './words/change-verdict';
import { PlanRolloutOptions } from './words/plan-rollout-options';

/** What a plan is asked: about which workloads, and what is known of the change of each. */
export class Question {
  /** Whether it is said what changes, so that everything that does changes at once; all is restarted otherwise. */
  public readonly saysWhatChanges: boolean;
  /** Nothing else of the input moves beside the one workload that changes. */
  public readonly movesOne: boolean;
  private readonly changes: ReadonlyMap<Workload, ChangeVerdict | undefined>;
  private readonly settled: ReadonlySet<Workload>;

  constructor(
    admission: Admission, cluster: Cluster | undefined, capacity: Capacity | undefined,
    private readonly options: PlanRolloutOptions,
  ) {
    const { workloads } = admission.model;
    const updated = workloads.filter((workload) => this.asksFor(workload) && !this.asksForDrains(workload));
    const changeOf = updated.length > 0 ? options.changes?.(admission, cluster, capacity) : undefined;
    this.saysWhatChanges = options.changes !== undefined;
    this.changes = new Map(updated.map((workload) => [workload, changeOf?.(workload)]));
    this.settled = new Set([...this.changes].flatMap(([workload, change]) =>
      change?.together ? membersOf(workload) : []));
    // Those that are updated like any others move as well; so may what is not asked for.
    const moving = [...this.changes.values()].filter((change) => change?.isSettled !== true);
    this.movesOne = moving.length === 1 && moving[0]?.together !== undefined && updated.length === workloads.length;
  }

  public get updated(): Workload[] {
    return [...this.changes.keys()];
  }

  public asksFor(workload: Workload): boolean {
    return this.options.only?.(workload) ?? true;
  }

  /** Whether room and drains of a workload are asked for, and no update. */
  public asksForDrains(workload: Workload): boolean {
    return this.options.drainsOnly?.(workload) ?? false;
  }

  /** Undefined for an update by itself, and for workloads that are not asked for. */
  public changeOf(workload: Workload): ChangeVerdict | undefined {
    return this.changes.get(workload);
  }

  /** Whether how the update of a template goes needs no judgement of room. */
  public isSettled(member: Workload): boolean {
    return this.asksForDrains(member) || this.settled.has(member);
  }
}

/** Its pods by template: those of the workload and of each companion. */
export function membersOf(workload: Workload): Workload[] {
  return [workload, ...workload.companions];
}
