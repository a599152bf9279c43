import { NVIDIA_GPU_RESOURCE } from '../kubernetes/well-known-labels';
import { AZURE_VM_SIZES } from './azure-vm-sizes';
import { GCE_MACHINE_TYPES } from './gce-machine-types';
import { NodePoolOptions, NodePoolProps } from './node-pool-props';
import { aksPool, ec2Pool, gkePool } from './provider-pools';
import { Taint } from './taint';

/** A pool of machines whose provider is told by their name. */
export interface MachinePool {
  readonly machine: string;
  /**
   * Root disk.
   * @default - that of the provider
   */
  readonly diskGib?: number;
  readonly options: NodePoolOptions & { readonly name?: string };
}

/** The same as props of a pool: machines of GKE and AKS by the form of their names, any other is one of EC2. */
export function machinePool({ machine, diskGib, options }: MachinePool): NodePoolProps {
  if (GCE_MACHINE_TYPES.has(machine)) {
    return gkePool({ ...options, machineType: machine, bootDiskSizeGib: diskGib });
  }
  return AZURE_VM_SIZES.has(machine) || machine.startsWith('Standard_')
    ? aksPool({ ...options, vmSize: machine, osDiskSizeGib: diskGib })
    : ec2Pool({ ...options, instanceType: machine, volumeSizeGib: diskGib });
}

/** Whether all machines are of GKE, whose API server adds tolerations of extended resources. */
export function areOfGke(machines: readonly (string | undefined)[]): boolean {
  return machines.length > 0 && machines.every((machine) => GCE_MACHINE_TYPES.has(machine ?? ''));
}

/**
 * GKE taints nodes with GPUs in clusters that have others besides
 * (https://cloud.google.com/kubernetes-engine/docs/how-to/gpus).
 *
 * @returns undefined where nobody taints by himself
 */
export function taintsByProvider(machine: string, all: readonly (string | undefined)[]): Taint[] | undefined {
  const hasGpus = (one: string | undefined) => (GCE_MACHINE_TYPES.get(one ?? '')?.gpus ?? 0) > 0;
  return areOfGke(all) && hasGpus(machine) && !all.every(hasGpus)
    ? [Taint.noSchedule(NVIDIA_GPU_RESOURCE, 'present')]
    : undefined;
}
