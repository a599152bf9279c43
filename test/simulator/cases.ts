import { Cluster, NodePool } from '../../lib/cluster';
import { Before, keyOf, Manifest, Model } from '../../lib/manifests';
import { YamlChunk } from '../../lib/manifests/yaml-chunk';
import { planRestart } from '../../lib/prover/transition';
import { RolloutPlan, Verdict } from '../../lib/prover/updates';
import { SimNode, SimResult, SimWorkload } from './simulator';

/** A case as manifests and node pools. */
export function planOf(nodes: SimNode[], workloads: SimWorkload[], daemon?: { cpu: number }): RolloutPlan {
  const objects = [...manifestsOf(workloads), ...daemon ? [daemonSet(daemon.cpu)] : []];
  return planRestart(modelOf(objects), clusterOf(nodes, workloads, daemon !== undefined));
}

/** Equal nodes form one pool unless some workload tells them apart, or they are `apart`. */
export function clusterOf(nodes: SimNode[], workloads: SimWorkload[], apart = false): Cluster {
  const areNamed = apart || workloads.some(({ only }) => only);
  const places = nodes.map((node, index) => areNamed ? `n${index}` : `cpu${node.cpu}-gpu${node.gpu}`);
  const pools = [...new Set(places)].map((place) =>
    poolOf(place, places.filter((other) => other === place).length, nodes[places.indexOf(place)]));
  return new Cluster({ pools });
}

/** The objects of a case but for a DaemonSet. */
export function manifestsOf(workloads: SimWorkload[]): object[] {
  return workloads.flatMap((workload, index) => [
    deployment(workload, `w${index}`),
    ...(workload.claim ? [claim(workload.claim, `w${index}`)] : []),
    ...(workload.maxReplicas ? [autoscaler(`w${index}`, workload.replicas, workload.maxReplicas)] : []),
  ]);
}

/** Nodes of one kind; `place` is their name and their label. */
export function poolOf(place: string, nodes: number, { cpu, gpu }: SimNode): NodePool {
  return new NodePool({
    name: place, nodes, labels: { place },
    allocatable: {
      cpu: String(cpu), memory: '100Gi', pods: 100, extendedResources: { 'nvidia.com/gpu': String(gpu) },
    },
  });
}

export function modelOf(objects: object[]): Model {
  const chunk = new YamlChunk('case.yaml', '', 1);
  return new Model(objects.map((json, index) => new Manifest(json as never, chunk, index)));
}

export function deployment(workload: Omit<SimWorkload, 'rolls'>, name: string, revision = 1): object {
  const { replicas, cpu, gpu, surge, unavailable, recreate, apart, only, repels = [] } = workload;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      strategy: recreate ? { type: 'Recreate' } : { rollingUpdate: { maxSurge: surge, maxUnavailable: unavailable } },
      template: {
        metadata: { labels: { app: name } },
        spec: {
          containers: [{
            name: 'main',
            image: `main:${revision}`,
            resources: { requests: { cpu, 'nvidia.com/gpu': gpu }, limits: { 'nvidia.com/gpu': gpu } },
          }],
          volumes: workload.claim ? [{ name: 'data', persistentVolumeClaim: { claimName: name } }] : [],
          affinity: {
            podAntiAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: [
                ...(apart
                  ? [{ ...term(name), ...(apart === 'revision' && { matchLabelKeys: ['pod-template-hash'] }) }]
                  : []),
                ...repels.map((other) => term(`w${other}`)),
              ],
            },
            ...(only && {
              nodeAffinity: {
                requiredDuringSchedulingIgnoredDuringExecution: {
                  nodeSelectorTerms: [
                    { matchExpressions: [{ key: 'place', operator: 'In', values: namesOf(only) }] },
                  ],
                },
              },
            }),
          },
        },
      },
    },
  };
}

/** One pod on every node, replaced one after the other. */
function daemonSet(cpu: number): object {
  const { spec: { selector, template }, ...rest } =
    deployment({ replicas: 1, cpu, gpu: 0, surge: 0, unavailable: 1 }, 'agent') as any;
  return { ...rest, kind: 'DaemonSet', spec: { selector, template } };
}

function autoscaler(name: string, minReplicas: number, maxReplicas: number) {
  return {
    apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name },
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name }, minReplicas, maxReplicas },
  };
}

function term(app: string) {
  return { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app } } };
}

function claim(mode: string, name: string) {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name },
    spec: {
      accessModes: [mode === 'RWO' ? 'ReadWriteOnce' : 'ReadWriteOncePod'], resources: { requests: { storage: '1Gi' } },
    },
  };
}

/** What the simulation of every start and every interleaving says. */
export function simulatedVerdict({ starts, finishes, blocks }: SimResult): Verdict | 'no start' {
  return starts === 0 ? 'no start' : !blocks ? 'proven' : finishes ? 'possible' : 'impossible';
}

/** Small whole numbers from a seed, the same on every run. */
export function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor(state / 2 ** 32 * below);
  };
}

/** A list of values may not be empty. */
function namesOf(nodes: readonly number[]): string[] {
  return nodes.length === 0 ? ['nowhere'] : nodes.map((node) => `n${node}`);
}

/** Where the pods of workloads w0, w1, … stand, as a snapshot tells it. */
export function placesOf(
  model: Model, cluster: Cluster, pods: readonly { readonly w: number; readonly node: number }[],
): Before['places'] {
  return new Map(model.workloads.map(({ name, manifest }) => {
    const onNode = new Map<string, number>();
    pods.filter(({ w }) => name === `w${w}`).forEach(({ node }) => {
      const { name: home } = cluster._nodes[node];
      onNode.set(home, (onNode.get(home) ?? 0) + 1);
    });
    return [keyOf(manifest), onNode] as const;
  }));
}
