export { type ClusterNode } from './cluster-node';
export { Cluster, type ClusterProps } from './cluster';
export { EC2_INSTANCE_TYPES, type Ec2InstanceType } from './ec2-instance-types';
export { type Ec2Machine } from './ec2-machine';
export { NodePool, quantities, type Ec2NodePoolProps, type NodePoolOptions, type NodePoolProps } from './node-pool';
export { type NodeReserve, type NodeResources } from './node-resources';
export { type OpenPool } from './open-pool';
export { type OutsidePod } from './outside-pod';
export { Taint } from './taint';
