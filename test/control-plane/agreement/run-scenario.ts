import { Judgement, RolloutPlan, WorkloadPlan } from '../../../lib/prover/updates';
import { Json } from '../cluster/api';
import { ControlPlane } from '../cluster/control-plane';
import { createNodes, deleteNodes } from '../cluster/nodes';
import { pathOf } from '../cluster/objects';
import { untilDecided, untilQuiet } from '../cluster/quiescence';
import { ClusterView } from '../cluster/view';
import { drainNode } from './drain';
import { Observation, Question } from './observation';
import { describePending, isComplete, liveObject, podsRunning, untilSeen } from './outcome';
import { planOf, transitionOf } from './prover';
import { Random } from './random';
import { idOf, isUpdated, Scenario } from './scenario';
import { isOfSameRevision, newRevision, Release, release, withRevision } from './update';

/** How often the pods of a scenario are placed anew. */
const PLACEMENTS = 2;

/** Runs one scenario on a control plane and puts beside each other what the prover says and what happens. */
export class ScenarioRun {
  public readonly observations: Observation[] = [];
  private readonly plan: RolloutPlan;
  /** Of the change to what is asked for. */
  private readonly transition: RolloutPlan;
  private readonly random: Random;
  /** Whether every workload has its most pods, of which `fits` and the steady state speak. */
  private isLargest = true;

  constructor(
    private readonly plane: ControlPlane,
    private readonly view: ClusterView,
    private readonly scenario: Scenario,
    minor: string,
  ) {
    this.plan = planOf(scenario, minor);
    this.transition = transitionOf(scenario, minor);
    this.random = new Random(scenario.seed + 7_000_000);
  }

  public async run(): Promise<Observation[]> {
    const { api } = this.plane;
    const { nodes, context } = this.scenario;
    try {
      await createNodes(api, nodes);
      for (const object of context.filter(({ kind }) => kind !== 'PersistentVolumeClaim')) {
        await api.create(pathOf(object, { collection: true }), object);
      }
      await this.plane.serviceAccountOf(this.scenario.namespace);
      for (let placement = 0; placement < PLACEMENTS; placement++) {
        await this.runPlacement(placement);
      }
    } finally {
      await api.delete(`/api/v1/namespaces/${this.scenario.namespace}`).catch(() => undefined);
      await deleteNodes(api, nodes.map(({ metadata }) => metadata.name));
    }
    return this.observations;
  }

  private async runPlacement(placement: number): Promise<void> {
    await this.place(placement);
    if (this.judgePlacement()) {
      await this.change();
    }
    await this.clear();
  }

  /** One change after the other, as long as each leaves all pods running. */
  private async change(): Promise<void> {
    const updated = this.scenario.workloads.map(({ from }) => from).filter(isUpdated);
    for (const workload of this.random.shuffle(updated)) {
      // A stuck update is taken back, and yet some pod may have lost its place to another one.
      if (!await this.update('update', [workload], ({ alone }) => alone)) {
        return;
      }
    }
    if (this.scenario.joint && !await this.update('joint update', updated, ({ together }) => together)) {
      return;
    }
    const node = this.random.pick(this.scenario.nodes).metadata.name;
    this.observations.push(...await drainNode(this.plane, this.view, this.scenario, this.plan, node));
    if (this.allRun()) {
      await this.transit();
    }
  }

  /** Whether all pods run again. */
  private async update(
    question: Question, workloads: Json[], judgementOf: (plan: WorkloadPlan) => Judgement,
  ): Promise<boolean> {
    await this.release({
      question, workloads, specOf: newRevision, planOf: (workload) => planIn(this.plan, workload), judgementOf,
    });
    return this.allRun();
  }

  /** What one apply changes, of all that it changes at once. */
  private async transit(): Promise<void> {
    const changed = new Map(
      this.scenario.workloads.filter(({ from, to }) => from !== to).map(({ from, to }) => [from, to]),
    );
    if (changed.size > 0 && this.isLargest) {
      await this.release({
        question: 'transition', workloads: [...changed.keys()],
        specOf: (workload) => this.asked(workload, changed.get(workload)!),
        planOf: (workload) => planIn(this.transition, workload), judgementOf: (plan) => plan,
      });
    }
  }

