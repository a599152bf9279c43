import { Field, Model } from '../../../manifests';

/**
 * Disks that the nodes may attach, by node name and driver (`CSINode` objects); nodes and drivers without an entry have
 * no limit.
 */
export function attachLimits(model: Model): ReadonlyMap<string, ReadonlyMap<string, number>> {
  return new Map(model.byKind('CSINode').map((manifest) => [manifest.name, new Map(
    Field.of(manifest, []).get('spec', 'drivers').items().flatMap((driver) => {
      const count = driver.get('allocatable', 'count').integer();
      const name = driver.get('name').string();
      return count === undefined || name === undefined ? [] : [[name, count] as const];
    }),
  )]));
}
