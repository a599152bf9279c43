import { ResourceRequirements } from '../../../imports/kubernetes';
import { ContainerResources } from './container-resources';

/**
 * What all containers of a pod ask for and may use together, in Kubernetes quantities: what one leaves, another may
 * use. What each container asks for itself stays written.
 *
 * Kubernetes 1.34 has them; before, the gate PodLevelResources must be switched on.
 */
export interface PodResources {
  /** CPU that the scheduler sets aside for the pod. */
  readonly cpu: string;

  /**
   * CPU above which its containers are throttled.
   *
   * @default - the request
   */
  readonly cpuLimit?: string;

  /** Memory that the scheduler sets aside for the pod. */
  readonly memory: string;

  /**
   * Memory above which a container is killed.
   *
   * @default - the request
   */
  readonly memoryLimit?: string;
}

/**
 * @throws when a value is not a positive quantity, a limit is below its request, or the pod has less than its main
 * container
 *
 * @internal
 */
export function podResources(resources: PodResources, main: ContainerResources): ResourceRequirements {
  const pod = ContainerResources.of(resources);
  if (pod.memoryBytes < main.memoryBytes) {
    throw new Error(
      `podResources memory '${resources.memory}' is less than its main container asks for; write the sum of all containers`,
    );
  }
  return pod._toKube();
}
