/**
 * How a Service is reached.
 */
export enum ServiceType {
  /** Inside the cluster only. */
  CLUSTER_IP = 'ClusterIP',
  /** On a port of every node. Its callers keep no address that a network policy could name: every address is let in. */
  NODE_PORT = 'NodePort',
  /** Through a load balancer of the cloud, public unless an annotation says otherwise. Every address is let in. */
  LOAD_BALANCER = 'LoadBalancer',
}
