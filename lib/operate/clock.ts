import { setTimeout as pause } from 'node:timers/promises';

/** Time as a command sees it; a test has its own. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Waits so many milliseconds of this clock, or until it is told to stop. */
  sleep(milliseconds: number, stop?: AbortSignal): Promise<void>;
}

export const SYSTEM_CLOCK: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) => pause(milliseconds, undefined, { signal }).catch(() => undefined),
};
