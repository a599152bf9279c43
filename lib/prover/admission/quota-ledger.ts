import { getOrMake } from '../../util/get-or-make';
import { append, Field, PodCount, ResourceAmounts, ResourceQuota, Workload } from '../../manifests';
import { Admission } from './admit';
import { deviceClaimUsage } from './device-claim-usage';
import { usageAnew } from './kept-claims';
import { OutsideUsage } from './outside-usage';
import { isScoped, podQuotaUsage, volumeClaimUsage } from './pod-quota-usage';
import { QuotaRoom, QuotaShares, QuotaUser } from './quota-room';
import { revisionRoom } from './revision-quota';

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
    admission.model.podSets.forEach((workload) => append(this.byNamespace, workload.namespace, workload));
  }

  /** What each quota leaves to the pods of a workload; empty when no quota counts them. */
  public roomFor(workload: Workload): QuotaRoom[] {
    const { namespace } = workload;
    if (this.admission.surroundings.quotasOf(namespace).length === 0) {
      return [];
    }
    const known = getOrMake(this.namespaces, namespace, () => new NamespaceLedger(
      this.admission, namespace, this.byNamespace.get(namespace) ?? [], this.outside, this.countOf,
    ));
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
  private readonly quotas: { quota: ResourceQuota; users: Map<Workload, QuotaUser>; shares: QuotaShares }[];

  constructor(
    private readonly admission: Admission, namespace: string, workloads: Workload[], outside: OutsideUsage,
    countOf: (workload: Workload) => PodCount,
  ) {
    const { surroundings } = admission;
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
              usage: podQuotaUsage(workload, admission.podOf(workload).spec, quota, surroundings),
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
          .map((claim) => one(volumeClaimUsage(claim, quota, surroundings), written ? 0 : 1));
      const ofDeviceClaims = ({ written }: { written: boolean }) =>
        (isScoped(quota) ? [] : outside.deviceClaimsIn(namespace))
          .filter((claim) => outside.isWritten(claim) === written)
          .map((claim) => one(deviceClaimUsage(Field.of(claim, []).get('spec'), surroundings.model), written ? 0 : 1));
      const ofPods = pods.map((pod) =>
        one(podQuotaUsage(pod, Field.of(pod.manifest, []).get('spec'), quota, surroundings), 1));
      const shares = new QuotaShares(quota, {
        own: [...users.values(), ...ofClaims({ written: true }), ...ofDeviceClaims({ written: true })],
        outside: [...ofClaims({ written: false }), ...ofDeviceClaims({ written: false }), ...ofPods],
        areAllOf: (resource) => outside.isCounted(resource),
      });
      return { quota, users, shares };
    });
  }

  public roomFor(workload: Workload): QuotaRoom[] {
    return this.quotas.flatMap(({ quota, users, shares }) => {
      const user = users.get(workload)!;
      const anew = usageAnew(this.admission, workload, user.most, quota);
      return shares.roomFor(user).filter(({ resource }) => anew.has(resource));
    });
  }
}
