import { Judgement, RolloutPlan, WorkloadPlan } from '../../../lib/prover/updates';
import { Order } from '../../../lib/prover/remedies';
import { Json } from '../cluster/api';
import { ControlPlane } from '../cluster/control-plane';
import { pathOf } from '../cluster/objects';
import { ClusterView } from '../cluster/view';
import { carryOut } from './carry-out';
import { carryOutOrder, orderOf } from './carry-out-order';
import { drainNode } from './drain';
import { planFromWhatRuns } from './from-snapshot';
import { Observation, Question } from './observation';
import { describePending, liveObject, podsRunning, untilSeen } from './outcome';
import { planIn, planOf, transitionOf } from './prover';
import { Random } from './random';
import { RemedyTrial, trialsOf } from './remedy-trials';
import { idOf, isUpdated, Scenario } from './scenario';
import { SnapshotChanges } from './snapshot-changes';
import { Stage } from './stage';
import { floorOf, isOfSameRevision, newRevision, Release, release, withRevision } from './update';

/** How often the pods of a scenario are placed anew. */
const PLACEMENTS = 2;

/** Runs one scenario on a control plane and puts beside each other what the prover says and what happens. */
export class ScenarioRun {
  public readonly observations: Observation[] = [];
  private readonly plan: RolloutPlan;
  /** Of the change to what is asked for. */
  private readonly transition: RolloutPlan;
  private readonly stage: Stage;
  private readonly trials: RemedyTrial[];
  private readonly order?: Order;
  private readonly changes: SnapshotChanges;
  /** Whether every workload has its most pods, of which `fits` and the steady state speak. */
  private isLargest = true;

  constructor(
    private readonly plane: ControlPlane,
    private readonly view: ClusterView,
    private readonly scenario: Scenario,
    minor: string,
    mostRemedies: number,
  ) {
    this.plan = planOf(scenario, minor);
    this.transition = transitionOf(scenario, minor);
    this.stage = new Stage(plane, view, scenario, new Random(scenario.seed + 7_000_000));
    this.changes = new SnapshotChanges(this.stage, this.observations);
    this.trials = trialsOf(scenario, minor, mostRemedies);
    this.order = mostRemedies > 0 ? orderOf(scenario, minor) : undefined;
  }

  public async run(): Promise<Observation[]> {
    try {
      await this.stage.open();
      for (let placement = 0; placement < PLACEMENTS; placement++) {
        await this.runPlacement(placement);
      }
      for (const trial of this.trials) {
        this.observations.push(...await carryOut(this.stage, trial));
      }
      if (this.order) {
        this.observations.push(...await carryOutOrder(this.stage, this.order));
      }
    } finally {
      await this.stage.close();
    }
    return this.observations;
  }

  private async runPlacement(placement: number): Promise<void> {
    await this.place(placement);
    if (this.judgePlacement()) {
      await this.change();
    } else {
      await this.changeWhatWaits();
    }
    await this.stage.clear();
  }

  /** One change after the other, as long as each leaves all pods running. */
  private async change(): Promise<void> {
    const updated = this.scenario.workloads.map(({ from }) => from).filter(isUpdated);
    for (const workload of this.stage.random.shuffle(updated)) {
      // A stuck update is taken back, and yet some pod may have lost its place to another one.
      if (!await this.update('update', [workload], ({ alone }) => alone)) {
        return;
      }
    }
    if (this.scenario.joint && !await this.update('joint update', updated, ({ together }) => together)) {
      return;
    }
    const node = this.stage.random.pick(this.scenario.nodes).metadata.name;
    this.observations.push(...await drainNode(this.plane, this.view, this.scenario, this.plan, node));
    if (this.stage.allRun()) {
      await this.transit();
    }
  }

  /** Whether all pods run again. */
  private async update(
    question: Question, workloads: Json[], judgementOf: (plan: WorkloadPlan) => Judgement,
  ): Promise<boolean> {
    await this.release({
      question, specs: new Map(workloads.map((workload) => [workload, newRevision(workload)])),
      planOf: (workload) => planIn(this.plan, workload), judgementOf,
    });
    return this.stage.allRun();
  }

