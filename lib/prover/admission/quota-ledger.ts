import { addInto, Field, Manifest, ResourceAmounts, ResourceQuota, Workload } from '../../manifests';
import { Admission } from './admit';
import { OutsideUsage } from './outside-usage';
import { PodCount } from './pod-count';
import { QuotaRoom, QuotaShares, QuotaUser } from './quota-room';
import { revisionRoom } from './revision-quota';
import { countsClaim, countsPod } from './quota-scope';
import { claimUsage, podUsage } from './quota-usage';

/** Who takes what of the quotas of every namespace. */
export class QuotaLedger {
  private readonly namespaces = new Map<string, NamespaceLedger>();
  private readonly byNamespace = new Map<string, Workload[]>();
  private readonly outside: OutsideUsage;

  /**
   * `outsidePods` are all pods of the cluster that the manifests do not describe; undefined where they are not known.
   */
  constructor(
    private readonly admission: Admission,
    private readonly countOf: (workload: Workload) => PodCount,
    outsidePods?: readonly Workload[],
  ) {
    this.outside = new OutsideUsage(admission.surroundings, outsidePods);
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
    const known =
      this.namespaces.get(namespace)
      ?? new NamespaceLedger(
        this.admission, namespace, this.byNamespace.get(namespace) ?? [], this.outside, this.countOf,
      );
    this.namespaces.set(namespace, known);
    return known.roomFor(workload);
  }

  /**
   * What each quota leaves to the revisions of a workload: ReplicaSets of a Deployment, ControllerRevisions of others.
   */
  public revisionRoomFor(workload: Workload): QuotaRoom[] {
    return revisionRoom(
      workload, this.byNamespace.get(workload.namespace) ?? [], this.admission.surroundings, this.outside,
    );
  }
}

/** The quotas of one namespace and all that they count there. */
class NamespaceLedger {
  private readonly quotas: { users: Map<Workload, QuotaUser>; shares: QuotaShares }[];
  private readonly defaultClass?: string;

  constructor(
    private readonly admission: Admission, namespace: string, workloads: Workload[], outside: OutsideUsage,
    countOf: (workload: Workload) => PodCount,
  ) {
    const { surroundings } = admission;
    this.defaultClass = surroundings.defaultStorageClass;
    const counts = new Map(workloads.map((workload) => [workload, countOf(workload)]));
    const claims = outside.claimsIn(namespace, counts);
    const pods = outside.podsIn(namespace);
    this.quotas = surroundings.quotasOf(namespace).map((quota) => {
      const users = new Map(
        workloads.map((workload) => {
          const { least, most } = counts.get(workload)!;
          return [
            workload,
            {
              usage: this.usageOf(workload, this.admission.podOf(workload).spec, quota),
              most,
              least: admission.refuses(workload) ? 0 : least,
              there: outside.runningOf(workload),
            },
          ];
        }),
      );
      const one = (usage: ResourceAmounts, there: number) => ({ least: 1, most: 1, there, usage });
      const ofClaims = ({ written }: { written: boolean }) =>
        claims
          .filter((claim) => outside.isWritten(claim) === written)
          .map((claim) => one(this.claimUsage(claim, quota), written ? 0 : 1));
      const ofPods = pods.map((pod) => one(this.usageOf(pod, Field.of(pod.manifest, []).get('spec'), quota), 1));
      const shares = new QuotaShares(quota, {
        own: [...users.values(), ...ofClaims({ written: true })],
        outside: [...ofClaims({ written: false }), ...ofPods],
        areAllOf: (resource) => outside.isCounted(resource),
      });
      return { users, shares };
    });
  }

  public roomFor(workload: Workload): QuotaRoom[] {
    return this.quotas.flatMap(({ users, shares }) => shares.roomFor(users.get(workload)!));
  }

  /** One pod, with the claims that are made for it alone. */
  private usageOf(workload: Workload, spec: Field, quota: ResourceQuota): ResourceAmounts {
    const usage = new Map(countsPod(quota, spec) ? podUsage(spec) : []);
    const ephemeral = spec
      .get('volumes')
      .items()
      .map((volume) => volume.get('ephemeral', 'volumeClaimTemplate', 'spec'));
    const own = Field.of(workload.manifest, [])
      .get('spec', 'volumeClaimTemplates')
      .items()
      .map((claim) => claim.get('spec'));
    [...ephemeral, ...own]
      .filter((claim) => claim.isPresent && countsClaim(quota, claim))
      .forEach((claim) => addInto(usage, claimUsage(claim, this.defaultClass)));
    return usage;
  }

  private claimUsage(claim: Manifest, quota: ResourceQuota): ResourceAmounts {
    const spec = Field.of(claim, []).get('spec');
    return countsClaim(quota, spec) ? claimUsage(spec, this.defaultClass) : new Map();
  }
}
