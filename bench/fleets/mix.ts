/** Nodes of one kind, and the pods that ask for them. */
export interface FleetPool {
  readonly name: string;
  readonly nodes: number;
  /** Whole cores, and GiB. */
  readonly cpu: number;
  readonly memory: number;
  readonly pods?: number;
  /** Devices of a node; none when absent. */
  readonly gpus?: number;
  /** `nvidia.com/gpu` when absent. */
  readonly device?: string;
  /** Devices that a pod may ask for. */
  readonly sizes?: readonly number[];
  /** Cores for each device, or of a pod where there are no devices. */
  readonly cores: readonly number[];
  /** GiB for each core (without devices), or for each device. */
  readonly gibibytes: readonly number[];
  readonly isTainted?: boolean;
}

/** What a fleet is made of. */
export interface FleetMix {
  readonly name: string;
  readonly pools: readonly FleetPool[];
  readonly replicas: readonly number[];
  /** Shares of workloads. */
  readonly spread: number;
  readonly claims: number;
  readonly apart?: number;
  readonly stateful?: number;
  /** The zones, of which each pool uses all in turn. */
  readonly zones: number;
}

const CPU_POOL: FleetPool = { name: 'cpu', nodes: 15, cpu: 15.89, memory: 57, cores: [0.5, 1, 2, 3], gibibytes: [3] };

const H100: FleetPool = {
  name: 'h100',
  nodes: 6,
  cpu: 190,
  memory: 1900,
  gpus: 8,
  sizes: [1, 1, 1, 2, 4, 8],
  cores: [2, 4],
  gibibytes: [8],
  isTainted: true,
};

/** Four pools with 0, 1, 4 and 8 GPUs: inference as a platform team runs it. */
export const INFERENCE: FleetMix = {
  name: 'inference',
  replicas: [1, 1, 1, 2, 2, 3],
  spread: 0.2,
  claims: 0.25,
  zones: 3,
  pools: [
    {
      name: 'a10',
      nodes: 20,
      cpu: 7.91,
      memory: 28.6,
      gpus: 1,
      sizes: [1],
      cores: [2, 4],
      gibibytes: [8],
      isTainted: true,
    },
    {
      name: 'a10x4',
      nodes: 8,
      cpu: 47.81,
      memory: 180,
      gpus: 4,
      sizes: [1, 1, 1, 2, 4],
      cores: [2, 4],
      gibibytes: [8],
      isTainted: true,
    },
    H100,
    CPU_POOL,
  ],
};

/** Nodes of 2, 3 and 6 GPUs, and sizes that do not divide them. */
export const ODD: FleetMix = {
  name: 'odd sizes',
  replicas: [1, 1, 2, 3, 4],
  spread: 0.2,
  claims: 0.2,
  zones: 2,
  pools: [
    {
      name: 'l4x3',
      nodes: 12,
      cpu: 30,
      memory: 120,
      gpus: 3,
      sizes: [1, 2, 3],
      cores: [2, 5, 8],
      gibibytes: [8, 24],
      isTainted: true,
    },
    {
      name: 'l4x2',
      nodes: 14,
      cpu: 15.8,
      memory: 60,
      gpus: 2,
      sizes: [1, 1, 2],
      cores: [3, 6],
      gibibytes: [12],
      isTainted: true,
    },
    {
      name: 'a100x6',
      nodes: 5,
      cpu: 94,
      memory: 1100,
      gpus: 6,
      sizes: [1, 2, 3, 4],
      cores: [4, 12],
      gibibytes: [60, 120],
      isTainted: true,
    },
    { ...CPU_POOL, nodes: 10 },
  ],
};

/** Partitions of GPUs as resources of their own, and time slices. */
export const PARTITIONS: FleetMix = {
  name: 'partitions',
  replicas: [1, 2, 3, 4, 6],
  spread: 0.2,
  claims: 0.25,
  zones: 3,
  pools: [
    {
      name: 'mig1',
      nodes: 6,
      cpu: 94,
      memory: 1000,
      gpus: 56,
      device: 'nvidia.com/mig-1g.10gb',
      sizes: [1, 1, 2],
      cores: [1, 2],
      gibibytes: [6],
      isTainted: true,
    },
    {
      name: 'mig3',
      nodes: 6,
      cpu: 94,
      memory: 1000,
      gpus: 16,
      device: 'nvidia.com/mig-3g.40gb',
      sizes: [1, 2],
      cores: [4],
      gibibytes: [20],
      isTainted: true,
    },
    { ...H100, sizes: [1, 2, 4, 8] },
    CPU_POOL,
  ],
};

/** No devices: cores and memory decide, and pods of many shapes share the nodes. */
export const SERVICES: FleetMix = {
  name: 'services',
  replicas: [1, 2, 2, 3, 3, 5],
  spread: 0.2,
  claims: 0.15,
  apart: 0.15,
  stateful: 0.2,
  zones: 3,
  pools: [
    {
      name: 'general',
      nodes: 30,
      cpu: 15.89,
      memory: 57,
      cores: [0.1, 0.25, 0.5, 1, 1.5, 2, 4],
      gibibytes: [1, 2, 4, 6],
    },
    {
      name: 'memory',
      nodes: 12,
      cpu: 15.89,
      memory: 120,
      cores: [0.5, 1, 2],
      gibibytes: [4, 8, 12, 16],
      isTainted: true,
    },
  ],
};

export const MIXES: readonly FleetMix[] = [INFERENCE, ODD, PARTITIONS, SERVICES];

/** The mix on so many times as many nodes. */
export function scaled(mix: FleetMix, factor: number): FleetMix {
  return { ...mix, pools: mix.pools.map((pool) => ({ ...pool, nodes: Math.max(1, Math.round(pool.nodes * factor)) })) };
}

/** Services of several pods beside inference, on nodes of many shapes: 500 nodes hold 2,000 workloads of 10,000 pods. */
export const PLATFORM: FleetMix = {
  name: 'platform',
  replicas: [2, 4, 5, 6, 8],
  spread: 0.1,
  claims: 0.05,
  apart: 0.1,
  stateful: 0.1,
  zones: 3,
  pools: [
    {
      name: 'general',
      nodes: 340,
      cpu: 15.89,
      memory: 57,
      cores: [0.1, 0.25, 0.25, 0.5, 0.5, 1],
      gibibytes: [1, 2, 4],
    },
    {
      name: 'memory',
      nodes: 80,
      cpu: 15.89,
      memory: 120,
      cores: [0.25, 0.5, 1],
      gibibytes: [4, 8, 12],
      isTainted: true,
    },
    ...INFERENCE.pools.filter(({ gpus }) => gpus).map((pool) => ({ ...pool, nodes: Math.round(pool.nodes * 2.35) })),
  ],
};
