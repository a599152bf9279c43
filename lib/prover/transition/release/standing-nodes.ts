import { oncePer } from '../../../kubernetes/once-per';
import { keyOf, Workload } from '../../../manifests';
import { Capacity } from '../../placement';
import { Release } from './release';

const indexes = oncePer(({ nodes }: Capacity) => new Map(nodes.map(({ name }, index) => [name, index])));

/**
 * Nodes on which a snapshot shows pods of a workload, whether or not they take more of them: labels and taints are
 * looked at when pods come.
 */
export function standingNodes({ capacity, places }: Release, { manifest }: Workload): number[] {
  return [...places?.get(keyOf(manifest))?.keys() ?? []].flatMap((name) => indexes(capacity).get(name) ?? []);
}
