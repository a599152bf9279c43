import { createHash } from 'node:crypto';
import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { JobSpec } from '../../../imports/kubernetes';
import { checkProps } from '../../kubernetes/shapes/check-shape';
import { addObject, constructError, withPath } from '../../synthesis';
import { wholeSeconds } from '../workload/startup-budget';
import { OneOffTaskProps } from './one-off-task-props';
import { Task } from './task';

/** Characters of the digest behind the name, and the dash before it. */
const DIGEST = 8;

/** A Job name is a label of its pods. */
const LONGEST_NAME = 63 - DIGEST - 1;

/**
 * Work that is done once: Job, ServiceAccount and NetworkPolicy.
 *
 * The template of a Job cannot change. Its name therefore ends in a digest of its spec: a changed task is another Job,
 * which runs once, and an unchanged one does not run again.
 */
export class OneOffTask extends Task {
  /**
   * @throws when the image is not pinned, or a number makes no sense
   */
  constructor(scope: Construct, id: string, props: OneOffTaskProps) {
    super(scope, id, props);
    withPath(this, () => checkProps('OneOffTaskProps', props));
    if (this.name.length > LONGEST_NAME) {
      throw constructError(this, `name '${this.name}' is too long for a Job; write at most ${LONGEST_NAME} characters`);
    }
    const { completions = 1, parallelism = 1, keepFor } = props;
    const counts = {
      completions: this._count('completions', completions, 1), parallelism: this._count('parallelism', parallelism, 1),
    };
    const ttlSecondsAfterFinished = keepFor && withPath(this, () => wholeSeconds('keepFor', keepFor));
    const limits = this._limits();
    const parts = this._addTask();
    this._setController(namedByContent(addObject(this, 'Job', 'batch/v1 Job', {
      metadata: parts.metadata,
      spec: Lazy.any({
        produce: (): JobSpec => ({ ...counts, ...limits, ttlSecondsAfterFinished, template: parts.template() }),
      }),
    })));
  }
}

/** The same object, whose name ends in a digest of what is rendered, patches included. */
function namedByContent(job: ApiObject): ApiObject {
  const render = job.toJson.bind(job) as () => { metadata: { name: string }; spec: object };
  job.toJson = () => {
    const { metadata, spec, ...rest } = render();
    const digest = createHash('sha256').update(JSON.stringify(spec)).digest('hex').slice(0, DIGEST);
    return { ...rest, metadata: { ...metadata, name: `${metadata.name}-${digest}` }, spec };
  };
  return job;
}
