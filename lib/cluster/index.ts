export { type ClusterNode } from './cluster-node';
export { Cluster, type ClusterProps } from './cluster';
export { daemonNodeOf } from './daemon-node';
export { EC2_INSTANCE_TYPES } from './ec2-instance-types';
export { type Ec2Machine } from './ec2-machine';
export {
  BUILT_IN_RESOURCES, getAll, PROGRESS_RESOURCES, readingRules, RESOURCES_WHERE_SERVED, ROOM_RESOURCES,
} from './live-resources';
export { LabelKnowledge } from './label-knowledge';
export { type MachineType } from './machine-type';
export { gpuMemoryMibOf } from './machine-types';
export { NodePool } from './node-pool';
export { type Ec2NodePoolProps, type NodePoolOptions, type NodePoolProps } from './node-pool-props';
export { quantities } from './node-quantities';
export { type NodeReserve, type NodeResources } from './node-resources';
export { isNodesFile } from './nodes-file';
export { NODES_SCHEMA } from './nodes-schema';
export { type OpenPool } from './open-pool';
export { ENDS_BY_ITSELF, type OutsidePod } from './outside-pod';
export { isPlaced, type OwnPod } from './own-pod';
export { Taint } from './taint';
