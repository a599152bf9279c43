/** Raw facts of a type of machine; what is left for pods is computed from them. */
export interface MachineType {
  readonly name: string;
  readonly vcpus: number;
  readonly memoryMib: number;
  /** Pods that the kubelet accepts. */
  readonly maxPods: number;
  readonly gpus: number;
  /** Memory of one GPU. */
  readonly gpuMemoryMib?: number;
}

/** One line of a table of GPU machines. */
export type GpuRow = readonly [name: string, vcpus: number, memoryGib: number, gpus: number, gpuMemoryGib: number];

/** Machines without GPUs: GiB for each vCPU, the name with `*` for the vCPUs, and the numbers of vCPUs. */
export type Family = readonly [gibPerVcpu: number, name: string, vcpus: string];

/** Tables of a provider whose nodes all accept the same number of pods. */
export function machineTypes(rows: readonly GpuRow[], families: readonly Family[], maxPods: number): MachineType[] {
  const withGpus = rows.map(([name, vcpus, memoryGib, gpus, gpuMemoryGib]): MachineType => ({
    name, vcpus, memoryMib: memoryGib * 1024, maxPods, gpus, gpuMemoryMib: gpuMemoryGib * 1024,
  }));
  const without = families.flatMap(([gibPerVcpu, name, sizes]) => sizes.split(' ').map((size): MachineType => ({
    name: name.replace('*', size), vcpus: Number(size), memoryMib: Number(size) * gibPerVcpu * 1024, maxPods, gpus: 0,
  })));
  return [...withGpus, ...without];
}

/** By name. */
export function byName(types: readonly MachineType[]): ReadonlyMap<string, MachineType> {
  return new Map(types.map((type) => [type.name, type]));
}
