import { getOrMake } from '../../util/get-or-make';
import { KubernetesVersion } from '../../kubernetes/kubernetes-version';
import {
  append, defaultStorageClass, Field, isBeingDeleted, LimitRangeItem, Manifest, Model, readLimitRange,
  readResourceQuota, ResourceQuota,
} from '../../manifests';

/** A LimitRange with its entries. */
export interface NamedLimitRange {
  readonly name: string;
  readonly items: LimitRangeItem[];
}

/** The objects that decide what becomes of a pod, indexed. */
export class Surroundings {
  /** Minor version of the cluster: 37 for 1.37. */
  public readonly kubernetesMinor: number;
  /** Where claims without a class go; undefined when no class in the input is marked as default. */
  public readonly defaultStorageClass?: string;
  private readonly quotas = new Map<string, ResourceQuota[]>();
  private readonly limitRanges = new Map<string, NamedLimitRange[]>();
  private readonly clusterWide = new Map<string, Map<string, Manifest>>();
  /** Namespaces that have live objects of a kind, by kind; those that there are under `Namespace`. */
  private readonly live = new Map<string, Set<string>>();
  private readonly liveObjects = new Map<string, Manifest>();
  /** Namespaces that are being deleted. */
  private readonly leaving = new Set<string>();
  private readonly written: ReadonlySet<Manifest>;

  constructor(public readonly model: Model) {
    this.kubernetesMinor = (model.options.kubernetes ?? KubernetesVersion.NEWEST).minor;
    this.written = new Set(model.manifests);
    for (const object of model.options.live ?? []) {
      const { kind, namespace, name } = object;
      this.liveObjects.set(`${kind}\0${nameOf(object)}`, object);
      this.live.set(kind, (this.live.get(kind) ?? new Set()).add(kind === 'Namespace' ? name : namespace));
    }
    [...model.byKind('Namespace'), ...(model.options.live ?? []).filter(({ kind }) => kind === 'Namespace')]
      .filter(isLeaving).forEach(({ name }) => this.leaving.add(name));
    for (const manifest of lastOfEach(model.byKind('LimitRange'))) {
      append(this.limitRanges, manifest.namespace, {
        name: manifest.name, items: readLimitRange(Field.of(manifest, [])),
      });
    }
    for (const manifest of lastOfEach(model.byKind('ResourceQuota'))) {
      const quota = readResourceQuota(Field.of(manifest, []));
      const counted = this.liveOf(manifest);
      append(this.quotas, manifest.namespace,
        counted ? { ...quota, used: readResourceQuota(Field.of(counted, [])).used } : quota);
    }
    this.defaultStorageClass = defaultStorageClass(model.byKind('StorageClass'));
  }

  /**
   * Whether all objects of a kind are known, since a snapshot asked for them: it says so, or it holds some. Accounts
   * are known where the namespace has some, since each gets a `default` one, or where there is no such namespace yet.
   */
  public isComplete(kind: string, namespace?: string): boolean {
    const isAsked = this.model.options.asked?.has(kind) ?? false;
    const having = this.live.get(kind) ?? (isAsked ? new Set<string>() : undefined);
    const existing = this.live.get('Namespace');
    return (
      having !== undefined
      && (namespace === undefined || having.has(namespace) || (existing !== undefined && !existing.has(namespace)))
    );
  }

  /** Whether a namespace is being deleted, which no apply takes back. */
  public isLeaving(namespace: string): boolean {
    return this.leaving.has(namespace);
  }

  /** Whether an object is of the manifests, not of the live cluster. */
  public isWritten(object: Manifest): boolean {
    return this.written.has(object);
  }

  /** What the live cluster holds in the place of an object. */
  public liveOf(manifest: Manifest): Manifest | undefined {
    return this.liveObjects.get(`${manifest.kind}\0${nameOf(manifest)}`);
  }

  public quotasOf(namespace: string): ResourceQuota[] {
    return this.quotas.get(namespace) ?? [];
  }

  public limitRangesOf(namespace: string): NamedLimitRange[] {
    return this.limitRanges.get(namespace) ?? [];
  }

  /** Objects of a kind that has no namespace, by name; the last of a name is what stays in the cluster. */
  public clusterScoped(kind: string): ReadonlyMap<string, Manifest> {
    return getOrMake(this.clusterWide, kind, () =>
      new Map(this.model.byKind(kind).map((manifest) => [manifest.name, manifest])));
  }
}

function lastOfEach(manifests: Manifest[]): Manifest[] {
  return [...new Map(manifests.map((manifest) => [nameOf(manifest), manifest])).values()];
}

function isLeaving(namespace: Manifest): boolean {
  return isBeingDeleted(namespace) || Field.of(namespace, []).get('status', 'phase').value === 'Terminating';
}

function nameOf({ namespace, name }: Manifest): string {
  return `${namespace}\0${name}`;
}