  /** What is asked for, with the revision that runs by now where the change asks for no other. */
  private asked(from: Json, to: Json): Json {
    const { rev } = liveObject(this.view, from)!.spec.template.metadata.annotations;
    return isOfSameRevision(from, to) ? withRevision(to, rev) : to.spec;
  }

  private async release(change: Release): Promise<void> {
    this.observations.push(...await release(this.plane, this.view, this.scenario, change));
  }

  /** Creates everything in one order or another, one after the other in the first placement. */
  private async place(placement: number): Promise<void> {
    const claims = this.scenario.context.filter(({ kind }) => kind === 'PersistentVolumeClaim');
    const workloads = this.random.shuffle(this.scenario.workloads.map(({ from }) => from));
    for (const object of [...claims, ...workloads]) {
      await this.plane.api.create(pathOf(object, { collection: true }), object);
      if (placement === 0 && object.kind !== 'PersistentVolumeClaim') {
        await this.untilQuiet();
      }
    }
    this.isLargest = true;
    if (placement > 0) {
      await this.resize();
    }
    await untilDecided(this.plane, this.view, this.scenario.namespace, () => this.allRun());
  }

  /** What an autoscaler does: any size within its bounds. */
  private async resize(): Promise<void> {
    for (const { from, least } of this.scenario.workloads.filter((each) => each.least !== undefined)) {
      const replicas = least! + this.random.below(from.spec.replicas - least! + 1);
      await untilSeen(this.view, await this.plane.api.patch(pathOf(from), { spec: { replicas } }));
      this.isLargest = this.isLargest && replicas === from.spec.replicas;
    }
  }

  /** Whether all pods run; says what was promised of it, unless there are fewer than it speaks of. */
  private judgePlacement(): boolean {
    const { seed, namespace, workloads } = this.scenario;
    if (!this.isLargest) {
      return this.allRun();
    }
    for (const { from } of workloads) {
      const { fits } = planIn(this.plan, from);
      const good = podsRunning(this.view, from);
      this.observations.push({
        seed, question: 'fits', workload: idOf(from), verdict: fits.verdict, good, reasons: fits.witness,
        seen: good ? undefined : describePending(this.view, namespace, from),
      });
    }
    const good = this.allRun();
    const { verdict, witness } = this.plan.steadyState;
    this.observations.push({
      seed, question: 'steady state', workload: '', verdict, good, reasons: witness,
      seen: good ? undefined : describePending(this.view, namespace),
    });
    return good;
  }

  private allRun(): boolean {
    return this.scenario.workloads.every(
      ({ from }) => podsRunning(this.view, from) && (!isUpdated(from) || isComplete(this.view, from)),
    );
  }

  /** Takes workloads, pods and claims away, so that the next placement starts from nothing. */
  private async clear(): Promise<void> {
    const { api } = this.plane;
    const { namespace, workloads } = this.scenario;
    await Promise.all(
      workloads.map(({ from }) =>
        api.delete(pathOf(from), { propagationPolicy: 'Background', gracePeriodSeconds: 0 }).catch(() => undefined),
      ),
    );
    const claims = `/api/v1/namespaces/${namespace}/persistentvolumeclaims`;
    await api.delete(claims);
    const left = () => [
      ...this.view.list('pods', namespace), ...this.view.list('persistentvolumeclaims', namespace),
      ...this.view.list('replicasets', namespace),
      ...this.view.list('persistentvolumes').filter((each) => each.spec.claimRef?.namespace === namespace),
    ];
    for (const start = Date.now(); left().length > 0;) {
      if (Date.now() - start > 60_000) {
        throw new Error(
          `${namespace}: ${left()
            .map(({ metadata: { name } }) => name)
            .join(', ')} did not go within a minute`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  private untilQuiet(): Promise<void> {
    return untilQuiet(this.plane, this.view, this.scenario.namespace);
  }
}

function planIn({ workloads }: RolloutPlan, workload: Json): WorkloadPlan {
  return workloads.find(({ kind, name }) => `${kind}/${name}` === idOf(workload))!;
}
