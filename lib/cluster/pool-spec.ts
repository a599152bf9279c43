import { UserError } from '../util/user-error';
import { areOfGke, MachinePool, machinePool, taintsByProvider } from './machine-pool';
import { NodePool } from './node-pool';

const PART =
  /^(?:([A-Za-z0-9][A-Za-z0-9._-]*)=)?(\d{1,4})(?:-(\d{1,4}))?x([A-Za-z][A-Za-z0-9_.-]*)(?:@(\d{1,6}(?:\.\d{1,6})?))?$/;

/** Pools of a specification. */
export interface SpecifiedPools {
  readonly pools: NodePool[];
  /** Whether the API server adds tolerations of extended resources: GKE is known to. */
  readonly addsTolerations: boolean;
}

/**
 * Reads `name=countxinstance-type` parts, with or without `@cost` of a node per hour, separated by commas; see
 * `Cluster.fromSpec`.
 */
export function poolsFromSpec(spec: string): SpecifiedPools {
  const parts = spec.split(',').map((part) => part.trim()).filter(Boolean).map(readPart);
  if (parts.length === 0) {
    throw new UserError(
      'node pools', `'${spec}' names none`, 'write name=countxinstance-type, such as gpu=2xg5.2xlarge',
    );
  }
  const machines = parts.map(({ machine }) => machine);
  const pools = parts.map((part) => new NodePool(machinePool({
    ...part, options: { ...part.options, taints: taintsByProvider(part.machine, machines) },
  })));
  return { pools, addsTolerations: areOfGke(machines) };
}

function readPart(part: string): MachinePool {
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
