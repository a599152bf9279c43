import { FleetMix, FleetPool } from './mix';
import { Random } from './random';

type Json = { [key: string]: unknown };

/** A fleet as files would have it. */
export interface Fleet {
  readonly objects: Json[];
  readonly nodes: Json[];
}

const STRATEGIES: (Json | undefined)[] = [
  { type: 'Recreate' },
  { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
  { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
  undefined,
];

const NAMESPACE = 'fleet';
/** Draws that find no room before a pool counts as filled. */
const MOST_MISSES = 20;

/** Workloads that fill each pool to a share of its devices, or of its cores where it has none. */
export function makeFleet(mix: FleetMix, seed: number, fill: number): Fleet {
  const random = new Random(seed);
  const objects: Json[] = [];
  for (const pool of mix.pools) {
    let left = pool.nodes * (pool.gpus ?? pool.cpu) * fill;
    let memory = pool.nodes * pool.memory * fill;
    for (let misses = 0; misses < MOST_MISSES;) {
      const made = makeWorkload(mix, pool, random, `w${objects.length}`);
      const isTooMuch = made.takes > left || made.memory > memory;
      misses += isTooMuch ? 1 : 0;
      if (!isTooMuch) {
        left -= made.takes;
        memory -= made.memory;
        objects.push(...made.objects);
      }
    }
  }
  return { objects, nodes: mix.pools.flatMap((pool) => makeNodes(pool, mix.zones)) };
}

function makeNodes(
  { name, nodes, cpu, memory, pods = 110, gpus, device = 'nvidia.com/gpu', isTainted }: FleetPool,
  zones: number,
): Json[] {
  return Array.from({ length: nodes }, (_, index) => ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: `${name}-${index}`,
      labels: {
        'kubernetes.io/hostname': `${name}-${index}`,
        'pool': name,
        'topology.kubernetes.io/zone': `zone-${index % zones}`,
      },
    },
    spec: isTainted ? { taints: [{ key: name, value: 'only', effect: 'NoSchedule' }] } : {},
    status: {
      allocatable: {
        cpu: `${Math.round(cpu * 1000)}m`,
        memory: `${Math.round(memory * 1024)}Mi`,
        pods: String(pods),
        ...(gpus ? { [device]: String(gpus) } : {}),
      },
    },
  }));
}

function makeWorkload(
  mix: FleetMix,
  pool: FleetPool,
  random: Random,
  name: string,
): { objects: Json[]; takes: number; memory: number } {
  const devices = pool.gpus ? random.pick(pool.sizes ?? [1]) : 0;
  const cores = random.pick(pool.cores) * Math.max(1, devices);
  const memory = random.pick(pool.gibibytes) * (devices > 0 ? devices : cores);
  const hasClaim = random.is(mix.claims);
  const isStateful = !hasClaim && random.is(mix.stateful ?? 0);
  const replicas = hasClaim ? 1 : random.pick(mix.replicas);
  const requests = { cpu: `${Math.round(cores * 1000)}m`, memory: `${Math.round(memory * 1024)}Mi` };
  const device = pool.device ?? 'nvidia.com/gpu';
  const selector = { matchLabels: { app: name } };
  const claim = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, namespace: NAMESPACE },
    spec: {
      accessModes: [random.is(0.7) ? 'ReadWriteOnce' : 'ReadWriteMany'],
      resources: { requests: { storage: '10Gi' } },
    },
  };
  const strategy = random.pick(STRATEGIES);
  const term = { topologyKey: 'kubernetes.io/hostname', labelSelector: selector };
  const template = {
    metadata: { labels: { app: name } },
    spec: {
      nodeSelector: { pool: pool.name },
      tolerations: [{ key: pool.name, operator: 'Exists' }],
      topologySpreadConstraints: random.is(mix.spread)
        ? [
            {
              maxSkew: 1,
              topologyKey: 'topology.kubernetes.io/zone',
              whenUnsatisfiable: 'DoNotSchedule',
              labelSelector: selector,
            },
          ]
        : undefined,
      affinity: random.is(mix.apart ?? 0)
        ? { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } }
        : undefined,
      volumes: hasClaim ? [{ name: 'data', persistentVolumeClaim: { claimName: name } }] : undefined,
      containers: [
        {
          name: 'main',
          image: 'registry.example/model:1',
          resources: {
            requests: devices > 0 ? { ...requests, [device]: String(devices) } : requests,
            limits: devices > 0 ? { [device]: String(devices) } : undefined,
          },
        },
      ],
    },
  };
  const workload = {
    apiVersion: 'apps/v1',
    kind: isStateful ? 'StatefulSet' : 'Deployment',
    metadata: { name, namespace: NAMESPACE },
    spec: isStateful
      ? { replicas, selector, serviceName: name, template }
      : { replicas, selector, strategy, template },
  };
  return {
    objects: hasClaim ? [claim, workload] : [workload],
    takes: replicas * (devices > 0 ? devices : cores),
    memory: replicas * memory,
  };
}
