import { Json } from '../../cluster/api';
import { ControlPlane } from '../../cluster/control-plane';
import { ClusterView } from '../../cluster/view';
import { mergePatch } from '../../support/merge-patch';
import { Observation } from '../observation';
import { liveObject } from '../outcome';
import { Random } from '../random';
import { isUpdated } from '../scenario';
import { SnapshotChanges } from '../snapshot-changes';
import { Stage } from '../stage';
import { AlteredWorkload } from './alteration';
import { AlteredScenario } from './altered-scenario';
import { drainAltered } from './altered-drains';
import { carryOutAlteration } from './carry-out-alteration';
import { unblocked } from './half-way';

/** In percent, how often a node is drained once the cluster was altered. */
const DRAINS = 60;
/** How often something is changed after it. */
const CHANGES = 2;

/**
 * Places a scenario, alters what it stands on, and puts beside each other what the prover says of changes from then on
 * and what happens. Of the manifests alone nothing that was said holds any more.
 */
export class AlteredRun {
  private readonly stage: Stage;
  private readonly workloads: readonly AlteredWorkload[];
  private readonly random: Random;
  private revisions = 0;

  constructor(plane: ControlPlane, view: ClusterView, private readonly altered: AlteredScenario) {
    const { scenario, workloads } = altered;
    this.workloads = workloads.map((each) => ({ ...each }));
    this.stage = new Stage(plane, view, scenario, new Random(scenario.seed + 8_000_000));
    this.random = new Random(scenario.seed + 9_000_000);
  }

  public async run(): Promise<Observation[]> {
    const observations: Observation[] = [];
    const { alterations, after } = this.altered;
    try {
      await this.stage.open();
      await this.stage.place({ slowly: this.stage.random.chance(50) });
      await this.stage.untilDecided();
      for (const alteration of alterations) {
        await carryOutAlteration(this.stage, alteration);
      }
      if (this.random.chance(DRAINS)) {
        observations.push(...await drainAltered(this.stage, after, this.random));
      }
      // What is asked for may leave out what stands around the workloads.
      const asked = this.stage.random.chance(75) ? after : { ...after, context: [] };
      const changes = new SnapshotChanges(this.stage, observations, after, asked);
      for (let times = 0; times < CHANGES; times++) {
        await this.change(changes);
      }
      await this.stage.clear();
    } finally {
      await this.stage.close(after);
    }
    const names = alterations.map(({ name }) => name);
    return observations.map((each) => ({ ...each, alterations: names }));
  }

  private async change(changes: SnapshotChanges): Promise<void> {
    const { random } = this.stage;
    const updated = this.workloads.filter(({ from }) => isUpdated(from));
    const some = updated.filter(() => random.chance(70));
    const chosen = some.length > 0 ? some : updated;
    const asked = new Map(chosen.map((workload) => [workload, this.asked(workload)]));
    const specs = new Map(chosen.map((workload) =>
      [workload.from, mergePatch(workload.now.spec, asked.get(workload)!.spec)]));
    const before = changes.templates([...specs.keys()]);
    await changes.change('altered', specs);
    chosen.forEach((workload) => (workload.now = asked.get(workload)!));
    await changes.leave(new Map([...before].map(([workload, { template }]) =>
      [workload, { template: unblocked({ spec: { template } }).spec.template }])));
    chosen.forEach((workload) => this.follow(workload));
  }

  /** Another revision, what the scenario asks for, another size, or back to what was placed. */
  private asked({ from, to, now, least }: AlteredWorkload): Json {
    const { random } = this.stage;
    const whither = random.pick(['revision', 'revision', 'to', 'back', 'size', 'both']);
    if (whither === 'to' && from !== to || whither === 'back' && from !== now) {
      return whither === 'to' ? to : from;
    }
    const copy = unblocked(now);
    if (copy.spec.replicas !== undefined && least === undefined && (whither === 'size' || whither === 'both')) {
      copy.spec.replicas = Math.max(1, copy.spec.replicas + random.pick([-1, 1, 1]));
    }
    if (whither !== 'size') {
      copy.spec.template.metadata.annotations.rev = `since-${++this.revisions}`;
    }
    return copy;
  }

  /** Another template where it is on its way on or back. */
  private follow(workload: AlteredWorkload): void {
    const { template } = liveObject(this.stage.view, workload.from)!.spec;
    if (template.metadata.annotations.rev !== workload.now.spec.template.metadata.annotations.rev) {
      workload.now = { ...workload.now, spec: { ...workload.now.spec, template } };
    }
  }
}
