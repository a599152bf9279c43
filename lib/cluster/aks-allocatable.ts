import { NVIDIA_GPU_RESOURCE } from '../kubernetes/well-known-labels';
import { MachineType } from './machine-type';
import { NodeResources } from './node-resources';

/**
 * What AKS 1.29 and later leaves for pods on a virtual machine:
 *
 * - memory: less 7.5 % that the hypervisor takes, less 20 MiB for each pod the node may hold and 50 MiB, or 25 % of the
 *   memory where that is less, less 100 MiB kept back for eviction;
 * - CPU: less 60m for the first core, 40m for the second, 20m for the third and fourth, 10m for each further one;
 * - ephemeral storage: the disk of the system, in GB of its GiB, less 10 %.
 *
 * Sources: https://learn.microsoft.com/azure/aks/node-resource-reservations; Azure/karpenter-provider-azure
 * `pkg/providers/instancetype/instancetype.go` for the 7.5 % and the disk. An estimate on the safe side: a real
 * machine of 32 GiB has 5 % more memory.
 */
export function aksAllocatable(type: MachineType, osDiskSizeGib: number): NodeResources {
  const { memoryMib, vcpus, maxPods, gpus } = type;
  const kubeMib = Math.min(20 * maxPods + 50, Math.floor(memoryMib / 4));
  return {
    cpu: `${vcpus * 1000 - reservedMilliCpu(vcpus)}m`,
    memory: `${memoryMib - Math.ceil(memoryMib * 75 / 1000) - kubeMib - 100}Mi`,
    ephemeralStorage: `${Math.floor(osDiskSizeGib * 0.9)}G`,
    pods: maxPods,
    ...(gpus > 0 && { extendedResources: { [NVIDIA_GPU_RESOURCE]: String(gpus) } }),
  };
}

function reservedMilliCpu(vcpus: number): number {
  const cores = (from: number, to: number) => Math.max(0, Math.min(vcpus, to) - from);
  return cores(0, 1) * 60 + cores(1, 2) * 40 + cores(2, 4) * 20 + cores(4, Infinity) * 10;
}
