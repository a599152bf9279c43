import { Remedy } from '../../../lib/prover/remedies';
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
    await createNodes(this.stage.plane.api, this.trial.spareNodes);
    await this.mendSurroundings();
    const seen = await this.update();
    for (const workload of this.stage.scenario.workloads.map(({ from }) => from)) {
      const remedy = this.remedyOf(workload, true);
      if (remedy && this.stage.allRun()) {
        seen.push(...await this.drain(workload, remedy));
      }
    }
    return seen;
  }

  private async update(): Promise<Observation[]> {
    const { isTransition, isAlone, fix, rest } = this.trial;
    const { workloads } = this.stage.scenario;
    const isMeant = (each: Json) => this.isPatched(each) || this.remedyOf(each, false) !== undefined;
    const patched = workloads.map(({ from }) => from).filter(isMeant);
    const changing = workloads.filter(({ from, to }) => from !== to).map(({ from }) => from);
    const all = [...new Set([...patched, ...changing])];
    const asked = (plan: RolloutPlan): Asked => ({ plan, judgementOf: (each) => each, isFloorKnown: true });
    const alone: Asked = { ...asked(fix.after), judgementOf: (plan) => plan.alone };
    const together: Asked = { ...asked(fix.after), judgementOf: (plan) => plan.together, isFloorKnown: false };
    if (!isTransition && !patched.some((each) => this.remedyOf(each, false))) {
      // Of more pods than there were the floor is higher.
      return this.release(patched, { ...asked(fix.after), isFloorKnown: false }, { isRestart: false });
    }
    if (!isTransition) {
      const seen = await this.release(patched, patched.length > 1 ? together : alone, { isRestart: true });
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

  /** What mends drains of a workload, or its update. */
  private remedyOf(workload: Json, ofDrain: boolean): Remedy | undefined {
    return this.trial.fix.chosen.find(({ workload: { kind, name }, remedy }) =>
      `${kind}/${name}` === idOf(workload) && (remedy.cures === 'drain') === ofDrain)?.remedy;
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
    await this.stage.untilQuiet();
  }

  /** Writes an object in place of the one that is there, whose status controllers may write meanwhile. */
  private async replace(object: Json): Promise<Json> {
    const { api } = this.stage.plane;
    const path = pathOf(object);
    const { metadata: { annotations, resourceVersion } } = await api.get(path);
    const metadata = {
      ...object.metadata, annotations: { ...annotations, ...object.metadata.annotations }, resourceVersion,
    };
    try {
      return await api.put(path, { ...object, metadata });
    } catch (error) {
      if (error instanceof ApiError && error.status === 409) {
        return this.replace(object);
      }
      throw error;
    }
  }

  /** Writes workloads at once as they are with the remedy, and waits for what comes of it. */
  private async release(
    workloads: readonly Json[], { plan, judgementOf, isFloorKnown }: Asked, { isRestart }: { isRestart: boolean },
  ): Promise<Observation[]> {
    const { view, scenario: { seed, namespace } } = this.stage;
    const { id, rest } = this.trial;
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
      const remedy = plan === rest ? undefined : this.remedyOf(workload, false);
      const good = isGood(workload);
      const planned = Math.max(own.availabilityFloor, remedy?.downtimeSeconds.most === 0 ? 1 : 0);
      return {
        seed, workload: idOf(workload), good, remedy: id,
        ...remedy ? { question: 'remedy', verdict: 'proven', reasons: [remedy.title] }
          : { question: 'beside a remedy', verdict: judgementOf(own).verdict, reasons: judgementOf(own).witness },
        seen: good ? undefined : refused.get(workload) ?? describePending(view, namespace, workload),
        floor: isFloorKnown ? { seen: available.of(workload), planned } : undefined,
      };
    });
  }

  /** Drains each node on which pods of a workload stand. */
  private async drain(workload: Json, remedy: Remedy): Promise<Observation[]> {
    const { plane, view, scenario } = this.stage;
    const { id, fix, spareNodes } = this.trial;
    const standing = new Set(podsOf(view, workload).map(({ spec }) => spec.nodeName as string));
    const available = new LeastAvailable(view, scenario.namespace, [workload]);
    const nodes = [...scenario.nodes, ...spareNodes];
    const seen: Observation[] = [];
    for (const node of standing) {
      if (this.stage.allRun()) {
        seen.push(...await drainNode(plane, view, { ...scenario, nodes }, fix.after, node));
      }
    }
    available.stop();
    const floor = { seen: available.of(workload), planned: remedy.downtimeSeconds.most === 0 ? 1 : 0 };
    return seen.map((each): Observation => each.workload !== idOf(workload)
      ? { ...each, question: 'beside a remedy', remedy: id }
      : { ...each, question: 'remedy', verdict: 'proven', reasons: [remedy.title], remedy: id, floor });
  }
}

let revisions = 0;

function byId(objects: readonly Json[]): Map<string, Json> {
  return new Map(objects.map((object) => [idOf(object), object]));
}
