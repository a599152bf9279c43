import { isUnknown } from '../nodes/node-terms';
import { RepelledPair } from './repulsions';
import { HOSTNAME, Task } from './task';
import { Draft, TaskSource } from './task-source';

/**
 * Pods of one task repel each other. On a node without the topology label no term does (kubernetes
 * interpodaffinity/filtering.go `satisfyPodAntiAffinity`): where only some nodes have it, the pods count as if none
 * had.
 */
export function keepApart(task: Draft, pair: RepelledPair, { nodes, groupOf, domain }: TaskSource): void {
  const { topologyKey } = pair;
  if (pair.otherRevisions) {
    task.unmodelled.push(`anti-affinity over ${topologyKey} to pods of other revisions (mismatchLabelKeys)`);
    return;
  }
  if (topologyKey === HOSTNAME) {
    task.apart = stricter(task.apart, pair, task.unmodelled);
    return;
  }
  const open = nodes.filter((_, node) => task.eligible[groupOf[node]]);
  const lacking = nodes.filter((_, node) => task.eligible[groupOf[node]] && domain(node, topologyKey) === undefined);
  if (lacking.length === 0) {
    task.apart = stricter(task.apart, pair, task.unmodelled);
  } else if (lacking.length < open.length || lacking.some((node) => isUnknown(node, topologyKey))) {
    task.unmodelled.push(`anti-affinity over ${topologyKey} on nodes without that label`);
  }
}

function stricter(
  known: Task['apart'],
  { topologyKey, perRevision }: RepelledPair,
  unmodelled: string[],
): Task['apart'] {
  if (known && known.topologyKey !== topologyKey && known.topologyKey !== HOSTNAME && topologyKey !== HOSTNAME) {
    unmodelled.push(`anti-affinity over both ${known.topologyKey} and ${topologyKey}`);
  }
  if (perRevision && topologyKey !== HOSTNAME) {
    unmodelled.push(`anti-affinity of one revision over ${topologyKey}`);
  }
  if (known && known.perRevision !== perRevision && known.topologyKey !== topologyKey) {
    unmodelled.push('anti-affinity of one revision beside anti-affinity of all');
  }
  return {
    topologyKey: known && topologyKey === HOSTNAME ? known.topologyKey : topologyKey,
    perRevision: perRevision && (known?.perRevision ?? true),
  };
}
