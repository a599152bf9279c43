import { HOSTNAME, Repulsion, Task } from './task';

const known = new WeakMap<readonly Repulsion[], Uint8Array>();
const further = new WeakMap<readonly Repulsion[], readonly Repulsion[]>();

/**
 * By index of a task, 1 where no pod of it may share a node with this one: asked of the few pods of a node, instead of
 * asking the node about all that may be repelled, which are all there are where everything keeps apart.
 */
export function repelledOnNode({ repulsions }: Task): Uint8Array {
  let found = known.get(repulsions);
  if (!found) {
    found = new Uint8Array(1 + repulsions.reduce((most, { other }) => Math.max(most, other.index), 0));
    for (const { other, topologyKey } of repulsions) {
      found[other.index] = Number(topologyKey === HOSTNAME || found[other.index] === 1);
    }
    known.set(repulsions, found);
  }
  return found;
}

/** Those over more than single nodes. */
export function beyondNode({ repulsions }: Task): readonly Repulsion[] {
  const found = further.get(repulsions) ?? repulsions.filter(({ topologyKey }) => topologyKey !== HOSTNAME);
  further.set(repulsions, found);
  return found;
}

const made = new WeakMap<Task, Map<string, Repulsion>>();

/** The same for all that a task keeps off. */
export function repulsionFrom(other: Task, topologyKey: string): Repulsion {
  const byKey = made.get(other) ?? new Map<string, Repulsion>();
  made.set(other, byKey);
  const found = byKey.get(topologyKey) ?? { other, topologyKey };
  byKey.set(topologyKey, found);
  return found;
}
