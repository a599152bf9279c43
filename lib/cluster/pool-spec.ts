import { NVIDIA_GPU_RESOURCE } from '../kubernetes/well-known-labels';
import { UserError } from '../kubernetes/user-error';
import { AZURE_VM_SIZES } from './azure-vm-sizes';
import { GCE_MACHINE_TYPES } from './gce-machine-types';
import { NodePool } from './node-pool';
import { NodePoolOptions } from './node-pool-props';
import { Taint } from './taint';

const PART =
  /^(?:([A-Za-z0-9][A-Za-z0-9._-]*)=)?(\d{1,4})(?:-(\d{1,4}))?x([A-Za-z][A-Za-z0-9_.-]*)(?:@(\d{1,6}(?:\.\d{1,6})?))?$/;

/** Pools of a specification. */
export interface SpecifiedPools {
  readonly pools: NodePool[];
  /** Whether the API server adds tolerations of extended resources: GKE is known to. */
  readonly addsTolerations: boolean;
}

interface Part {
  readonly machine: string;
  readonly options: NodePoolOptions & { readonly name?: string };
}

/**
 * Reads `name=countxinstance-type` parts, with or without `@cost` of a node per hour, separated by commas; see
 * `Cluster.fromSpec`.
 */
export function poolsFromSpec(spec: string): SpecifiedPools {
  const parts = spec.split(',').map((part) => part.trim()).filter(Boolean).map(readPart);
  const isGke = parts.length > 0 && parts.every(({ machine }) => GCE_MACHINE_TYPES.has(machine));
  const isMixed = isGke && new Set(parts.map(({ machine }) => GCE_MACHINE_TYPES.get(machine)!.gpus > 0)).size > 1;
  return { pools: parts.map((part) => poolOf(part, isMixed)), addsTolerations: isGke };
}

function readPart(part: string): Part {
  const match = PART.exec(part);
  if (!match) {
    throw new UserError(
      'node pools', `'${part}' is not a pool`,
      'write name=countxinstance-type, such as gpu=2xg5.2xlarge or cpu=3-6xm6i.large, and @1.21 behind it for a node that costs 1.21 per hour',
    );
  }
  const [, name, nodes, maxNodes, machine, cost] = match;
  return {
    machine,
    options: {
      name, nodes: Number(nodes), listsAllLabels: false,
      maxNodes: maxNodes === undefined ? undefined : Number(maxNodes),
      costPerHour: cost === undefined ? undefined : Number(cost),
    },
  };
}

/**
 * GKE taints nodes with GPUs in clusters that have others besides
 * (https://cloud.google.com/kubernetes-engine/docs/how-to/gpus).
 */
function poolOf({ machine, options }: Part, isMixed: boolean): NodePool {
  const type = GCE_MACHINE_TYPES.get(machine);
  if (type) {
    const taints = isMixed && type.gpus > 0 ? [Taint.noSchedule(NVIDIA_GPU_RESOURCE, 'present')] : undefined;
    return NodePool.gke({ ...options, machineType: machine, taints });
  }
  return AZURE_VM_SIZES.has(machine) || machine.startsWith('Standard_')
    ? NodePool.aks({ ...options, vmSize: machine })
    : NodePool.ec2({ ...options, instanceType: machine });
}
