import { Json } from '../cluster/api';
import { Draft } from './draft';

const BOUNDS: [number | string, number | string][] = [
  [1, 0], [1, 0], [0, 1], [0, 1], [1, 1], [2, 0], ['25%', '25%'], ['50%', 0], ['50%', '50%'], ['100%', 0], [0, '100%'],
];

/** One to four workloads of all kinds. */
export function addWorkloads(draft: Draft): void {
  const { random, workloads } = draft;
  const count = random.pick([1, 1, 2, 2, 2, 3, 3, 4]);
  for (let index = 0; index < count; index++) {
    workloads.push(workload(draft, `w${index}`));
  }
}

function workload(draft: Draft, name: string): Json {
  const { random, features } = draft;
  const roll = random.below(100);
  const replicas = random.pick([1, 1, 2, 2, 3, 4]);
  const pod = podTemplate(draft, name);
  const base = { metadata: { name, namespace: draft.name } };
  const apps = { apiVersion: 'apps/v1', ...base };
  const selector = { matchLabels: { app: name } };
  if (roll < 58) {
    features.add('Deployment');
    return { ...apps, kind: 'Deployment', spec: { replicas, selector, strategy: strategy(draft), template: pod } };
  }
  if (roll < 75) {
    features.add('StatefulSet');
    return {
      ...apps,
      kind: 'StatefulSet',
      spec: { replicas, selector, serviceName: name, ...statefulSet(draft), template: pod },
    };
  }
  if (roll < 88) {
    features.add('DaemonSet');
    return { ...apps, kind: 'DaemonSet', spec: { selector, updateStrategy: daemonSet(draft), template: pod } };
  }
  if (roll < 93) {
    features.add('other kinds');
    return { ...apps, kind: 'ReplicaSet', spec: { replicas, selector, template: pod } };
  }
  features.add('other kinds');
  if (roll < 97) {
    pod.metadata.annotations['nodelet/finish-after'] = '1h';
    pod.spec.restartPolicy = 'Never';
    return {
      apiVersion: 'batch/v1',
      kind: 'Job',
      ...base,
      spec: { parallelism: Math.min(replicas, 2), completions: Math.min(replicas, 2), template: pod },
    };
  }
  return { apiVersion: 'v1', kind: 'Pod', metadata: { ...base.metadata, labels: pod.metadata.labels }, spec: pod.spec };
}

function podTemplate({ random, features, name: scenario, nodes, zones }: Draft, app: string): Json {
  const cpu = random.pick(['250m', '500m', '1', '1', '1500m', '2', '3']);
  const gpus =
    nodes.some(({ status }) => status.allocatable['nvidia.com/gpu'] !== undefined) && random.chance(40) ? 1 : 0;
  const tolerates = random.chance(30);
  const zoned = zones.length > 1 && random.chance(18);
  const affinity = nodes.length > 2 && random.chance(12);
  if (zoned || affinity) {
    features.add('node affinity');
  }
  const allowed = nodes.filter(() => random.chance(60)).map(({ metadata }) => metadata.name);
  return {
    metadata: { labels: { app, tier: random.pick(['front', 'back']) }, annotations: { rev: '0' } },
    spec: {
      terminationGracePeriodSeconds: 1,
      nodeSelector: { scenario, ...(zoned && { 'topology.kubernetes.io/zone': random.pick(zones) }) },
      ...(tolerates && { tolerations: [{ key: 'dedicated', operator: 'Exists' }] }),
      ...(affinity && allowed.length > 0 && { affinity: { nodeAffinity: nodeAffinity(allowed) } }),
      containers: [{
        name: 'main',
        image: 'registry.example.com/main:1',
        resources: {
          requests: { cpu, memory: '256Mi' }, ...(gpus > 0 && { limits: { 'nvidia.com/gpu': String(gpus) } }),
        },
      }],
    },
  };
}

function nodeAffinity(values: string[]): Json {
  const nodeSelectorTerms = [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values }] }];
  return { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } };
}

function strategy({ random, features }: Draft): Json | undefined {
  if (random.chance(18)) {
    features.add('Recreate');
    return { type: 'Recreate' };
  }
  const [maxSurge, maxUnavailable] = random.pick(BOUNDS);
  return random.chance(10) ? undefined : { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } };
}

function statefulSet({ random }: Draft): Json {
  const maxUnavailable = random.pick([undefined, undefined, 1, 2, '50%']);
  const partition = random.chance(12) ? 1 : undefined;
  return {
    podManagementPolicy: random.chance(35) ? 'Parallel' : 'OrderedReady',
    ...((maxUnavailable !== undefined || partition !== undefined) && {
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable, partition } },
    }),
  };
}

function daemonSet({ random }: Draft): Json {
  const [maxSurge, maxUnavailable] = random.pick([[0, 1], [0, 1], [1, 0], ['50%', 0], [0, '50%']]);
  return { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } };
}

/** Another strategy, written out, so that it takes the place of any. */
export function strategyOf(draft: Draft, kind: string): Json {
  if (kind === 'DaemonSet') {
    return daemonSet(draft);
  }
  const [maxSurge, maxUnavailable] = draft.random.pick(BOUNDS);
  return draft.random.chance(40) ? { type: 'Recreate', rollingUpdate: null }
    : { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } };
}
