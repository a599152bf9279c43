import { Manifest } from '../../manifests';
import { conditionOf, isTerminating, View } from '../view';
import { refOf, WorkloadRef } from '../workload-ref';
import { describe, Obstacle } from './obstacle';

/** What heals when somebody makes or frees something. */
const MAY_HEAL = /failed calling webhook|serviceaccount .* not found|connection refused|timeout|context deadline/i;

/** Why the API server takes no pod of a workload; asked where pods are missing. No pod tells: there is none. */
export function creationObstacles(workload: Manifest, view: View): Obstacle[] {
  const makers = workload.kind === 'Deployment'
    ? [view.newReplicaSet(workload)].flatMap((each) => (each === undefined ? [] : [each])) : [workload];
  const failure = conditionOf(workload, 'ReplicaFailure');
  const said = failure?.get('status').value === 'True' ? failure.get('message').string() : undefined;
  const told = makers.flatMap((maker) => view.eventsOf(refOf(maker))).filter(({ reason }) => reason === 'FailedCreate');
  // The condition goes when a pod is taken; other kinds have only events, which stay.
  const message = workload.kind === 'Deployment' ? said : told.at(-1)?.message;
  return message === undefined ? [] : [obstacleOf(message, refOf(makers[0] ?? workload), workload, view)];
}

function obstacleOf(message: string, maker: WorkloadRef, { namespace }: Manifest, view: View): Obstacle {
  const evidence = [`FailedCreate: ${message}`];
  const quota = /exceeded quota: ([^,]+), requested: ([^,]+(?:,[a-z][^,]*)*)/.exec(message);
  if (quota !== null) {
    const goes = view.pods.filter((pod) => pod.namespace === namespace && isTerminating(pod));
    return {
      code: 'quota', evidence,
      cause: `ResourceQuota/${quota[1]} has no room for the pod`,
      healing: goes.length > 0 ? 'by itself' : 'from outside',
      next: ['--namespace', namespace, 'describe', 'resourcequota', quota[1]],
    };
  }
  const policy = /violates PodSecurity "([^"]+)"/.exec(message);
  const priority = /no PriorityClass with name (\S+) was found/.exec(message);
  return {
    code: 'pod-refused', evidence,
    cause: policy ? `Pod Security ${policy[1]} of namespace ${namespace} refuses the pod`
      : priority ? `PriorityClass ${priority[1]} does not exist` : 'the API server refuses the pod',
    healing: MAY_HEAL.test(message) ? 'from outside' : 'never',
    next: describe(maker),
  };
}
