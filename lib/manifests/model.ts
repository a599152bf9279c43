import { getOrMake } from '../util/get-or-make';
import { selectsSome } from './added-labels';
import { append } from './append';
import { controllerOf } from './controllers';
import { Field } from './field';
import { identityProblems } from './identity';
import { InputProblem } from './input-problem';
import { typeOf } from './kinds';
import { readingsOf } from './doubtful-word';
import { LabelIndex } from './label-index';
import { LabelSelector } from './label-selector';
import { loadManifests, ManifestSource } from './load-manifests';
import { Manifest } from './manifest';
import { ModelOptions } from './model-options';
import { objectKey } from './object-key';
import { PodCount } from './pod-count';
import { Autoscaler, DisruptionBudget, readAutoscaler, readDisruptionBudget, readScaledObject } from './policies';
import { readWorkloads } from './read-workloads';
import { Uncounted } from './uncounted';
import { Workload } from './workload';

/** Every manifest of one input, indexed. */
export class Model {
  /**
   * `namespace` is that of objects that name none, as of `kubectl apply --namespace`; `default` when absent.
   *
   * @throws ManifestSyntaxError
   */
  public static load(sources: ManifestSource[], namespace?: string, options?: ModelOptions): Model {
    return new Model(loadManifests(sources, namespace), options);
  }

  /** Objects that make pods, one for each, without those whose pods another object of the input accounts for. */
  public readonly workloads!: Workload[];
  /** The same, and after each the further templates of the same object. */
  public readonly podSets!: Workload[];
  /** Objects whose pods are not, or not all, counted. */
  public readonly uncounted: Uncounted[];
  /** What could not be read, each once, in input order. */
  public readonly problems: InputProblem[];
  /** Kinds of objects whose pods, if they make any, are not counted, with how often they occur. */
  public readonly unknownKinds: ReadonlyMap<string, number>;

  /** Groups of manifests that name the same object more than once; none of those without a name. */
  public readonly duplicates: Manifest[][];

  private readonly kinds = new Map<string, Manifest[]>();
  private readonly objects = new Map<string, Manifest[]>();
  private readonly pods!: LabelIndex<Workload>;
  private readonly ofAll!: Map<Workload, DisruptionBudget[]>;
  private readonly ofSome!: Map<Workload, DisruptionBudget[]>;
  private readonly budgets: readonly DisruptionBudget[];
  /** As they are written, before others are put in their place. */
  private readonly written: readonly Workload[];
  /** The model of the same objects as they are written. */
  private readonly origin: Model = this;
  private readonly autoscalers = new Map<string, Autoscaler>();
  /** Pods of no manifest, at the size that they say themselves. */
  private readonly further: ReadonlySet<Workload> = new Set();

  constructor(public readonly manifests: Manifest[], public readonly options: ModelOptions = {}) {
    const problems: InputProblem[] = manifests.flatMap((each) => [...doubtfulKeys(each), ...identityProblems(each)]);
    manifests.forEach((manifest) => this.add(manifest));
    this.duplicates = [...this.objects.values()]
      .map((group) => group.filter(({ isNameGenerated }) => !isNameGenerated))
      .filter((group) => group.length > 1 && group[0].name !== '');
    (options.live ?? [])
      .filter((object) => !this.find(typeOf(object), object.namespace, object.name))
      .forEach((object) => this.add(object));
    const ofAutoscalers: InputProblem[] = [];
    for (const manifest of this.byKind('HorizontalPodAutoscaler')) {
      this.addAutoscaler(readAutoscaler(Field.of(manifest, ofAutoscalers)));
    }
    for (const manifest of this.byKind('ScaledObject')) {
      this.addAutoscaler(readScaledObject(Field.of(manifest, ofAutoscalers)));
    }
    const { workloads, uncounted } = readWorkloads(this, problems);
    problems.push(...ofAutoscalers);
    this.written = workloads;
    this.uncounted = uncounted;
    this.unknownKinds = countBy(
      uncounted.filter(({ manifest }) => !controllerOf(manifest)).map(({ manifest }) => typeOf(manifest)),
    );
    this.budgets = this.byKind('PodDisruptionBudget')
      .map((manifest) => readDisruptionBudget(Field.of(manifest, problems)));
    this.problems = eachOnce(problems);
    this.put((workload) => workload);
  }

  /**
   * The same objects, and another workload in the place of each, as the API server makes it; what was read is not read
   * again.
   */
  public rewritten(
    rewrite: (workload: Workload) => Workload, options: Pick<ModelOptions, 'adjust' | 'keepsVolumes'> = {},
  ): Model {
    const copy = Object.assign(Object.create(Model.prototype) as Model, this.origin, {
      options: { ...this.options, ...options },
    });
    copy.put(rewrite);
    return copy;
  }

  /** The same objects with the workloads as they are written. */
  public asWritten(): Model {
    return this.origin;
  }

  /** Puts the workloads in place, with what is looked up by them. */
  private put(rewrite: (workload: Workload) => Workload): void {
    const { adjust = (workload: Workload) => workload } = this.options;
    const workloads = this.written.map(adjust).map((workload) =>
      rewrite({ ...workload, companions: workload.companions.map(rewrite) }),
    );
    const podSets = workloads.flatMap((workload) => [workload, ...workload.companions]);
    const [ofAll, ofSome] = [new Map<Workload, DisruptionBudget[]>(), new Map<Workload, DisruptionBudget[]>()];
    Object.assign(this, {
      workloads, podSets, ofAll, ofSome,
      pods: new LabelIndex(podSets, ({ namespace, pod }) => ({ namespace, labels: pod.labels })),
    });
    for (const budget of this.budgets) {
      const { manifest: { namespace }, selector } = budget;
      const whole = this.selectPods(namespace, selector);
      whole.forEach((workload) => append(ofAll, workload, budget));
      const some = whole.length > 0 ? [] : this.selectSomePods(namespace, selector);
      some.forEach((workload) => append(ofSome, workload, budget));
    }
  }

