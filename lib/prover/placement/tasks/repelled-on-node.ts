import { getOrMake } from '../../../util/get-or-make';
import { oncePer } from '../../../util/once-per';
import { HOSTNAME, Repulsion, Task } from './task';

/**
 * By index of a task, 1 where no pod of it may share a node with this one: asked of the few pods of a node, instead of
 * asking the node about all that may be repelled, which are all there are where everything keeps apart.
 */
export function repelledOnNode({ repulsions }: Task): Uint8Array {
  return onNode(repulsions);
}

const onNode = oncePer((repulsions: readonly Repulsion[]) => {
  const found = new Uint8Array(1 + repulsions.reduce((most, { other }) => Math.max(most, other.index), 0));
  for (const { other, topologyKey } of repulsions) {
    found[other.index] = Number(topologyKey === HOSTNAME || found[other.index] === 1);
  }
  return found;
});

/** Those over more than single nodes. */
export function beyondNode({ repulsions }: Task): readonly Repulsion[] {
  return further(repulsions);
}

const further = oncePer((repulsions: readonly Repulsion[]) =>
  repulsions.filter(({ topologyKey }) => topologyKey !== HOSTNAME));

/** The same for all that a task keeps off. */
export function repulsionFrom(other: Task, topologyKey: string): Repulsion {
  return getOrMake(byKey(other), topologyKey, () => ({ other, topologyKey }));
}

const byKey = oncePer((_: Task) => new Map<string, Repulsion>());
