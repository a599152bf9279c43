import { Duration } from 'cdk8s';
import { SyncWindow } from '../../../imports/argoproj.io';
import { wholeSeconds } from '../workload/startup-budget';
import { checkCall } from '../../kubernetes/shapes/check-shape';

const CRON = /^([-\d*,/]+)( [-\d*,/?LWA-Za-z#]+){4}$/;

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
   * @throws when the schedule does not have five cron fields
   */
  public static allow(options: ArgoCdSyncWindowOptions): ArgoCdSyncWindow {
    checkCall('ArgoCdSyncWindow.allow', { options });
    return new ArgoCdSyncWindow('allow', options);
  }

  /**
   * No syncs happen in the window, whatever others allow.
   *
   * @throws when the schedule does not have five cron fields
   */
  public static deny(options: ArgoCdSyncWindowOptions): ArgoCdSyncWindow {
    checkCall('ArgoCdSyncWindow.deny', { options });
    return new ArgoCdSyncWindow('deny', options);
  }

  private constructor(private readonly kind: string, private readonly options: ArgoCdSyncWindowOptions) {
    if (!CRON.test(options.schedule)) {
      throw new Error(
        `schedule '${options.schedule}' of the sync window does not have five cron fields; write for example '0 22 * * 1-5'`,
      );
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
