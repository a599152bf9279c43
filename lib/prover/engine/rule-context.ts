import { getOrMake } from '../../util/get-or-make';
import { Cluster } from '../../cluster';
import { admit, Admission } from '../admission';
import { Before, Field, InputProblem, Manifest, Model, parsePointer, Workload } from '../../manifests';
import { RemedyReport } from '../remedies';
import { RolloutPlan } from '../updates';
import { DeclaredSecrets } from './declared-secrets';
import { Subject } from './subject';

/** What the prover said, and the remedies where they were looked for. */
export type KnownPlan = RolloutPlan & { readonly remedies?: RemedyReport };

export interface RuleContextOptions {
  /** `namespace/name`, or a name for every namespace, of Secrets that exist outside the manifests. */
  readonly declaredSecrets?: string[];
  /** The nodes; without them the rules about capacity do not apply. */
  readonly cluster?: Cluster;
  /** What runs now; without it every workload is restarted as it is written. */
  readonly from?: Before;
  /** What the prover said of this model on this cluster; asked when absent. */
  readonly plan?: KnownPlan;
}

/** All that a rule may look at besides its subject. */
export class RuleContext {
  /** Fields that the rules could not read; some of them may be in the model's own list too. */
  public readonly problems: InputProblem[] = [];
  public readonly cluster?: Cluster;
  public readonly plan?: KnownPlan;
  public readonly from?: Before;
  public readonly declaredSecrets: DeclaredSecrets;
  /** The first one of the same name, of every manifest that has one before it. */
  public readonly firstOf: ReadonlyMap<Manifest, Manifest>;

  private readonly workloads: ReadonlyMap<Manifest, Workload>;
  private readonly memory = new Map<unknown, () => unknown>();

  /** What the API server makes of the pods. */
  public readonly admission: Admission;
  /** The manifests, with each workload's pod as it is admitted. */
  public readonly model: Model;

  /** @throws when a declared secret is no `namespace/name` */
  constructor(written: Model, options: RuleContextOptions = {}) {
    this.admission = admit(written, options.cluster);
    this.model = this.admission.model;
    const { model } = this;
    this.cluster = options.cluster?._withKarpenter(model);
    this.plan = options.plan;
    this.from = options.from;
    this.declaredSecrets = DeclaredSecrets.of(options.declaredSecrets ?? [], model.manifests);
    this.workloads = new Map(model.workloads.map((workload) => [workload.manifest, workload]));
    this.firstOf = firstOnes(model.duplicates);
  }

  public subject(manifest: Manifest): Subject {
    return { manifest, root: Field.of(manifest, this.problems), workload: this.workloads.get(manifest) };
  }

  /** The `spec` of the pods a workload makes. */
  public podSpec({ manifest, pod }: Workload): Field {
    return Field.of(manifest, this.problems).get(...parsePointer(pod.pointer));
  }

  /** Fewest and most pods of a workload: an autoscaler's bounds, else its replicas. */
  public replicas(workload: Workload): { least: number; most: number } {
    const autoscaler = this.model.autoscalerOf(workload);
    return { least: autoscaler?.minReplicas ?? workload.replicas, most: autoscaler?.maxReplicas ?? workload.replicas };
  }

  /**
   * What `compute` returns, computed once for all subjects of this context; what it throws is thrown to each that asks.
   */
  public once<T>(compute: (context: RuleContext) => T): T {
    const known = getOrMake(this.memory, compute, () => outcomeOf(() => compute(this)));
    return known() as T;
  }
}

/** The first one of its API group, by every object behind it. */
function firstOnes(groups: readonly (readonly Manifest[])[]): Map<Manifest, Manifest> {
  const firstOf = new Map<Manifest, Manifest>();
  for (const group of groups) {
    const first = new Map<string, Manifest>();
    for (const manifest of group) {
      const [apiGroup] = manifest.apiVersion.split('/');
      const known = first.get(apiGroup);
      if (known) {
        firstOf.set(manifest, known);
      } else {
        first.set(apiGroup, manifest);
      }
    }
  }
  return firstOf;
}

function outcomeOf<T>(compute: () => T): () => T {
  try {
    const value = compute();
    return () => value;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}
