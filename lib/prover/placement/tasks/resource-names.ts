import { ClusterNode } from '../../../cluster';
import { Workload } from '../../../manifests';
import { ClaimIndex } from '../volumes/claims';
import { DeviceIndex } from '../devices/devices';

interface Indexes {
  readonly devices: DeviceIndex;
  readonly claims: ClaimIndex;
}

/** Before the name of a CSI driver: disks that it attaches to a node. */
export const DISKS = 'disks of ';

/** What is asked for, pods first; disks of those drivers only that limit them. */
export function namesOfResources(
  workloads: Workload[], drivers: ReadonlySet<string>, { devices, claims }: Indexes,
): string[] {
  const requested = workloads.flatMap((workload) => {
    const { counts, shared } = devices.demandOf(workload);
    return [
      ...[...workload.pod.requests].filter(([, amount]) => amount > 0).map(([name]) => name),
      ...counts.keys(),
      // No pod asks for these by itself, but nodes differ by them.
      ...shared.flatMap((claim) => [...claim.counts.keys()]),
      ...[...claims.use(workload).disks.keys()].filter((driver) => drivers.has(driver))
        .map((driver) => DISKS + driver),
    ];
  });
  return ['pods', ...new Set(requested)];
}

/** What a node has left of a resource beside pods outside the manifests. */
export function offeredOn(
  node: ClusterNode, resource: string, limits: ReadonlyMap<string, number> | undefined, { devices, claims }: Indexes,
): number {
  if (resource.startsWith(DISKS)) {
    const driver = resource.slice(DISKS.length);
    const limit = limits?.get(driver);
    return limit === undefined ? Infinity : Math.max(0, limit - (claims.disksOutside(node).get(driver) ?? 0));
  }
  return (
    node.free.get(resource)
    ?? devices.offeredOn(resource, node)
    ?? (resource === 'ephemeral-storage' ? Infinity : 0)
  );
}
