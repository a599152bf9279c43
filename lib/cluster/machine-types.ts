import { AZURE_VM_SIZES } from './azure-vm-sizes';
import { EC2_INSTANCE_TYPES } from './ec2-instance-types';
import { GCE_MACHINE_TYPES } from './gce-machine-types';

/** The providers whose machines are known; their names for machines differ. */
const TABLES = [EC2_INSTANCE_TYPES, GCE_MACHINE_TYPES, AZURE_VM_SIZES];

/** Memory of one GPU of a machine; undefined when it has none, or is not in the tables. */
export function gpuMemoryMibOf(machine: string): number | undefined {
  return TABLES.find((table) => table.has(machine))?.get(machine)?.gpuMemoryMib;
}
