import { textOf } from '../../util/value-text';
import { Field } from '../field';
import { readLabelSelector } from '../label-selector';
import { shortestInterval } from './cron-interval';
import { Controller, requireContainers, workloadOf } from './controller';

/**
 * Pods that a Job runs at a time: its parallelism, though never more than completions
 * (kubernetes pkg/controller/job/job_controller.go `manageJob`); none while it is suspended or when it has finished.
 */
export function running(spec: Field, status?: Field): number {
  if (spec.get('suspend').value === true || (status && isJobOver(status))) {
    return 0;
  }
  return Math.min(spec.get('parallelism').integer() ?? 1, spec.get('completions').integer() ?? Infinity);
}

/** Whether a Job makes no pods any more, as its status says. */
export function isJobOver(status: Field): boolean {
  return status.get('conditions').items().some((condition) =>
    ['Complete', 'Failed'].includes(textOf(condition.get('type').value)) && condition.get('status').value === 'True');
}

/**
 * Jobs: their pods come and go and are not replaced. The disruption controller cannot count them (no scale
 * subresource).
 */
export const JOB: Controller = {
  kind: 'Job',
  groups: ['batch'],
  read(root) {
    const spec = root.get('spec');
    requireContainers(spec.get('template'));
    const selector = readLabelSelector(spec.get('selector'));
    return workloadOf(root, spec.get('template'), {
      replicas: running(spec, root.get('status')), least: 0, selector, scale: 'none',
    });
  },
};

/**
 * CronJobs. With `concurrencyPolicy: Allow`, the default, a run may start beside unfinished ones; how many is bounded
 * only by `activeDeadlineSeconds` over the shortest time between two runs. Without a deadline one run at a time is
 * presumed.
 */
export const CRON_JOB: Controller = {
  kind: 'CronJob',
  groups: ['batch'],
  read(root) {
    const spec = root.get('spec');
    const job = spec.get('jobTemplate', 'spec');
    requireContainers(job.get('template'));
    const runs = (spec.get('concurrencyPolicy').string() ?? 'Allow') === 'Allow' ? overlapping(spec, job) : 1;
    const replicas = spec.get('suspend').value === true ? 0 : runs * running(job);
    return workloadOf(root, job.get('template'), { replicas, least: 0, scale: 'none' });
  },
};

/** Seconds between two runs of a schedule with five fields at least: what is not understood may be so fine. */
const FINEST = 60;

function overlapping(spec: Field, job: Field): number {
  const deadline = job.get('activeDeadlineSeconds').integer();
  const interval = shortestInterval(spec.get('schedule').string() ?? '');
  return deadline === undefined ? 1 : Math.max(1, Math.ceil(deadline / (interval ?? FINEST)));
}
