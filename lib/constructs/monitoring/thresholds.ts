import { Duration } from 'cdk8s';
import { wholeSeconds } from '../workload/startup-budget';
import { AlertThresholds } from './alert-thresholds';

/** `AlertThresholds` in numbers; times in seconds. */
export type Thresholds = { readonly [name in keyof AlertThresholds]-?: number };

/** @throws when a share is not between 0 and 1, a count negative, or a time not positive */
export function resolveThresholds(given: AlertThresholds = {}): Thresholds {
  return {
    slowStart: share('slowStart', given.slowStart ?? 0.8),
    waitingRequests: count('waitingRequests', given.waitingRequests ?? 10),
    kvCache: share('kvCache', given.kvCache ?? 0.95),
    timeToFirstToken: positive('timeToFirstToken', given.timeToFirstToken ?? Duration.seconds(5)),
    errorRatio: share('errorRatio', given.errorRatio ?? 0.05),
    queueTime: positive('queueTime', given.queueTime ?? Duration.millis(500)),
    gpuMemory: share('gpuMemory', given.gpuMemory ?? 0.97),
    idleGpu: wholeSeconds('thresholds.idleGpu', given.idleGpu ?? Duration.hours(2), 60),
    waitForGpu: wholeSeconds('thresholds.waitForGpu', given.waitForGpu ?? Duration.minutes(10), 60),
    spareNode: wholeSeconds('thresholds.spareNode', given.spareNode ?? Duration.hours(1), 60),
    claimForecast: wholeSeconds('thresholds.claimForecast', given.claimForecast ?? Duration.days(4), 3600),
    certificateExpiry: wholeSeconds('thresholds.certificateExpiry', given.certificateExpiry ?? Duration.days(14), 3600),
  };
}

function share(name: string, value: number): number {
  if (!(value > 0 && value < 1)) {
    throw new Error(`thresholds.${name} ${value} is no share; write a number between 0 and 1, such as 0.9`);
  }
  return value;
}

function count(name: string, value: number): number {
  if (!Number.isInteger(value) || value < 0) {
    throw new Error(`thresholds.${name} ${value} is not a whole number; write 0 or more`);
  }
  return value;
}

function positive(name: string, duration: Duration): number {
  const seconds = duration.toSeconds({ integral: false });
  if (!(seconds > 0)) {
    throw new Error(`thresholds.${name} ${seconds} s is no time; write for example Duration.seconds(5)`);
  }
  return seconds;
}
