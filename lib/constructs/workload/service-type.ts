/**
 * How a Service is reached.
 */
export enum ServiceType {
  /** Inside the cluster only. */
  CLUSTER_IP = 'ClusterIP',
  /** On a port of every node, for the `clients`. */
  NODE_PORT = 'NodePort',
  /** Through a load balancer of the cloud, public unless an annotation says otherwise, for the `clients`. */
  LOAD_BALANCER = 'LoadBalancer',
}
