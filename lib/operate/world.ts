import { Clock } from './clock';
import { OperateEvent } from './event';
import { KubectlPort } from './kubectl-port';
import { Progress } from './watch/progress';

/** What a command that operates a cluster acts on. */
export interface World {
  readonly kubectl: KubectlPort;
  readonly clock: Clock;
  readonly say: (event: OperateEvent) => void;
  /** Shows how far all workloads are, where that can be drawn anew. */
  readonly draw: (progress: readonly Progress[], now: number) => void;
  /** Characters that a line may have. */
  readonly width: number;
  /** Somebody wants the watching to end. */
  readonly stop: AbortSignal;
}
