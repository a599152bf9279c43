import { oncePer } from '../../../util/once-per';
import { createHash } from 'node:crypto';
import { ClusterNode } from '../../../cluster';

/**
 * What was counted for a cluster, by a text of all that it was counted from. Plans of one cluster ask most of it
 * several times: at each reading of what is not told, of what stands and what changes, with each remedy. Of each
 * cluster the last so many counts are kept, under a hash of their texts, which may be long.
 */
export class KnownCounts<Count> {
  private readonly byCluster = oncePer((_: readonly ClusterNode[]) => new Map<string, Count>());

  constructor(private readonly most: number) {}

  /** What was counted from that text, or is counted now. */
  public of(nodes: readonly ClusterNode[], told: string, count: () => Count): Count {
    const known = this.byCluster(nodes);
    const key = createHash('sha1').update(told).digest().toString('latin1');
    const found = known.get(key) ?? count();
    known.delete(key);
    known.set(key, found);
    if (known.size > this.most) {
      known.delete(known.keys().next().value!);
    }
    return found;
  }
}
