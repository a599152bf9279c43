import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { JobSpec } from '../../../imports/kubernetes';
import { isCount } from '../../kubernetes/count';
import { checkProps } from '../../kubernetes/shapes/check-shape';
import { constructError, withPath } from '../../synthesis';
import { PodParts } from '../workload/pod-parts';
import { defineProcess } from '../workload/process';
import { resolvePod } from '../workload/resolve-definition';
import { wholeSeconds } from '../workload/startup-budget';
import { Workload } from '../workload/workload';
import { TaskProps } from './task-props';

/** What belongs to pods that stay; JavaScript would leave it unread without a word. */
const OF_PODS_THAT_STAY = [
  'port', 'containerPort', 'ports', 'serviceType', 'serviceAnnotations', 'ingress', 'replicas', 'rollout', 'readiness',
  'liveness', 'startup', 'disruptionBudget', 'preStopDelay', 'minReady',
];

/**
 * Work that ends: no Service, no probes and no budget, but the same pods as those of every workload.
 */
export abstract class Task extends Workload {
  /**
   * @throws when the image is not pinned, a number makes no sense, or something is given that only pods have that stay
   */
  constructor(scope: Construct, id: string, private readonly taskProps: TaskProps) {
    super(scope, id, taskProps);
    withPath(this, () => checkProps('TaskProps', taskProps));
    const foreign = Object.entries(taskProps)
      .find(([name, value]) => OF_PODS_THAT_STAY.includes(name) && value !== undefined);
    if (foreign) {
      throw constructError(this, `${foreign[0]} has no place in a task, whose pods end and which nobody calls; leave it out`);
    }
    if (taskProps.sidecars?.length) {
      throw constructError(
        this,
        `sidecar '${taskProps.sidecars[0].name}' never ends, and the task with it; ` +
          "write it into initContainers with restartPolicy: 'Always'",
      );
    }
  }

  /** Checks the pods, and adds all but the Job or CronJob. @internal */
  protected _addTask(): PodParts {
    const { component = 'task' } = this.taskProps;
    const pod = withPath(this, () => resolvePod(this.name, { component, ...defineProcess(this, this.taskProps) }));
    // A failed pod stays with its log, and the next attempt is another pod.
    return this._addPods({ ...pod, restartPolicy: 'Never' });
  }

  /** How long a run may take, and how often it is tried. @internal */
  protected _limits(): Omit<JobSpec, 'template'> {
    const { deadline = Duration.hours(1), backoffLimit = 3 } = this.taskProps;
    return {
      backoffLimit: this._count('backoffLimit', backoffLimit, 0),
      activeDeadlineSeconds: withPath(this, () => wholeSeconds('deadline', deadline)),
    };
  }

  /** @internal */
  protected _count(name: string, value: number, least: number): number {
    if (!isCount(value, least)) {
      throw constructError(this, `${name} ${value} is not a whole number from ${least}; write ${least} or more`);
    }
    return value;
  }
}
