import { Clock } from './clock';
import { KubectlReply } from '../kubernetes/kubectl-reply';
import { OperateEvent } from './event';
import { KubectlPort } from './kubectl-port';
import { Progress } from './watch/progress';

/** What a command that operates a cluster acts on. */
export interface World {
  readonly kubectl: KubectlPort;
  /**
   * Runs another program to its end, whatever the exit status.
   *
   * @throws when it is missing
   */
  readonly program: (name: string, args: string[]) => Promise<KubectlReply>;
  readonly clock: Clock;
  readonly say: (event: OperateEvent) => void;
  /** Shows how far all workloads are, where that can be drawn anew. */
  readonly draw: (progress: readonly Progress[], now: number) => void;
  /** Characters that a line may have. */
  readonly width: number;
  /** Somebody wants the watching to end. */
  readonly stop: AbortSignal;
}
