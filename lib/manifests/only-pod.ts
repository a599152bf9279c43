import { Field } from './field';
import { Model } from './model';
import { isExtendedResource } from './pod-spec';
import { serviceSelector } from './selection';
import { mayRunTwice } from './shareable-volume';
import { Workload } from './workload';

/**
 * Whether a Deployment may be meant never to have a second pod beside the first: it lets the old one go before the new
 * one comes. Of pods that ask for an accelerator it is known why: there is no room for both.
 */
export function isMeantToPause({ strategy, replicas, bounds, pod }: Workload): boolean {
  const pauses = strategy.type === 'Recreate' || (replicas === 1 && bounds(1)?.maxSurge === 0);
  return pauses && ![...pod.requests].some(([name, amount]) => isExtendedResource(name) && amount > 0);
}

/**
 * Whether one replica more is known to do no harm. A workload of one replica that no Service sends anything to may be a
 * scheduler, a bot or an operator, all of whose work two of them would do twice.
 */
export function mayBeMore(model: Model, workload: Workload): boolean {
  const { replicas, namespace } = workload;
  const isCalled = () => model.byKind('Service').some((service) => service.namespace === namespace
    && model.selectPods(namespace, serviceSelector(Field.of(service, []).get('spec'))).includes(workload));
  return mayRunTwice(workload) && !isMeantToPause(workload) && (replicas > 1 || isCalled());
}
