import { Manifest } from '../../manifests';
import { Verdict } from '../../prover/updates';

/** Ids of what may unblock a rollout, the smallest change first. */
export const RECOVERY_IDS = ['undo', 'delete-pod', 'recreate', 'scale-down', 'add-node'] as const;

export type RecoveryId = (typeof RECOVERY_IDS)[number];

/** Something that may unblock a rollout. */
export interface Recovery {
  readonly id: RecoveryId;
  /** What is done: `back to revision 1, whose pod serves`. */
  readonly title: string;
  /** What it means for those who call the service, or lose something. */
  readonly effect: string;
  /** What the prover says of the rollout after it. */
  readonly verdict: Verdict;
  readonly witness: readonly string[];
  /** Arguments of kubectl; none where a person or `surge` does it. */
  readonly commands: readonly (readonly string[])[];
  /** The objects that are changed. */
  readonly changed: readonly Manifest[];
}

export function isDoable({ verdict, commands }: Recovery): boolean {
  return verdict === 'proven' && commands.length > 0;
}
