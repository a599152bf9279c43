import { Field } from './field';
import { allContainers } from './pod-spec';

/**
 * What a node has to declare (`status.declaredFeatures`) before the scheduler sends it such a pod. Kubelets that are
 * older, or have the gate off, declare it not.
 *
 * Source: kubernetes staging/src/k8s.io/component-helpers/nodedeclaredfeatures/features, `InferForScheduling`; asked
 * about by pkg/scheduler/framework/plugins/nodedeclaredfeatures since 1.36.
 */
export function neededNodeFeatures(podSpec: Field): string[] {
  const containers = allContainers(podSpec);
  const restarts = containers.flatMap((container) => container.get('restartPolicyRules').items())
    .some((rule) => rule.get('action').value === 'RestartAllContainers');
  const binds = containers.flatMap((container) => container.get('volumeMounts').items())
    .some((mount) => mount.get('bindMountOptions').items().length > 0);
  const isOnHost = podSpec.get('hostNetwork').value === true && podSpec.get('hostUsers').value === false;
  return [
    ...restarts ? ['RestartAllContainersOnContainerExits'] : [],
    ...binds ? ['VolumeBindMountOptions'] : [],
    ...isOnHost ? ['UserNamespacesHostNetworkSupport'] : [],
  ];
}
