/** What one run of kubectl came to. */
export interface KubectlReply {
  /** Null when a signal ended it. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A kubectl that goes on until it is stopped, or ends by itself. */
export interface RunningKubectl {
  /** Its exit status; null when a signal ended it. */
  readonly ended: Promise<number | null>;
  /** Ends this one process, by its id. */
  stop(): void;
}

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
