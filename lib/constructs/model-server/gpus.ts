import { isCount } from '../../kubernetes/count';
import { Quantity } from '../../kubernetes/quantity';
import { ContainerResources, ContainerResourcesProps } from '../workload/container-resources';
import { RolloutStrategy } from '../workload/rollout-strategy';
import { ModelCache } from './model-cache';

/** @throws when it is no number of GPUs */
export function checkGpus(gpus: number): number {
  if (!isCount(gpus, 1)) {
    throw new Error(
      `gpus ${gpus} is not a positive whole number; write 1 or more, or gpuResource 'nvidia.com/mig-...' for a part of a GPU`,
    );
  }
  return gpus;
}

/** A domain with a dot, a slash, and a name. */
const DEVICE = /^[a-z0-9][-a-z0-9]*(\.[a-z0-9][-a-z0-9]*)+\/[A-Za-z0-9]([-._A-Za-z0-9]*[A-Za-z0-9])?$/;

/** @throws when it is not the name of a device */
export function checkGpuResource(resource: string): string {
  if (!DEVICE.test(resource)) {
    throw new Error(
      `gpuResource '${resource}' is not the name of a device; write for example nvidia.com/gpu or nvidia.com/mig-3g.20gb`,
    );
  }
  return resource;
}

/**
 * Size of the memory-backed /dev/shm. Only several GPUs without NVLink need the 16 GB of the quick starts:
 * https://docs.nvidia.com/nim/large-language-models/1.2.0/configuration.html
 */
export function sharedMemoryFor(gpus: number): string {
  return gpus > 1 ? '16Gi' : '2Gi';
}

/** A memory limit that nobody has given leaves room for /dev/shm beside the request. */
export function withSharedMemory(resources: ContainerResourcesProps, sharedMemory: string): ContainerResourcesProps {
  if (resources.memoryLimit !== undefined) {
    return resources;
  }
  const bytes = Quantity.parse(resources.memory, 'memory').value + Quantity.parse(sharedMemory).value;
  const gib = bytes / 2 ** 30;
  return { ...resources, memoryLimit: Number.isInteger(gib) ? `${gib}Gi` : `${Math.ceil(bytes / 2 ** 20)}Mi` };
}

/**
 * What is written to memory-backed volumes is charged to the container, which is killed above its limit.
 *
 * @throws when /dev/shm leaves less than the request
 */
export function checkSharedMemory(sharedMemory: string, resources: ContainerResources): void {
  if (resources.memoryLimitBytes - Quantity.parse(sharedMemory).value < resources.memoryBytes) {
    throw new Error(
      `sharedMemory '${sharedMemory}' does not fit: it counts against the memory limit, and leaves the model less than the memory request; raise memoryLimit or lower sharedMemory`,
    );
  }
}

/**
 * An update must not need a volume that only the old pod's node can attach.
 *
 * @param claim its name
 * @throws when it does
 */
export function checkCache(
  cache: ModelCache,
  claim: string | undefined,
  replicas: number,
  rollout: RolloutStrategy,
): void {
  if (!cache.isSingleNode) {
    return;
  }
  if (replicas > 1) {
    throw new Error(
      `replicas ${replicas} cannot share claim ${claim}, which is ReadWriteOnce; use ModelCache.sharedClaim() or one replica`,
    );
  }
  if (!rollout.isAuto && rollout.surgePods(replicas) > 0) {
    throw new Error(
      `${rollout} cannot finish: claim ${claim} is ReadWriteOnce, and the old pod holds it; use maxSurge 0, RolloutStrategy.recreate() or ModelCache.sharedClaim()`,
    );
  }
}
