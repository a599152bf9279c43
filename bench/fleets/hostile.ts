type Json = { [key: string]: unknown };

/** Inputs that once made the prover slow, by size. */
export interface HostileInput {
  readonly name: string;
  readonly sizes: readonly number[];
  readonly make: (size: number) => { objects: Json[]; nodes: Json[] };
}

function node(name: string, resources: Json = {}, labels: Json = {}): Json {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: { 'kubernetes.io/hostname': name, ...labels } },
    status: { allocatable: { cpu: '8', memory: '32Gi', pods: '110', ...resources } },
  };
}

function deployment(name: string, requests: Json, pod: Json = {}): Json {
  const selector = { matchLabels: { app: name } };
  const limits = Object.fromEntries(Object.entries(requests).filter(([resource]) => resource.includes('/')));
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'fleet' },
    spec: {
      replicas: 1,
      selector,
      template: {
        metadata: { labels: { app: name, tier: 'all' } },
        spec: {
          ...pod,
          containers: [{ name: 'main', image: 'registry.example/main:1', resources: { requests, limits } }],
        },
      },
    },
  };
}

const range = (size: number) => Array.from({ length: size }, (_, index) => index);

export const HOSTILE_INPUTS: readonly HostileInput[] = [
  {
    name: 'each workload pinned to a node by its host name',
    sizes: [200, 400, 800],
    make: (size) => ({
      nodes: range(size).map((index) => node(`n${index}`)),
      objects: range(size).map((index) =>
        deployment(
          `w${index}`,
          { cpu: '2' },
          {
            nodeSelector: { 'kubernetes.io/hostname': `n${index}` },
          },
        ),
      ),
    }),
  },
  {
    name: 'each workload with a resource of its own',
    sizes: [250, 500, 1000],
    make: (size) => ({
      nodes: range(size).map((index) => node(`n${index}`, { [`example.com/r${index}`]: '2' })),
      objects: range(size).map((index) => deployment(`w${index}`, { cpu: '1', [`example.com/r${index}`]: '1' })),
    }),
  },
  {
    name: 'required anti-affinity between all pairs',
    sizes: [250, 500, 1000],
    make: (size) => ({
      nodes: range(size + 2).map((index) => node(`n${index}`)),
      objects: range(size).map((index) =>
        deployment(
          `w${index}`,
          { cpu: '1' },
          {
            affinity: {
              podAntiAffinity: {
                requiredDuringSchedulingIgnoredDuringExecution: [
                  { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { tier: 'all' } } },
                ],
              },
            },
          },
        ),
      ),
    }),
  },
  {
    name: 'nodes that all differ, a quarter as many workloads',
    sizes: [250, 500, 1000],
    make: (size) => ({
      nodes: range(size).map((index) => node(`n${index}`, { cpu: `${4000 + index}m` }, { number: String(index) })),
      objects: range(size / 4).map((index) => deployment(`w${index}`, { cpu: '2' })),
    }),
  },
];