  /** What is asked for where some pods wait from the beginning, of which only a snapshot tells. */
  private async changeWhatWaits(): Promise<void> {
    const updated = this.scenario.workloads.filter(({ from }) => isUpdated(from));
    const changed = updated.filter(({ from, to }) => from !== to);
    const specs = new Map((changed.length > 0 ? changed : updated).map(({ from, to }) =>
      [from, from === to ? newRevision(from) : this.asked(from, to)]));
    if (specs.size > 0) {
      const before = this.changes.templates([...specs.keys()]);
      await this.changes.change('from a snapshot', specs);
      await this.changes.leave(before);
    }
  }

  /** What one apply changes, of all that it changes at once. */
  private async transit(): Promise<void> {
    const changed = new Map(
      this.scenario.workloads.filter(({ from, to }) => from !== to).map(({ from, to }) => [from, to]),
    );
    if (changed.size > 0 && this.isLargest) {
      await this.release({
        question: 'transition', specs: new Map([...changed].map(([from, to]) => [from, this.asked(from, to)])),
        planOf: (workload) => planIn(this.transition, workload), judgementOf: (plan) => plan,
      });
    }
  }

  /** What is asked for, with the revision that runs by now where the change asks for no other. */
  private asked(from: Json, to: Json): Json {
    const { rev } = liveObject(this.view, from)!.spec.template.metadata.annotations;
    return isOfSameRevision(from, to) ? withRevision(to, rev) : to.spec;
  }

  /** What the prover says of the manifests and of a snapshot, and what comes of it; what is stuck is taken back. */
  private async release(change: Release): Promise<void> {
    const workloads = [...change.specs.keys()];
    const before = this.changes.templates(workloads);
    const { plan } = await planFromWhatRuns(this.stage, change.specs);
    const seen = await release(this.plane, this.view, this.scenario, change);
    this.observations.push(...seen, ...seen.map((each) => {
      const workload = workloads.find((one) => idOf(one) === each.workload)!;
      const of = planIn(plan, workload);
      const floor = each.floor && { ...each.floor, planned: floorOf(of) };
      return { ...each, question: 'from a snapshot' as const, verdict: of.verdict, reasons: of.witness, floor };
    }));
    await this.changes.leave(before);
  }

  private async place(placement: number): Promise<void> {
    await this.stage.place({ slowly: placement === 0 });
    this.isLargest = true;
    if (placement > 0) {
      await this.resize();
    }
    await this.stage.untilDecided();
  }

  /** What an autoscaler does: any size within its bounds. */
  private async resize(): Promise<void> {
    for (const { from, least } of this.scenario.workloads.filter((each) => each.least !== undefined)) {
      const replicas = least! + this.stage.random.below(from.spec.replicas - least! + 1);
      await untilSeen(this.view, await this.plane.api.patch(pathOf(from), { spec: { replicas } }));
      this.isLargest = this.isLargest && replicas === from.spec.replicas;
    }
  }

  /** Whether all pods run; says what was promised of it, unless there are fewer than it speaks of. */
  private judgePlacement(): boolean {
    const { seed, namespace, workloads } = this.scenario;
    if (!this.isLargest) {
      return this.stage.allRun();
    }
    for (const { from } of workloads) {
      const { fits } = planIn(this.plan, from);
      const good = podsRunning(this.view, from);
      this.observations.push({
        seed, question: 'fits', workload: idOf(from), verdict: fits.verdict, good, reasons: fits.witness,
        seen: good ? undefined : describePending(this.view, namespace, from),
      });
    }
    const good = this.stage.allRun();
    const { verdict, witness } = this.plan.steadyState;
    this.observations.push({
      seed, question: 'steady state', workload: '', verdict, good, reasons: witness,
      seen: good ? undefined : describePending(this.view, namespace),
    });
    return good;
  }
}
