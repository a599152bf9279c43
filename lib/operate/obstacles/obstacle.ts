import { WorkloadRef } from '../workload-ref';

/**
 * Whether waiting helps:
 * - `never`: only a change of what was applied does;
 * - `from outside`: somebody else has to free or add something, and there is no sign that they do;
 * - `by itself`: it is under way.
 */
export type Healing = 'never' | 'from outside' | 'by itself';

/** Something that keeps a pod from the next phase. */
export interface Obstacle {
  /** For programs: `image-not-found`. */
  readonly code: ObstacleCode;
  /** One sentence. */
  readonly cause: string;
  /** What the cluster says, word for word. */
  readonly evidence: readonly string[];
  readonly healing: Healing;
  /** Arguments of the kubectl command that shows or tells more. */
  readonly next: readonly string[];
  /** Whose log tells more. */
  readonly logOf?: { readonly pod: WorkloadRef; readonly container: string };
}

export const OBSTACLE_CODES = [
  'image-not-found', 'image-unauthorized', 'image-pull', 'config-error', 'crash-loop', 'out-of-memory', 'exec-format',
  'pod-refused', 'quota', 'unschedulable', 'volume', 'given-up',
] as const;

export type ObstacleCode = (typeof OBSTACLE_CODES)[number];

const HEALINGS: readonly Healing[] = ['never', 'from outside', 'by itself'];

/** The one that hinders most. */
export function worstOf(obstacles: readonly Obstacle[]): Obstacle | undefined {
  return [...obstacles].sort((one, two) => HEALINGS.indexOf(one.healing) - HEALINGS.indexOf(two.healing))[0];
}

/** The command that shows all of a pod. */
export function describe({ kind, namespace, name }: WorkloadRef): string[] {
  return ['--namespace', namespace, 'describe', kind.toLowerCase(), name];
}
