import { Judgement, RolloutPlan, WorkloadPlan } from '../../../lib/prover/updates';
import { ApiError, Json } from '../cluster/api';
import { createNodes, deleteNodes } from '../cluster/nodes';
import { pathOf } from '../cluster/objects';
import { drainNode } from './drain';
import { LeastAvailable } from './least-available';
import { mendedObjects } from './mended-objects';
import { Observation } from './observation';
import { describePending, isComplete, podsOf, podsRunning, untilSeen } from './outcome';
import { planIn, withoutNull } from './prover';
import { RemedyTrial } from './remedy-trials';
import { idOf, isUpdated } from './scenario';
import { Stage } from './stage';
import { withRevision } from './update';

/** Who is to be judged by what, and at what size. */
interface Asked {
  readonly plan: RolloutPlan;
  readonly judgementOf: (plan: WorkloadPlan) => Judgement;
  readonly isFloorKnown: boolean;
}

/** Places everything anew, does what one remedy says, and tells what came of it; nothing where not all pods run. */
export async function carryOut(stage: Stage, trial: RemedyTrial): Promise<Observation[]> {
  const run = new RemedyRun(stage, trial);
  await stage.place({ slowly: true });
  await stage.untilDecided();
  try {
    return stage.allRun() ? await run.run() : [];
  } finally {
    await stage.clear();
    await run.takeBack();
  }
}

class RemedyRun {
  private readonly before: ReadonlyMap<string, Json>;
  private readonly after: ReadonlyMap<string, Json>;

  constructor(private readonly stage: Stage, private readonly trial: RemedyTrial) {
    const { context, workloads } = stage.scenario;
    const which = trial.isTransition ? 'to' : 'from';
    const asked = [...context, ...workloads.map((each) => withoutNull(each[which]))];
    this.before = byId([...context, ...workloads.map(({ from }) => from)]);
    this.after = byId(mendedObjects(stage.plane.binaries.kubectl, asked, trial.fix));
  }

  public async run(): Promise<Observation[]> {
    const { isTransition, isAlone, cure, fix, rest } = this.trial;
    const { workloads } = this.stage.scenario;
    await createNodes(this.stage.plane.api, this.trial.spareNodes);
    await this.mendSurroundings();
    const patched = workloads.map(({ from }) => from).filter((each) => this.isPatched(each) || this.isTarget(each));
    const changing = workloads.filter(({ from, to }) => from !== to).map(({ from }) => from);
    const all = [...new Set([...patched, ...changing])];
    const asked = (plan: RolloutPlan): Asked => ({ plan, judgementOf: (each) => each, isFloorKnown: true });
    const alone: Asked = { ...asked(fix.after), judgementOf: (plan) => plan.alone };
    if (cure === 'drain') {
      // Of more pods than there were the floor is higher.
      const moved = await this.release(
        isTransition ? all : patched, { ...asked(fix.after), isFloorKnown: isTransition }, { isRestart: false },
      );
      return [...moved, ...this.stage.allRun() ? await this.drain() : []];
    }
    if (!isTransition) {
      const seen = await this.release(patched, alone, { isRestart: true });
      const together = { ...alone, judgementOf: (plan: WorkloadPlan) => plan.together, isFloorKnown: false };
      return isAlone || !this.stage.allRun() ? seen
        : [...seen, ...await this.release(this.updated(), together, { isRestart: true })];
    }
    if (!isAlone) {
      return this.release(all, asked(fix.after), { isRestart: false });
    }
    const seen = await this.release(patched, alone, { isRestart: false });
    const others = all.filter((each) => !patched.includes(each));
    return others.length === 0 || !this.stage.allRun() ? seen
      : [...seen, ...await this.release(others, asked(rest!), { isRestart: false })];
  }

  public async takeBack(): Promise<void> {
    const { fix, spareNodes } = this.trial;
    const { api } = this.stage.plane;
    for (const { manifest } of fix.change.patches) {
      const object = this.before.get(idOf(manifest.json as Json))!;
      if (!this.isWorkload(object) && object.kind !== 'PersistentVolumeClaim') {
        await this.replace(object);
      }
    }
    for (const manifest of fix.change.removed) {
      const object = this.before.get(idOf(manifest.json as Json))!;
      await api.create(pathOf(object, { collection: true }), object);
    }
    await deleteNodes(api, spareNodes.map(({ metadata }) => metadata.name));
  }

  private updated(): Json[] {
    return this.stage.scenario.workloads.map(({ from }) => from).filter(isUpdated);
  }

  private isTarget(workload: Json): boolean {
    const { kind, name } = this.trial.target;
    return idOf(workload) === `${kind}/${name}`;
  }

  private isPatched(workload: Json): boolean {
    return this.trial.fix.change.patches.some(({ manifest }) => idOf(manifest.json as Json) === idOf(workload));
  }

