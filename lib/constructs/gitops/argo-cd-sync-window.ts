import { Duration } from 'cdk8s';
import { SyncWindow } from '../../../imports/argoproj.io';
import { cronFault } from '../../kubernetes/cron-fault';
import { wholeSeconds } from '../workload/startup-budget';
import { checkTimeZone } from '../workload/time-zone';
import { checkCall } from '../../kubernetes/shapes/check-shape';

/**
 * When a sync window is open.
 */
export interface ArgoCdSyncWindowOptions {
  /** Start, as five cron fields, such as `0 22 * * 1-5`. */
  readonly schedule: string;

  /** How long it stays open. */
  readonly duration: Duration;

  /**
   * Names of the Applications, with `*` for any characters.
   *
   * @default - all of the project
   */
  readonly applications?: string[];

  /**
   * Let people sync by hand while automated syncs may not.
   *
   * @default false
   */
  readonly manualSync?: boolean;

  /**
   * Time zone of the schedule, such as `Europe/Berlin`.
   *
   * @default 'UTC'
   */
  readonly timeZone?: string;
}

/**
 * A time in which the Applications of a project are synced, or are not: recreating a NIM takes its API away for the
 * whole startup budget, which may be better at night.
 * https://argo-cd.readthedocs.io/en/stable/user-guide/sync_windows/
 */
export class ArgoCdSyncWindow {
  /**
   * Syncs only happen in the windows that allow them.
   *
   * @throws when the schedule does not have five cron fields, the time zone is not known, or no application is named
   */
  public static allow(options: ArgoCdSyncWindowOptions): ArgoCdSyncWindow {
    checkCall('ArgoCdSyncWindow.allow', { options });
    return new ArgoCdSyncWindow('allow', options);
  }

  /**
   * No syncs happen in the window, whatever others allow.
   *
   * @throws when the schedule does not have five cron fields, the time zone is not known, or no application is named
   */
  public static deny(options: ArgoCdSyncWindowOptions): ArgoCdSyncWindow {
    checkCall('ArgoCdSyncWindow.deny', { options });
    return new ArgoCdSyncWindow('deny', options);
  }

  private constructor(private readonly kind: string, private readonly options: ArgoCdSyncWindowOptions) {
    const { schedule, applications, timeZone } = options;
    // Argo CD has a parser without the words of others, such as @daily: pkg/apis/application/v1alpha1 SyncWindow.
    const isOfFive = schedule.trim().split(/\s+/).length === 5 && !schedule.startsWith('@');
    const fault = isOfFive ? cronFault(schedule) : 'does not have five cron fields';
    if (fault !== undefined) {
      throw new Error(`schedule '${schedule}' of the sync window ${fault}; write for example '0 22 * * 1-5'`);
    }
    if (applications?.length === 0 || applications?.some((name) => name.trim() === '')) {
      throw new Error("applications of the sync window has no name in it, or an empty one; write names such as 'web-*', or leave it out");
    }
    if (timeZone !== undefined) {
      checkTimeZone(timeZone);
    }
  }

  /** @internal */
  public _toArgoCd(): SyncWindow {
    const { schedule, duration, applications, manualSync, timeZone } = this.options;
    return {
      kind: this.kind,
      schedule,
      duration: `${wholeSeconds('duration of the sync window', duration, 60)}s`,
      applications: applications ?? ['*'],
      manualSync: manualSync ?? false,
      timeZone: timeZone ?? 'UTC',
    };
  }
}