  /**
   * The same objects with further pods beside those that they make: those of a former revision. Budgets do not count
   * them.
   */
  public withPods(further: readonly Workload[]): Model {
    return Object.assign(Object.create(Model.prototype) as Model, this, {
      podSets: [...this.podSets, ...further], further: new Set(further),
    });
  }

  private add(manifest: Manifest): void {
    append(this.kinds, typeOf(manifest), manifest);
    append(this.objects, objectKey(typeOf(manifest), manifest.namespace, manifest.name), manifest);
  }

  /** Manifests of a kind, in input order, and then what is live of it. */
  public byKind(kind: string): Manifest[] {
    return this.kinds.get(kind) ?? [];
  }

  /** The last manifest of that name: what `kubectl apply` leaves in the cluster. */
  public find(kind: string, namespace: string, name: string): Manifest | undefined {
    return this.objects.get(objectKey(kind, namespace, name))?.at(-1);
  }

  /** Workloads of a namespace whose pods the selector matches; none when there is no selector. */
  public selectPods(namespace: string, selector: LabelSelector | undefined): Workload[] {
    return selector ? this.pods.select(namespace, selector) : [];
  }

  /**
   * Workloads some of whose pods a selector matches by labels that their controller puts on:
   * `statefulset.kubernetes.io/pod-name`.
   */
  public selectSomePods(namespace: string, selector: LabelSelector | undefined): Workload[] {
    const selected = this.selectPods(namespace, selector);
    return selected.length > 0 || !selector ? selected
      : this.podSets.filter((workload) => workload.namespace === namespace && this.selectsSomeOf(workload, selector));
  }

  /** Whether a selector matches some pods of a workload, at some time, by labels that their controller puts on. */
  public selectsSomeOf(workload: Workload, selector: LabelSelector): boolean {
    return selectsSome(selector, workload, this.sizeOf(workload).most);
  }

  /**
   * Fewest and most pods of a workload: what autoscalers allow, else its own; pods that come and go may all be absent.
   */
  public sizeOf(workload: Workload): PodCount {
    const autoscaler = this.further.has(workload) ? undefined : this.autoscalerOf(workload);
    if (autoscaler && (workload.replicas > 0 || autoscaler.startsFromZero)) {
      const { isPaused } = autoscaler;
      const minReplicas = isPaused ? Math.min(autoscaler.minReplicas, workload.replicas) : autoscaler.minReplicas;
      const maxReplicas = isPaused ? Math.max(autoscaler.maxReplicas, workload.replicas) : autoscaler.maxReplicas;
      const least = workload.least < workload.replicas ? Math.min(workload.least, minReplicas) : minReplicas;
      return { least: least * workload.groupSize, most: maxReplicas * workload.groupSize };
    }
    return { least: Math.min(workload.least, workload.replicas), most: workload.replicas };
  }

  /** Of several autoscalers of one workload each may win, so that it may have any size that one of them allows. */
  private addAutoscaler(autoscaler: Autoscaler): void {
    const key = objectKey(autoscaler.targetKind, autoscaler.manifest.namespace, autoscaler.targetName);
    const known = this.autoscalers.get(key);
    this.autoscalers.set(key, known === undefined ? autoscaler : {
      ...autoscaler,
      minReplicas: Math.min(known.minReplicas, autoscaler.minReplicas),
      maxReplicas: Math.max(known.maxReplicas, autoscaler.maxReplicas),
      startsFromZero: known.startsFromZero || autoscaler.startsFromZero,
      isPaused: known.isPaused || autoscaler.isPaused,
    });
  }

  /** Budgets that select some of the pods of a workload, by labels that its controller gives each of them. */
  public budgetsOfSome(workload: Workload): DisruptionBudget[] {
    return this.ofSome.get(workload) ?? [];
  }

  public budgetsOf(workload: Workload): DisruptionBudget[] {
    return this.ofAll.get(workload) ?? [];
  }

  public autoscalerOf(workload: Workload): Autoscaler | undefined {
    // Most inputs have none, and the size of each workload is asked often.
    return this.autoscalers.size === 0 ? undefined
      : this.autoscalers.get(objectKey(workload.kind, workload.namespace, workload.name));
  }
}

function countBy(names: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  names.forEach((name) => counts.set(name, (counts.get(name) ?? 0) + 1));
  return counts;
}

/**
 * No field of Kubernetes is called yes or no: such a key is one of labels, selectors or data, and another one to each
 * reader.
 */
function doubtfulKeys(manifest: Manifest): InputProblem[] {
  return [...manifest.doubtfulWords].filter(([, { isKey }]) => isKey)
    .map(([pointer, word]) => ({ manifest, pointer, message: readingsOf(word) }));
}

/** A field that several readers need is reported by each of them. */
function eachOnce(problems: InputProblem[]): InputProblem[] {
  const seen = new Map<Manifest, Set<string>>();
  return problems.filter(({ manifest, pointer, message }) => {
    const reported = getOrMake(seen, manifest, () => new Set());
    return reported.size < reported.add(`${pointer}\0${message}`).size;
  });
}
