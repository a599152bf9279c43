import { Verdict } from '../../../lib/prover/updates';

/** What was asked of the prover and then seen. */
export type Question =
  'update' | 'joint update' | 'transition' | 'from a snapshot' | 'altered' | 'way on' | 'way back' | 'fits'
  | 'steady state' | 'drain' | 'drain of each node' | 'eviction' | 'remedy' | 'beside a remedy';

/** One verdict beside one outcome. */
export interface Observation {
  readonly seed: number;
  readonly question: Question;
  /** By name, what had become of the cluster since its pods were placed. */
  readonly alterations?: readonly string[];
  /** Of a contradicted change from a snapshot, the files that the command line reads. */
  readonly input?: string;
  /** Of a remedy that was carried out: `update: recreate`. */
  readonly remedy?: string;
  /** The node that was drained. */
  readonly node?: string;
  /** `Deployment/w0`; empty for the steady state. */
  readonly workload: string;
  readonly verdict: Verdict;
  /** Whether it ended well: the update finished, all pods ran, the evicted pods ran again, the eviction was granted. */
  readonly good: boolean;
  readonly reasons: readonly string[];
  /** What was seen, where it did not end well. */
  readonly seen?: string;
  /** Fewest pods available from the beginning of an update on, and what the plan had promised. */
  readonly floor?: { readonly seen: number; readonly planned: number };
}
