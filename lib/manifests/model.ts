import { Field } from './field';
import { InputProblem } from './input-problem';
import { KNOWN_KINDS } from './known-kinds';
import { LabelIndex } from './label-index';
import { LabelSelector } from './label-selector';
import { loadManifests, ManifestSource } from './load-manifests';
import { Manifest } from './manifest';
import { Autoscaler, DisruptionBudget, readAutoscaler, readDisruptionBudget } from './policies';
import { readWorkload, Workload } from './workload';

/** Every manifest of one input, indexed. */
export class Model {
  /**
   * `namespace` is that of objects that name none, as of `kubectl apply --namespace`; `default` when absent.
   *
   * @throws ManifestSyntaxError
   */
  public static load(sources: ManifestSource[], namespace?: string): Model {
    return new Model(loadManifests(sources, namespace));
  }

  public readonly workloads: Workload[];
  /** What could not be read, each once, in input order. */
  public readonly problems: InputProblem[];
  /** Kinds this model does not know, with how often they occur; the objects are otherwise ignored. */
  public readonly unknownKinds: ReadonlyMap<string, number>;

  private readonly kinds = new Map<string, Manifest[]>();
  private readonly objects = new Map<string, Manifest[]>();
  private readonly pods: LabelIndex<Workload>;
  private readonly budgets = new Map<Workload, DisruptionBudget[]>();
  private readonly autoscalers = new Map<string, Autoscaler>();

  /** `rewrite` puts another workload in the place of the one that was read: what the API server makes of it. */
  constructor(public readonly manifests: Manifest[], rewrite: (workload: Workload) => Workload = (workload) => workload) {
    const problems: InputProblem[] = [];
    for (const manifest of manifests) {
      append(this.kinds, manifest.kind, manifest);
      append(this.objects, objectKey(manifest.kind, manifest.namespace, manifest.name), manifest);
    }
    this.unknownKinds = new Map([...this.kinds].filter(([kind]) => !KNOWN_KINDS.has(kind)).map(([kind, list]) => [kind, list.length]));
    this.workloads = manifests.flatMap((manifest) => readWorkload(manifest, problems) ?? []).map(rewrite);
    this.pods = new LabelIndex(this.workloads, ({ namespace, pod }) => ({ namespace, labels: pod.labels }));
    for (const manifest of this.byKind('PodDisruptionBudget')) {
      const budget = readDisruptionBudget(Field.of(manifest, problems));
      this.selectPods(manifest.namespace, budget.selector).forEach((workload) => append(this.budgets, workload, budget));
    }
    for (const manifest of this.byKind('HorizontalPodAutoscaler')) {
      const autoscaler = readAutoscaler(Field.of(manifest, problems));
      this.autoscalers.set(objectKey(autoscaler.targetKind, manifest.namespace, autoscaler.targetName), autoscaler);
    }
    this.problems = eachOnce(problems);
  }

  /** Manifests of a kind, in input order. */
  public byKind(kind: string): Manifest[] {
    return this.kinds.get(kind) ?? [];
  }

  /** The last manifest of that name: what `kubectl apply` leaves in the cluster. */
  public find(kind: string, namespace: string, name: string): Manifest | undefined {
    return this.objects.get(objectKey(kind, namespace, name))?.at(-1);
  }

  /** Groups of manifests that name the same object more than once. */
  public get duplicates(): Manifest[][] {
    return [...this.objects.values()].filter((group) => group.length > 1);
  }

  /** Workloads of a namespace whose pods the selector matches; none when there is no selector. */
  public selectPods(namespace: string, selector: LabelSelector | undefined): Workload[] {
    return selector ? this.pods.select(namespace, selector) : [];
  }

  public budgetsOf(workload: Workload): DisruptionBudget[] {
    return this.budgets.get(workload) ?? [];
  }

  public autoscalerOf(workload: Workload): Autoscaler | undefined {
    return this.autoscalers.get(objectKey(workload.kind, workload.namespace, workload.name));
  }
}

/** A field that several readers need is reported by each of them. */
function eachOnce(problems: InputProblem[]): InputProblem[] {
  const seen = new Map<Manifest, Set<string>>();
  return problems.filter(({ manifest, pointer, message }) => {
    const reported = seen.get(manifest) ?? new Set();
    seen.set(manifest, reported);
    return reported.size < reported.add(`${pointer}\0${message}`).size;
  });
}

function objectKey(kind: string, namespace: string, name: string): string {
  return `${kind}\0${namespace}\0${name}`;
}

function append<K, T>(map: Map<K, T[]>, key: K, item: T): void {
  const list = map.get(key);
  if (list) {
    list.push(item);
  } else {
    map.set(key, [item]);
  }
}
