import { Duration, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { CronJobSpec } from '../../../imports/kubernetes';
import { checkSchedule } from './cron-schedule';
import { checkProps } from '../../kubernetes/shapes/check-shape';
import { addObject, constructError, withPath } from '../../synthesis';
import { wholeSeconds } from '../workload/startup-budget';
import { checkTimeZone } from '../workload/time-zone';
import { ConcurrencyPolicy } from './concurrency-policy';
import { ScheduledTaskProps } from './scheduled-task-props';
import { Task } from './task';

/** The controller puts 11 characters behind the name (ValidateCronJobCreate of pkg/apis/batch/validation). */
const LONGEST_NAME = 52;

/**
 * Work that is done again and again: CronJob, ServiceAccount and NetworkPolicy.
 */
export class ScheduledTask extends Task {
  /**
   * @throws when the schedule or the time zone is none, the image is not pinned, or a number makes no sense
   */
  constructor(scope: Construct, id: string, props: ScheduledTaskProps) {
    super(scope, id, props);
    withPath(this, () => checkProps('ScheduledTaskProps', props));
    if (this.name.length > LONGEST_NAME) {
      throw constructError(this, `name '${this.name}' is too long for a CronJob; write at most ${LONGEST_NAME} characters`);
    }
    const spec = this.resolve(props);
    const limits = this._limits();
    const parts = this._addTask();
    this._setController(addObject(this, 'CronJob', 'batch/v1 CronJob', {
      metadata: parts.metadata,
      spec: Lazy.any({
        produce: (): CronJobSpec => ({
          ...spec, jobTemplate: { metadata: { labels: this.labels }, spec: { ...limits, template: parts.template() } },
        }),
      }),
    }));
  }

  private resolve(props: ScheduledTaskProps): Omit<CronJobSpec, 'jobTemplate'> {
    const startingDeadline = props.startingDeadline ?? Duration.minutes(10);
    return withPath(this, () => ({
      schedule: checkSchedule(props.schedule),
      timeZone: checkTimeZone(props.timeZone ?? 'Etc/UTC'),
      concurrencyPolicy: props.concurrency ?? ConcurrencyPolicy.FORBID,
      // Without one, a hundred missed runs stop the schedule for good
      // (https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#job-creation); below 10 s none may start.
      startingDeadlineSeconds: wholeSeconds('startingDeadline', startingDeadline, 10),
      successfulJobsHistoryLimit: this._count('successfulRunsKept', props.successfulRunsKept ?? 3, 0),
      failedJobsHistoryLimit: this._count('failedRunsKept', props.failedRunsKept ?? 3, 0),
      suspend: props.suspend ?? false,
    }));
  }
}
