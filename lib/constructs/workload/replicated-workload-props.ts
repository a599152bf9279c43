import { Duration } from 'cdk8s';
import { DisruptionBudget } from './disruption-budget';
import { WorkloadProps } from './workload-props';

/**
 * What every workload of replicas can be given besides.
 */
export interface ReplicatedWorkloadProps extends WorkloadProps {
  /**
   * How many pods a node drain may take away at a time; the PodDisruptionBudget is named `<name>-pdb`.
   * `DisruptionBudget.none(reason)` leaves it out.
   *
   * @default - see each construct
   */
  readonly disruptionBudget?: DisruptionBudget;

  /**
   * Annotations of the Service, such as those that tell a cloud which load balancer to make.
   *
   * @default - none
   */
  readonly serviceAnnotations?: { readonly [key: string]: string };

  /**
   * Pause between the moment a pod is taken out of its Service and the moment its process is told to stop, in which
   * load balancers learn of it. The kubelet sleeps; before Kubernetes 1.30 the container runs `sleep`.
   *
   * @default - see each construct
   */
  readonly preStopDelay?: Duration;
}
