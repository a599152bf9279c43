import { Field, LimitRangeItem, Manifest, Model, readLimitRange, readResourceQuota, ResourceQuota } from '../../manifests';

/** A LimitRange with its entries. */
export interface NamedLimitRange {
  readonly name: string;
  readonly items: LimitRangeItem[];
}

/** What is known besides the manifests. */
export interface AdmissionOptions {
  /**
   * The input holds every object of the cluster, as a snapshot does: a class or account that is not there does not exist.
   * @default false
   */
  readonly complete?: boolean;
  /**
   * Minor version of the cluster: 37 for 1.37.
   * @default - the newest that is known
   */
  readonly kubernetesMinor?: number;
}

/** Of the sources that the plugins are written from. */
const NEWEST_MINOR = 37;

/** The objects that decide what becomes of a pod, indexed. */
export class Surroundings {
  public readonly complete: boolean;
  public readonly kubernetesMinor: number;
  /** Where claims without a class go; undefined when no class in the input is marked as default. */
  public readonly defaultStorageClass?: string;
  private readonly quotas = new Map<string, ResourceQuota[]>();
  private readonly limitRanges = new Map<string, NamedLimitRange[]>();
  private readonly clusterWide = new Map<string, Map<string, Manifest>>();

  constructor(public readonly model: Model, options: AdmissionOptions = {}) {
    this.complete = options.complete ?? false;
    this.kubernetesMinor = options.kubernetesMinor ?? NEWEST_MINOR;
    for (const manifest of lastOfEach(model.byKind('LimitRange'))) {
      const known = this.limitRanges.get(manifest.namespace) ?? [];
      this.limitRanges.set(manifest.namespace, [...known, { name: manifest.name, items: readLimitRange(Field.of(manifest, [])) }]);
    }
    for (const manifest of lastOfEach(model.byKind('ResourceQuota'))) {
      const known = this.quotas.get(manifest.namespace) ?? [];
      this.quotas.set(manifest.namespace, [...known, readResourceQuota(Field.of(manifest, []))]);
    }
    this.defaultStorageClass = model.byKind('StorageClass').find((manifest) =>
      Field.of(manifest, []).get('metadata', 'annotations', 'storageclass.kubernetes.io/is-default-class').value === 'true')?.name;
  }

  public quotasOf(namespace: string): ResourceQuota[] {
    return this.quotas.get(namespace) ?? [];
  }

  public limitRangesOf(namespace: string): NamedLimitRange[] {
    return this.limitRanges.get(namespace) ?? [];
  }

  /** Objects of a kind that has no namespace, by name; the last of a name is what stays in the cluster. */
  public clusterScoped(kind: string): ReadonlyMap<string, Manifest> {
    const known = this.clusterWide.get(kind) ?? new Map(this.model.byKind(kind).map((manifest) => [manifest.name, manifest]));
    this.clusterWide.set(kind, known);
    return known;
  }
}

function lastOfEach(manifests: Manifest[]): Manifest[] {
  return [...new Map(manifests.map((manifest) => [`${manifest.namespace}\0${manifest.name}`, manifest])).values()];
}
