// Pods and nodes of rules about room, which count cores.
import { Cluster, NodePool, NodePoolOptions } from '../../lib/cluster';
import { container, deployment, Json, object } from './rules';

const cpuPool = (name: string, nodes: number, extra: Partial<NodePoolOptions> = {}) =>
  new NodePool({ name, nodes, allocatable: { cpu: '8', memory: '32Gi' }, ...extra });
/** A cluster of one pool of nodes with 8 cores. */
export const cpuNodes = (nodes: number, extra: Partial<NodePoolOptions> = {}) =>
  new Cluster({ pools: [cpuPool('cpu', nodes, extra)] });
export const cores = (cpu: number) => ({ containers: [container({ resources: { requests: { cpu } } })] });
export const named = (name: string, pod: Json, spec: Json = {}) => deployment(pod, spec, { name });
export const scaler = (name: string, maxReplicas: number) =>
  object(
    'HorizontalPodAutoscaler',
    name,
    { spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name }, minReplicas: 1, maxReplicas } },
    'autoscaling/v2',
  );
/** A pod that needs a whole node, and two small ones that may stand on one node or on two. */
export const large = deployment(cores(8));
export const small = named('small', cores(1), { replicas: 2 });
export const elsewhere = { schedulerName: 'custom' };
