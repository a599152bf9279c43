export { Cluster, type ClusterProps } from './cluster';
export { NodePool, type Ec2NodePoolProps, type NodePoolOptions, type NodePoolProps } from './node-pool';
export { type NodeReserve, type NodeResources } from './node-resources';
export { EC2_INSTANCE_TYPES } from './ec2-instance-types';
export { Taint } from './taint';
export { amount, nodesOf, type ClusterNode } from './cluster-node';
export { LabelKnowledge } from './label-knowledge';
export { type OutsidePod } from './outside-pod';
