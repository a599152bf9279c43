import { listed } from '../../../util/listed';

/** Pools that are named together. */
const MOST_NAMES = 3;

/** Different reasons. */
const MOST_LINES = 6;

/** `pool a: this`, `pools b, c, d and 4 more: that`: each reason once, and no more of them than people read. */
export function saidOfPools(said: Iterable<readonly [pool: string, text: string]>): string[] {
  const poolsOf = new Map<string, Set<string>>();
  for (const [pool, text] of said) {
    poolsOf.set(text, (poolsOf.get(text) ?? new Set()).add(pool));
  }
  const lines = [...poolsOf].map(([text, pools]) =>
    `${pools.size === 1 ? 'pool' : 'pools'} ${listed([...pools], MOST_NAMES)}: ${text}`);
  return lines.length <= MOST_LINES
    ? lines
    : [...lines.slice(0, MOST_LINES - 1), `other pools: ${lines.length - MOST_LINES + 1} more reasons`];
}
