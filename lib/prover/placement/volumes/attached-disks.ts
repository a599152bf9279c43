import { ClusterNode } from '../../../cluster';
import { keyOf, Model, Workload } from '../../../manifests';
import { ephemeralClaims, ownClaims } from './claims-of-pod';
import { MIGRATED } from './migrated-drivers';
import { VolumeIndex } from './volumes';

/** A disk that a node attaches once, however many of its pods mount it. */
export interface SharedDisk {
  /** Namespace and name of the claim. */
  readonly key: string;
  readonly claimName: string;
  readonly driver: string;
}

/** Disks that pods have attached to their nodes, by CSI driver. */
export class AttachedDisks {
  private readonly users = new Map<string, Set<string>>();

  constructor(private readonly model: Model, private readonly volumes: VolumeIndex) {
    for (const { namespace, pod, manifest } of model.podSets) {
      for (const { claimName } of pod.claims) {
        const key = `${namespace}\0${claimName}`;
        this.users.set(key, (this.users.get(key) ?? new Set()).add(keyOf(manifest)));
      }
    }
  }

  /** Those that belong to one pod alone. */
  public ofEachPod(workload: Workload): ReadonlyMap<string, number> {
    const { namespace, pod } = workload;
    const specs = [...ownClaims(workload), ...ephemeralClaims(workload).map(({ spec }) => spec)];
    return countOf([
      ...specs.map((spec) => this.volumes.driverOfNew(spec)),
      ...pod.claims.filter(({ claimName }) => !this.isShared(workload, claimName))
        .map(({ claimName }) => this.driverOf(namespace, claimName)),
      ...pod.inlineDisks.map(({ disk }) => MIGRATED.get(disk.split('/')[0])),
    ]);
  }

  /** Those of claims that several pods may mount at a time. */
  public shared(workload: Workload): SharedDisk[] {
    const { namespace, pod } = workload;
    return pod.claims.filter(({ claimName }) => this.isShared(workload, claimName)).flatMap(({ claimName }) => {
      const driver = this.driverOf(namespace, claimName);
      return driver === undefined ? [] : [{ key: `${namespace}\0${claimName}`, claimName, driver }];
    });
  }

  /** Those of running pods outside the manifests, without the ones that pods of the manifests mount as well. */
  public outside({ outside }: ClusterNode): ReadonlyMap<string, number> {
    const claims = new Map(outside.flatMap(({ workload: { namespace, pod } }) => pod.claims.map(({ claimName }) =>
      [`${namespace}\0${claimName}`, this.driverOf(namespace, claimName)] as const)));
    const own = outside.flatMap(({ workload }) => [
      ...ephemeralClaims(workload).map(({ spec }) => this.volumes.driverOfNew(spec)),
      ...workload.pod.inlineDisks.map(({ disk }) => MIGRATED.get(disk.split('/')[0])),
    ]);
    return countOf([...[...claims].filter(([key]) => !this.users.has(key)).map(([, driver]) => driver), ...own]);
  }

  private isShared(workload: Workload, claimName: string): boolean {
    const bounds = workload.bounds(1);
    const isOne = workload.replicas === 1 && (bounds === undefined || bounds.recreate || bounds.maxSurge === 0);
    return !isOne || (this.users.get(`${workload.namespace}\0${claimName}`)?.size ?? 0) > 1;
  }

  private driverOf(namespace: string, claimName: string): string | undefined {
    const claim = this.model.find('PersistentVolumeClaim', namespace, claimName);
    return claim && this.volumes.driverOf(claim);
  }
}

function countOf(drivers: readonly (string | undefined)[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  drivers.forEach((driver) => driver !== undefined && counts.set(driver, (counts.get(driver) ?? 0) + 1));
  return counts;
}
