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
