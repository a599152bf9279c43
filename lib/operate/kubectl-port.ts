import { KubectlReply, RunningKubectl } from '../kubernetes/kubectl-reply';

/** All that operating a cluster needs of the world: kubectl, told which cluster. */
export interface KubectlPort {
  /** The command as one would type it. */
  commandLine(args: string[]): string;
  /**
   * Runs to its end, whatever the exit status.
   *
   * @throws when kubectl is missing
   */
  run(args: string[], input?: string): Promise<KubectlReply>;
  /** Starts a command that goes on; `said` is told every line that it writes. */
  start(args: string[], said: (line: string) => void): RunningKubectl;
}
