import { Json } from '../cluster/api';
import { claim } from './surroundings';
import { Scenario, WorkloadChange } from './scenario';

const GPU = 'nvidia.com/gpu';

/** A node of a scenario by hand, by default with one GPU. */
export interface AilingNode {
  readonly gpus?: number;
  readonly offers?: Json;
  readonly taints?: Json[];
}

/** A scenario that is written by hand. */
export interface AilingOptions {
  readonly nodes: AilingNode[];
  readonly context?: Json[];
  readonly workloads: (Json | WorkloadChange)[];
}

/** What is written of a Deployment: by default a surge of one pod with one GPU. */
export interface AilingDeployment {
  readonly gpus?: number;
  readonly spec?: Json;
  readonly pod?: Json;
  readonly container?: Json;
  readonly annotations?: Json;
  readonly labels?: Json;
}

/** In a namespace of its own, to which the nodes belong. */
export function ailing(namespace: string, { nodes, context = [], workloads }: AilingOptions): Scenario {
  const within = (object: Json): Json => ({ ...object, metadata: { ...object.metadata, namespace } });
  return {
    seed: 0, namespace, features: [], joint: false, alone: false,
    nodes: nodes.map(({ gpus = 1, offers, taints }, index) => {
      const name = `${namespace}-n${index}`;
      const labels = { 'kubernetes.io/hostname': name, 'topology.kubernetes.io/zone': 'a' };
      const room = { cpu: '4', memory: '16Gi', pods: '20', ...gpus > 0 && { [GPU]: String(gpus) }, ...offers };
      return {
        apiVersion: 'v1', kind: 'Node', metadata: { name, labels }, spec: { taints }, status: { allocatable: room },
      };
    }),
    context: [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }, ...context.map(within)],
    workloads: workloads.map((each) => {
      const { from, to } = 'from' in each ? each as WorkloadChange : { from: each, to: each };
      const before = within(from);
      return { from: before, to: from === to ? before : within(to) };
    }),
  };
}

export function deployment(
  name: string, { gpus = 1, spec, pod, container, annotations = {}, labels }: AilingDeployment = {},
): Json {
  const resources = { requests: { cpu: '500m' }, ...gpus > 0 && { limits: { [GPU]: String(gpus) } } };
  return {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, annotations },
    spec: {
      replicas: 1, selector: { matchLabels: { app: name } },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }, ...spec,
      template: {
        metadata: { labels: { app: name, ...labels }, annotations: { rev: '0' } },
        spec: {
          terminationGracePeriodSeconds: 1,
          containers: [{ name: 'main', image: 'registry.example.com/main:1', resources, ...container }], ...pod,
        },
      },
    },
  };
}

/** Pods without GPUs on each node. */
export function daemonSet(name: string, options: AilingDeployment): Json {
  const { spec: { selector, template }, ...object } = deployment(name, { gpus: 0, ...options });
  return { ...object, kind: 'DaemonSet', spec: { selector, template } };
}

/** A volume that holds models, and what mounts it. */
export function models(claimName: string, mode = 'ReadWriteOnce'): { context: Json[]; pod: Json; container: Json } {
  return {
    context: [claim(claimName, '', mode, 'gp3')],
    pod: { volumes: [{ name: 'models', persistentVolumeClaim: { claimName } }] },
    container: { volumeMounts: [{ name: 'models', mountPath: '/cache' }] },
  };
}

export function budget(name: string, bounds: Json, matchLabels: Json = { app: name }): Json {
  return {
    apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: `${name}-pdb` },
    spec: { selector: { matchLabels }, ...bounds },
  };
}

/** What calls the pods of a workload. */
export function service(name: string): Json {
  return {
    apiVersion: 'v1', kind: 'Service', metadata: { name },
    spec: { selector: { app: name }, ports: [{ port: 80 }] },
  };
}
