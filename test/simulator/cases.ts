import { Cluster, NodePool } from '../../lib/cluster';
import { Manifest, Model } from '../../lib/manifests';
import { YamlChunk } from '../../lib/manifests/yaml-chunk';
import { planRollout, RolloutPlan, Verdict } from '../../lib/prover/updates';
import { share } from '../support/simulation-share';
import { SimNode, SimResult, SimWorkload } from './simulator';

/** A case as manifests and node pools; equal nodes form one pool unless some workload tells them apart. */
export function planOf(nodes: SimNode[], workloads: SimWorkload[]): RolloutPlan {
  const apart = workloads.some(({ only }) => only);
  const places = nodes.map((node, index) => apart ? `n${index}` : `cpu${node.cpu}-gpu${node.gpu}`);
  const pools = [...new Set(places)].map((place) => {
    const { cpu, gpu } = nodes[places.indexOf(place)];
    return new NodePool({
      name: place,
      nodes: places.filter((other) => other === place).length,
      labels: { place },
      allocatable: {
        cpu: String(cpu),
        memory: '100Gi',
        pods: 100,
        extendedResources: { 'nvidia.com/gpu': String(gpu) },
      },
    });
  });
  const objects = workloads.flatMap((workload, index) => [
    deployment(workload, `w${index}`),
    ...(workload.claim ? [claim(workload.claim, `w${index}`)] : []),
    ...(workload.maxReplicas ? [autoscaler(`w${index}`, workload.replicas, workload.maxReplicas)] : []),
  ]);
  const chunk = new YamlChunk('case.yaml', '', 1);
  return planRollout(new Model(objects.map((json, index) => new Manifest(json, chunk, index))), new Cluster({ pools }));
}

function deployment(workload: SimWorkload, name: string) {
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
            image: 'main:1',
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
                    { matchExpressions: [{ key: 'place', operator: 'In', values: only.map((node) => `n${node}`) }] },
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

/** How many of the cases to judge: a sample, or all (test/support/simulation-share.js). */
export function sample(cases: number): number {
  return Math.ceil(cases * share);
}

/** Small whole numbers from a seed, the same on every run. */
export function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor(state / 2 ** 32 * below);
  };
}
