import { OperateEvent } from '../event';
import { View } from '../view';
import { isSame, WorkloadRef } from '../workload-ref';
import { assess } from './assessment';
import { advance, Progress } from './progress';
import { fullName, progressDetails, progressText } from './progress-text';

/** Whom each workload calls, as `fullName` tells both. */
export type Calls = ReadonlyMap<string, readonly string[]>;

export interface WatchOptions {
  /** @default - nobody */
  readonly calls?: Calls;
  /**
   * The times of a first look are those that the cluster tells; else they begin with it.
   *
   * @default false
   */
  readonly asClusterSays?: boolean;
}

/**
 * How far all workloads are after one more look. A workload that is not there stays as it was; one that was never seen
 * is left out.
 */
export function watchAll(
  refs: readonly WorkloadRef[], before: readonly Progress[], view: View, now: number,
  { calls = new Map(), asClusterSays }: WatchOptions = {},
): Progress[] {
  const missing = new Set(refs.map(fullName));
  before.filter(({ outcome }) => outcome === 'done').forEach(({ workload }) => missing.delete(fullName(workload)));
  return refs.flatMap((ref) => {
    const known = before.find(({ workload }) => isSame(workload, ref));
    const isWaitedFor = (calls.get(fullName(ref)) ?? []).some((name) => missing.has(name));
    const look = assess(ref, view, isWaitedFor);
    return look !== undefined ? [advance(known, look, now, asClusterSays)] : known !== undefined ? [known] : [];
  });
}

/** What changed between two looks, one event for each workload that went on, was hindered or ended. */
export function changesBetween(before: readonly Progress[], after: readonly Progress[], now: number): OperateEvent[] {
  return after.flatMap((progress) => {
    const known = before.find(({ workload }) => isSame(workload, progress.workload));
    const isNew = known?.phase !== progress.phase || known.waitsFor !== progress.waitsFor;
    const isHindered = known?.obstacle?.cause !== progress.obstacle?.cause && progress.obstacle !== undefined;
    if (known?.outcome === progress.outcome && !isNew && !isHindered) {
      return [];
    }
    const event = progress.outcome !== 'waiting' ? progress.outcome : isHindered ? 'obstacle' : 'phase';
    return [eventOf(event, progress, now)];
  });
}

/** How far the workloads are that are not complete. */
export function heartbeat(progress: readonly Progress[], now: number): OperateEvent[] {
  return progress.filter(({ outcome }) => outcome !== 'done').map((each) => eventOf('heartbeat', each, now));
}

function eventOf(event: OperateEvent['event'], progress: Progress, now: number): OperateEvent {
  const still = event === 'heartbeat' ? 'still ' : '';
  return {
    event, ...progressDetails(progress, now),
    text: `${progress.workload.name}: ${still}${progressText(progress, now)}`,
  };
}
