import { addInto, Field, Manifest, ResourceAmounts, ResourceQuota, Workload } from '../../manifests';
import { Admission } from './admit';
import { QuotaRoom, QuotaShares, QuotaUser } from './quota-room';
import { revisionRoom } from './revision-quota';
import { countsClaim, countsPod } from './quota-scope';
import { claimUsage, podUsage } from './quota-usage';

/** Fewest and most pods of a workload when nothing is updated. */
export interface PodCount {
  readonly least: number;
  readonly most: number;
}

/** Who takes what of the quotas of every namespace. */
export class QuotaLedger {
  private readonly namespaces = new Map<string, NamespaceLedger>();
  private readonly byNamespace = new Map<string, Workload[]>();

  constructor(private readonly admission: Admission, private readonly countOf: (workload: Workload) => PodCount) {
    for (const workload of admission.model.podSets) {
      const known = this.byNamespace.get(workload.namespace) ?? [];
      known.push(workload);
      this.byNamespace.set(workload.namespace, known);
    }
  }

  /** What each quota leaves to the pods of a workload; empty when no quota counts them. */
  public roomFor(workload: Workload): QuotaRoom[] {
    const { namespace } = workload;
    if (this.admission.surroundings.quotasOf(namespace).length === 0) {
      return [];
    }
    const known = this.namespaces.get(namespace)
      ?? new NamespaceLedger(this.admission, namespace, this.byNamespace.get(namespace) ?? [], this.countOf);
    this.namespaces.set(namespace, known);
    return known.roomFor(workload);
  }

  /** What each quota leaves to the revisions of a workload: ReplicaSets of a Deployment, ControllerRevisions of others. */
  public revisionRoomFor(workload: Workload): QuotaRoom[] {
    return revisionRoom(workload, this.byNamespace.get(workload.namespace) ?? [], this.admission.surroundings);
  }
}

/** The quotas of one namespace and all that they count there. */
class NamespaceLedger {
  private readonly quotas: { users: Map<Workload, QuotaUser>; shares: QuotaShares }[];
  private readonly defaultClass?: string;

  constructor(private readonly admission: Admission, namespace: string, workloads: Workload[], countOf: (workload: Workload) => PodCount) {
    const { surroundings } = admission;
    this.defaultClass = surroundings.defaultStorageClass;
    const claims = surroundings.model.byKind('PersistentVolumeClaim').filter((claim) => claim.namespace === namespace);
    this.quotas = surroundings.quotasOf(namespace).map((quota) => {
      const users = new Map(workloads.map((workload) => {
        const { least, most } = countOf(workload);
        return [workload, { usage: this.usageOf(workload, quota), most, least: admission.refuses(workload) ? 0 : least }];
      }));
      return { users, shares: new QuotaShares(quota, [...users.values(), ...claims.map((claim) => this.claimUser(claim, quota))]) };
    });
  }

  public roomFor(workload: Workload): QuotaRoom[] {
    return this.quotas.flatMap(({ users, shares }) => shares.roomFor(users.get(workload)!));
  }

  /** One pod, with the claims that are made for it alone. */
  private usageOf(workload: Workload, quota: ResourceQuota): ResourceAmounts {
    const { spec } = this.admission.podOf(workload);
    const usage = new Map(countsPod(quota, spec) ? podUsage(spec) : []);
    const ephemeral = spec.get('volumes').items().map((volume) => volume.get('ephemeral', 'volumeClaimTemplate', 'spec'));
    const own = Field.of(workload.manifest, []).get('spec', 'volumeClaimTemplates').items().map((claim) => claim.get('spec'));
    [...ephemeral, ...own].filter((claim) => claim.isPresent && countsClaim(quota, claim))
      .forEach((claim) => addInto(usage, claimUsage(claim, this.defaultClass)));
    return usage;
  }

  private claimUser(claim: Manifest, quota: ResourceQuota): QuotaUser {
    const spec = Field.of(claim, []).get('spec');
    return { least: 1, most: 1, usage: countsClaim(quota, spec) ? claimUsage(spec, this.defaultClass) : new Map() };
  }
}
