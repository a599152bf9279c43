import { INSTANCE_TYPE_LABEL } from '../kubernetes/well-known-labels';
import { nearest } from '../util/nearest';
import { UserError } from '../util/user-error';
import { aksAllocatable } from './aks-allocatable';
import { AZURE_VM_SIZES } from './azure-vm-sizes';
import { ec2Allocatable } from './ec2-allocatable';
import { EC2_INSTANCE_TYPES } from './ec2-instance-types';
import { GCE_MACHINE_TYPES } from './gce-machine-types';
import { gkeAllocatable } from './gke-allocatable';
import { MachineType } from './machine-type';
import { AksNodePoolProps, Ec2NodePoolProps, GkeNodePoolProps, NodePoolProps } from './node-pool-props';
import { AKS_NODE_RESERVE, EKS_NODE_RESERVE, GKE_GPU_NODE_RESERVE, GKE_NODE_RESERVE } from './provider-reserve';
import { requireWhole } from './whole-number';

/** A pool of EC2 instances under EKS. */
export function ec2Pool(props: Ec2NodePoolProps): NodePoolProps {
  const {
    instanceType, name = instanceType, volumeSizeGib = 80, reserved = EKS_NODE_RESERVE, architecture, ...options
  } = props;
  const type = typeOf(EC2_INSTANCE_TYPES, instanceType, { name, called: 'instance type' });
  requireWhole(name, 'volumeSizeGib', volumeSizeGib, 1);
  return {
    ...options, name, reserved,
    architecture: architecture ?? architectureOf(instanceType),
    machine: { instanceType, volumeSizeGib },
    allocatable: ec2Allocatable(type, volumeSizeGib),
    labels: { [INSTANCE_TYPE_LABEL]: instanceType, ...options.labels },
  };
}

/** A pool of Compute Engine machines under GKE. */
export function gkePool(props: GkeNodePoolProps): NodePoolProps {
  const {
    machineType, name = machineType, bootDiskSizeGib = 100, reserved, architecture = 'amd64', ...options
  } = props;
  const type = typeOf(GCE_MACHINE_TYPES, machineType, { name, called: 'machine type' });
  requireWhole(name, 'bootDiskSizeGib', bootDiskSizeGib, 10, 65_536);
  return {
    ...options, name, architecture,
    reserved: reserved ?? (type.gpus > 0 ? GKE_GPU_NODE_RESERVE : GKE_NODE_RESERVE),
    allocatable: gkeAllocatable(type, bootDiskSizeGib),
    labels: { [INSTANCE_TYPE_LABEL]: machineType, ...options.labels },
  };
}

/** A pool of Azure virtual machines under AKS. */
export function aksPool(props: AksNodePoolProps): NodePoolProps {
  const {
    vmSize, name = vmSize.toLowerCase(), osDiskSizeGib = 128, reserved = AKS_NODE_RESERVE, architecture = 'amd64',
    ...options
  } = props;
  const type = typeOf(AZURE_VM_SIZES, vmSize, { name, called: 'VM size' });
  requireWhole(name, 'osDiskSizeGib', osDiskSizeGib, 30, 2_048);
  return {
    ...options, name, architecture, reserved,
    allocatable: aksAllocatable(type, osDiskSizeGib),
    labels: { [INSTANCE_TYPE_LABEL]: vmSize, ...options.labels },
  };
}

/** Graviton types have a `g` behind the generation: m7g, c6gn, im4gn, g5g; a1 is the first of them. */
export function architectureOf(instanceType: string): string {
  return /^(?:a1|[a-z]+\d+[a-z]*g[a-z]*)\./.test(instanceType) ? 'arm64' : 'amd64';
}

function typeOf(
  table: ReadonlyMap<string, MachineType>,
  wanted: string,
  { name, called }: { readonly name: string; readonly called: string },
): MachineType {
  const type = table.get(wanted);
  if (!type) {
    const alike = typesAlike([...table.keys()], wanted);
    const near = nearest(wanted, alike).slice(0, 3).join(' or ');
    throw new UserError(
      `node pool '${name}'`,
      `${called} '${wanted}' is not in the table${near === '' ? '' : `: did you mean ${near}?`}`,
      'write allocatable (cpu, memory, pods, extendedResources) as status.allocatable of one node has it, into a file ' +
        `of nodes or new NodePool({ … })${near === '' ? `, or one of ${alike.join(', ')}` : ''}`,
    );
  }
  return type;
}

/** Types of the table that a reader may have meant: those of the family, else the families by one type each. */
function typesAlike(known: readonly string[], wanted: string): string[] {
  const family = (type: string) => type.toLowerCase().replace(/^standard_([a-z]+).*/, '$1').split(/[.-]/)[0];
  const alike = known.filter((type) => family(type) === family(wanted));
  return alike.length > 0
    ? alike
    : known.filter((type, index) => known.findIndex((each) => family(each) === family(type)) === index);
}