  private isWorkload(object: Json): boolean {
    return this.stage.scenario.workloads.some(({ from }) => idOf(from) === idOf(object));
  }

  private async mendSurroundings(): Promise<void> {
    const { api } = this.stage.plane;
    const { patches, added, removed } = this.trial.fix.change;
    for (const json of added) {
      const object = this.after.get(idOf(json as Json))!;
      await api.create(pathOf(object, { collection: true }), object);
    }
    for (const { manifest } of patches) {
      const object = this.after.get(idOf(manifest.json as Json))!;
      if (!this.isWorkload(object)) {
        await this.replace(object);
      }
    }
    for (const manifest of removed) {
      await api.delete(pathOf(this.before.get(idOf(manifest.json as Json))!));
    }
  }

  /** Writes an object in place of the one that is there; controllers have seen it where they say so. */
  private async replace(object: Json): Promise<Json> {
    const { api } = this.stage.plane;
    const path = pathOf(object);
    const written = await this.put(path, object);
    if (object.kind === 'PodDisruptionBudget') {
      while ((await api.get(path)).status.observedGeneration < written.metadata.generation) {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
    return written;
  }

  /** Controllers write the status of the object meanwhile. */
  private async put(path: string, object: Json): Promise<Json> {
    const { api } = this.stage.plane;
    const { metadata: { annotations, resourceVersion } } = await api.get(path);
    const metadata = {
      ...object.metadata, annotations: { ...annotations, ...object.metadata.annotations }, resourceVersion,
    };
    try {
      return await api.put(path, { ...object, metadata });
    } catch (error) {
      if (error instanceof ApiError && error.status === 409) {
        return this.put(path, object);
      }
      throw error;
    }
  }

  /** Writes workloads at once as they are with the remedy, and waits for what comes of it. */
  private async release(
    workloads: readonly Json[], { plan, judgementOf, isFloorKnown }: Asked, { isRestart }: { isRestart: boolean },
  ): Promise<Observation[]> {
    const { view, scenario: { seed, namespace } } = this.stage;
    const { id, cure, remedy } = this.trial;
    const available = new LeastAvailable(view, namespace, workloads);
    const refused = new Map<Json, string>();
    await Promise.all(workloads.map(async (workload) => {
      const object = this.after.get(idOf(workload))!;
      try {
        await untilSeen(view, await this.replace(
          isRestart ? { ...object, spec: withRevision(object, `remedied ${++revisions}`) } : object,
        ));
      } catch (error) {
        if (!(error instanceof ApiError)) {
          throw error;
        }
        refused.set(workload, error.message);
      }
    }));
    const isGood = (workload: Json) => !refused.has(workload) && podsRunning(view, workload)
      && (!isUpdated(workload) || isComplete(view, workload));
    await this.stage.untilDecided(() => workloads.every(isGood));
    available.stop();
    return workloads.map((workload): Observation => {
      const own = planIn(plan, workload);
      const isPromised = this.isTarget(workload) && cure !== 'drain' && plan !== this.trial.rest;
      const good = isGood(workload);
      const planned = Math.max(own.availabilityFloor, isPromised && remedy.downtimeSeconds.most === 0 ? 1 : 0);
      return {
        seed, workload: idOf(workload), good, remedy: id,
        ...isPromised ? { question: 'remedy', verdict: 'proven', reasons: [remedy.title] }
          : { question: 'beside a remedy', verdict: judgementOf(own).verdict, reasons: judgementOf(own).witness },
        seen: good ? undefined : refused.get(workload) ?? describePending(view, namespace, workload),
        floor: isFloorKnown ? { seen: available.of(workload), planned } : undefined,
      };
    });
  }

  /** Drains each node on which pods of the workload stand. */
  private async drain(): Promise<Observation[]> {
    const { plane, view, scenario } = this.stage;
    const { id, fix, remedy } = this.trial;
    const target = scenario.workloads.map(({ from }) => from).find((each) => this.isTarget(each))!;
    const nodes = new Set(podsOf(view, target).map(({ spec }) => spec.nodeName as string));
    const available = new LeastAvailable(view, scenario.namespace, [target]);
    const seen: Observation[] = [];
    for (const node of nodes) {
      if (this.stage.allRun()) {
        const nodes = [...scenario.nodes, ...this.trial.spareNodes];
        seen.push(...await drainNode(plane, view, { ...scenario, nodes }, fix.after, node));
      }
    }
    available.stop();
    const floor = { seen: available.of(target), planned: remedy.downtimeSeconds.most === 0 ? 1 : 0 };
    return seen.map((each): Observation => each.workload !== idOf(target)
      ? { ...each, question: 'beside a remedy', remedy: id }
      : { ...each, question: 'remedy', verdict: 'proven', reasons: [remedy.title], remedy: id, floor });
  }
}

let revisions = 0;

function byId(objects: readonly Json[]): Map<string, Json> {
  return new Map(objects.map((object) => [idOf(object), object]));
}
