import { keyOf, Workload } from '../../../manifests';
import { Release } from './release';

/**
 * Nodes on which a snapshot shows pods of a workload, whether or not they take more of them: labels and taints are
 * looked at when pods come.
 */
export function standingNodes({ capacity, places }: Release, { manifest }: Workload): number[] {
  return [...places?.get(keyOf(manifest))?.keys() ?? []].flatMap((name) => capacity.nodeNamed(name) ?? []);
}
