import { oncePer } from '../../../util/once-per';
import { Before, keyOf, Manifest, Model, ownerOf } from '../../../manifests';
import { admit, objectAnswer } from '../../admission';
import { objectName, objectRefusals, RefusedObject, RolloutPlan } from '../../updates';
import { RefusedChanges } from './refused-changes';

interface Kept {
  readonly asked: Manifest;
  readonly running: Manifest;
  /** Whole sentences. */
  readonly reasons: string[];
}

/** What the API server refuses stays as it runs, and everything else is judged beside that. */
export class RefusedObjects {
  /** Beside what the model knows of the cluster: made once for all plans of it. */
  public static readonly of = oncePer((written: Model) => new RefusedObjects(written));

  private readonly byKey: ReadonlyMap<string, Kept>;
  private standing?: Model;

  /** `before`: what runs; what the model knows of the cluster when absent. */
  constructor(written: Model, before?: Before) {
    const changes = RefusedChanges.between(before, written);
    const { surroundings } = admit(written);
    const refusals = new Map(written.workloads.map(({ manifest, refusal }) => [manifest, refusal]));
    const reasonsOf = (asked: Manifest) => [
      ...changes.of(asked).map(({ message }) => `the API server refuses this change: ${message}`),
      ...objectRefusals(asked, objectAnswer(written, asked, surroundings), refusals.get(asked)),
    ];
    this.byKey = new Map(written.manifests.flatMap((asked): [string, Kept][] => {
      const running = changes.runningOf(asked);
      const reasons = running ? reasonsOf(asked) : [];
      return running && reasons.length > 0 ? [[keyOf(asked), { asked, running, reasons }]] : [];
    }));
  }

  public get areNone(): boolean {
    return this.byKey.size === 0;
  }

  /** Why an object stays as it runs; empty where it changes. */
  public reasonsFor(manifest: Manifest): string[] {
    return this.byKey.get(keyOf(manifest))?.reasons ?? [];
  }

  /** Those that make no pods; undefined where there are none. */
  public withoutPods(written: Model): RefusedObject[] | undefined {
    const makers = makersOf(written);
    const others = [...this.byKey.values()].filter(({ asked }) => !makers.has(asked))
      .map(({ asked, reasons }) => ({ object: objectName(asked), reasons }));
    return others.length > 0 ? others : undefined;
  }

  /** The manifests with what stays in the place of what is refused; workloads, of which changes tell, as they are. */
  public beside(written: Model): Manifest[] {
    const makers = makersOf(written);
    return this.areNone ? written.manifests : this.stored(written.manifests, (manifest) => makers.has(manifest));
  }

  /** The plan of all that stays, as one of the manifests: what is refused has no update. */
  public planOf(written: Model, plan: (stored: Model) => RolloutPlan): RolloutPlan {
    if (this.areNone) {
      return plan(written);
    }
    // Pods of an object that another one makes are counted with that one.
    const isOwned = (manifest: Manifest) => ownerOf(manifest) !== undefined;
    this.standing ??= new Model(this.stored(written.manifests, isOwned), written.options);
    const stored = this.standing;
    const { workloads, ...rest } = plan(stored);
    const byKey = new Map(stored.workloads.map(({ manifest }, index) => [keyOf(manifest), workloads[index]]));
    return {
      ...rest,
      refused: this.withoutPods(written),
      workloads: written.workloads.map(({ manifest }, index) => {
        const { file, documentIndex } = manifest;
        const witness = this.reasonsFor(manifest);
        const refused = { verdict: 'impossible' as const, witness };
        return {
          ...byKey.get(keyOf(manifest)) ?? workloads[index], file, documentIndex,
          ...witness.length > 0 ? { ...refused, alone: refused, together: refused, timeline: undefined } : {},
        };
      }),
    };
  }

  private stored(manifests: readonly Manifest[], isLeft: (manifest: Manifest) => boolean): Manifest[] {
    return manifests.map((manifest) => {
      const running = this.byKey.get(keyOf(manifest))?.running;
      return !running || isLeft(manifest) || isLeft(running) ? manifest : running;
    });
  }
}

function makersOf({ podSets }: Model): ReadonlySet<Manifest> {
  return new Set(podSets.map(({ manifest }) => manifest));
}
