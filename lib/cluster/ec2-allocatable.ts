import { NVIDIA_GPU_RESOURCE } from '../kubernetes/well-known-labels';
import { MachineType } from './machine-type';
import { NodeResources } from './node-resources';

/**
 * What EKS leaves for pods on an instance:
 *
 * - memory: less 7.5 % that the hypervisor takes, less 11 MiB for each pod the node may hold and 255 MiB for the
 *   kubelet, less 100 MiB kept back for eviction;
 * - CPU: less 6 % of the first core, 1 % of the second, 0.5 % of the third and fourth, 0.25 % of the rest;
 * - ephemeral storage: the root volume less 1 GiB and 10 %.
 *
 * Source: karpenter-provider-aws `pkg/providers/instancetype/types.go`. An estimate on the safe side: a real g5.2xlarge
 * has 2 % more memory.
 */
export function ec2Allocatable(type: MachineType, volumeSizeGib: number): NodeResources {
  const memoryMib = type.memoryMib - Math.ceil(type.memoryMib * 75 / 1000) - (11 * type.maxPods + 255) - 100;
  return {
    cpu: `${type.vcpus * 1000 - reservedMilliCpu(type.vcpus)}m`,
    memory: `${memoryMib}Mi`,
    ephemeralStorage: `${Math.max(0, Math.floor(volumeSizeGib * 0.9 - 1))}Gi`,
    pods: type.maxPods,
    ...(type.gpus > 0 && { extendedResources: { [NVIDIA_GPU_RESOURCE]: String(type.gpus) } }),
  };
}

function reservedMilliCpu(vcpus: number): number {
  const cores = (from: number, to: number) => Math.max(0, Math.min(vcpus, to) - from);
  return Math.ceil(cores(0, 1) * 60 + cores(1, 2) * 10 + cores(2, 4) * 5 + cores(4, Infinity) * 2.5);
}
