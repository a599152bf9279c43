/** What a command that operates a cluster tells while it goes on, one thing each. */
export const EVENT_NAMES = [
  // What is about to happen, and what was found before.
  'said', 'preflight', 'plan', 'command',
  // One workload.
  'phase', 'obstacle', 'heartbeat', 'done', 'failed', 'timed out', 'evidence',
  // The cluster cannot be reached for a while, and can again.
  'connection',
  // A line of a log.
  'log',
  // One row of a comparison.
  'row',
  // The end, once.
  'result',
] as const;

export type EventName = (typeof EVENT_NAMES)[number];

/** Fields that an event may have besides its name and its words. */
export interface EventDetails {
  /** `namespace/Deployment/name`. */
  readonly workload?: string;
  readonly phase?: string;
  readonly waitsFor?: string;
  /** Seconds since the change was made, and since the phase began. */
  readonly elapsedSeconds?: number;
  readonly phaseSeconds?: number;
  /** Seconds that all of it may take, and this phase. */
  readonly budgetSeconds?: number;
  readonly phaseBudgetSeconds?: number;
  /** What hinders: `image-not-found`. */
  readonly code?: string;
  /** A kubectl command. */
  readonly command?: string;
  /** Whether it is as it should be. */
  readonly ok?: boolean;
  readonly expected?: string;
  readonly actual?: string;
  readonly exitCode?: number;
}

export interface OperateEvent extends EventDetails {
  readonly event: EventName;
  /** The same for people, one line. */
  readonly text: string;
}
