import { Field, isJobOver, Model, PodCount, sizeLeft, whenNotWritten, Workload } from '../../../manifests';

/**
 * Pods that are wanted of a workload. An apply leaves a number alone that it does not write, and nobody scales what is
 * at none (kubernetes pkg/controller/podautoscaler/horizontal.go `reconcileAutoscaler`). A Job that is over stays so.
 *
 * @param running so many are wanted before, where that was read from a cluster
 */
export function sizeAsked(after: Model, old: Workload, workload: Workload, running: PodCount | undefined): PodCount {
  const size = after.sizeOf(workload);
  if (!running) {
    return size;
  }
  if (workload.scale === 'none') {
    const spec = Field.of(workload.manifest, []).get('spec');
    const isLeft = ['Job', 'CronJob'].includes(old.kind)
      && ![spec, spec.get('jobTemplate', 'spec')].some((each) => each.get('parallelism').isPresent);
    return old.kind === 'Job' && isJobOver(Field.of(old.manifest, []).get('status')) ? running
      : isLeft ? { least: size.least, most: Math.max(size.most, running.most) } : size;
  }
  const autoscaler = after.autoscalerOf(workload);
  const isLeft = autoscaler === undefined || (running.most === 0 && !autoscaler.startsFromZero);
  return workload.hasReplicas || !isLeft ? size : sizeLeft(old.manifest, size, running);
}

/** That it is not known how many pods there will be, as the apply does not write it. */
export function whyOpenNumber(old: Workload, { hasReplicas }: Workload, { least, most }: PodCount): string | undefined {
  return hasReplicas || whenNotWritten(old.manifest) !== 'open' || least === most ? undefined
    : `spec.replicas is not written, and whether an apply leaves ${old.replicas} or makes it 1 depends on what the last ` +
      'one wrote: write it';
}
