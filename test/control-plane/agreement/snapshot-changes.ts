import { Json } from '../cluster/api';
import { writeInput } from './failure';
import { planFromWhatRuns } from './from-snapshot';
import { Observation, Question } from './observation';
import { liveObject } from './outcome';
import { planIn } from './prover';
import { Scenario } from './scenario';
import { Stage } from './stage';
import { disagreementOf } from './tally';
import { isUpToDate, newRevision, release } from './update';

/** Changes of which only a snapshot tells where they begin. */
export class SnapshotChanges {
  private count = 0;

  constructor(
    private readonly stage: Stage, private readonly observations: Observation[],
    /** As it is by now. */
    private readonly scenario: Scenario = stage.scenario,
    /** What is asked for, beside what changes. */
    private readonly asked: Scenario = scenario,
  ) {}

  /** What the prover says of a change, and what comes of it. */
  public async change(question: Question, specs: ReadonlyMap<Json, Json>): Promise<void> {
    const { plan, asked, snapshot } = await planFromWhatRuns(this.stage, specs, this.asked);
    const seen = await release(this.stage.plane, this.stage.view, this.scenario, {
      question, specs, planOf: (workload) => planIn(plan, workload), judgementOf: (each) => each,
    });
    const isContradicted = seen.some((each) => disagreementOf(each) !== undefined);
    const name = `${this.scenario.namespace}-change${++this.count}`;
    const input = isContradicted
      ? `${writeInput(`${name}-asked`, asked)} --from ${writeInput(`${name}-snapshot`, snapshot)}` : undefined;
    this.observations.push(...seen.map((each) => ({ ...each, input })));
  }

  /** Out of what is stuck: to another revision of what there was, if so, and back to the one that ran. */
  public async leave(before: ReadonlyMap<Json, Json>): Promise<void> {
    const stuck = () => [...before].filter(([workload]) => !isUpToDate(this.stage.view, workload));
    if (stuck().length > 0 && this.stage.random.chance(50)) {
      await this.change('way on', new Map(stuck().map(([workload]) => [workload, newRevision(workload)])));
    }
    if (stuck().length > 0) {
      await this.change('way back', new Map(stuck()));
    }
  }

  public templates(workloads: readonly Json[]): ReadonlyMap<Json, Json> {
    return new Map(workloads.map((workload) =>
      [workload, { template: liveObject(this.stage.view, workload)!.spec.template }]));
  }
}
