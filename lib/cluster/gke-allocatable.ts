import { NVIDIA_GPU_RESOURCE } from '../kubernetes/well-known-labels';
import { MachineType } from './machine-type';
import { NodeResources } from './node-resources';

/** Parts of the memory, each up to so many MiB, that GKE keeps for itself. */
const MEMORY_SHARES: readonly (readonly [upToMib: number, share: number])[] = [
  [4_000, 0.25], [8_000, 0.2], [16_000, 0.1], [128_000, 0.06], [Infinity, 0.02],
];

const CPU_SHARES: readonly (readonly [upToMilli: number, share: number])[] = [
  [1_000, 0.06], [2_000, 0.01], [4_000, 0.005], [Infinity, 0.0025],
];

/**
 * What GKE leaves for pods on a machine with Container-Optimized OS:
 *
 * - memory: less 1/64, 80 MiB and 0.175 % (at most 248 MiB; 8 MiB more up to 8 GiB) that the kernel takes; less 25 % of
 *   the first 4,000 MiB, 20 % up to 8,000, 10 % up to 16,000, 6 % up to 128,000 and 2 % of the rest; less 100 MiB kept
 *   back for eviction;
 * - CPU: less 6 % of the first core, 1 % of the second, 0.5 % of the third and fourth, 0.25 % of the rest;
 * - ephemeral storage: the boot disk less the partitions of the system, 10 %, and the smallest of 50 % of the disk, 6
 *   GiB and 35 % of it, and 100 GiB.
 *
 * Sources: kubernetes/autoscaler `cluster-autoscaler/cloudprovider/gce/gce_reserved.go` and `reserved.go`,
 * https://cloud.google.com/kubernetes-engine/docs/concepts/plan-node-sizes. Real nodes have up to 0.2 % less memory.
 */
export function gkeAllocatable(type: MachineType, bootDiskSizeGib: number): NodeResources {
  const { memoryMib, vcpus, maxPods, gpus } = type;
  const kernelMib =
    memoryMib / 64 + 80 + (memoryMib <= 8_192 ? 8 : 0) + Math.min(memoryMib * 0.00175, 248);
  const system = 0.015635 * bootDiskSizeGib + 4.148 + Math.min(0.1, bootDiskSizeGib / 1000);
  const kept = Math.min(0.5 * bootDiskSizeGib, 6 + 0.35 * bootDiskSizeGib, 100);
  const disk = Math.max(0, Math.floor((bootDiskSizeGib - system) * 0.9 - kept));
  return {
    cpu: `${Math.floor(vcpus * 1000 - keptOf(vcpus * 1000, CPU_SHARES))}m`,
    memory: `${Math.floor(memoryMib - kernelMib - keptOf(memoryMib, MEMORY_SHARES) - 100)}Mi`,
    ephemeralStorage: `${disk}Gi`,
    pods: maxPods,
    ...(gpus > 0 && { extendedResources: { [NVIDIA_GPU_RESOURCE]: String(gpus) } }),
  };
}

/** The sum of the shares of each part of a capacity. */
function keptOf(capacity: number, shares: readonly (readonly [upTo: number, share: number])[]): number {
  return shares.reduce((sum, [upTo, share], index) => {
    const from = index === 0 ? 0 : shares[index - 1][0];
    return sum + Math.max(0, Math.min(capacity, upTo) - from) * share;
  }, 0);
}
