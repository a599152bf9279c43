import { Json } from '../../cluster/api';
import { mergePatch } from '../../support/merge-patch';
import { isUpdated } from '../scenario';
import { Act, Alter, Altered, AlteredWorkload, one } from './alteration';

/** What becomes of workloads and of what stands beside them. */
export const OF_WORKLOADS: Readonly<Record<string, Alter>> = {
  'pods deleted': (altered) => {
    const workload = one(altered, altered.workloads.filter(({ from }) => from.kind !== 'Pod' && from.kind !== 'Job'));
    return workload && [{ what: 'delete pods', workload: workload.from, most: altered.random.pick([1, 1, 2, 9]) }];
  },
  'scaled by hand': (altered) => {
    const { random } = altered;
    const workload = one(altered, altered.workloads.filter(({ now, least }) =>
      now.spec.replicas !== undefined && least === undefined));
    return workload && write(workload, ({ spec }) => {
      spec.replicas = random.chance(15) ? 0 : Math.max(1, spec.replicas + random.pick([-2, -1, 1, 1, 2]));
    });
  },
  'strategy by hand': (altered) => {
    const { random } = altered;
    const workload = one(altered, altered.workloads.filter(({ now }) => now.kind === 'Deployment'));
    const [maxSurge, maxUnavailable] = random.pick([[1, 0], [0, 1], ['50%', '50%'], [2, 0]]);
    return workload && write(workload, ({ spec }) => {
      spec.strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } };
    });
  },
  'workload deleted': (altered) => removed(altered),
  'pods orphaned': (altered) => removed(altered, 'Orphan'),
  'pod beside': (altered) => beside(altered, (metadata, { metadata: { labels }, spec }) =>
    ({ apiVersion: 'v1', kind: 'Pod', metadata: { ...metadata, labels }, spec })),
  'job beside': (altered) => beside(altered, (metadata, { metadata: { labels }, spec }) => ({
    apiVersion: 'batch/v1', kind: 'Job', metadata,
    spec: {
      template: {
        metadata: { labels, annotations: { 'nodelet/finish-after': '1h' } }, spec: { ...spec, restartPolicy: 'Never' },
      },
    },
  })),
  'Deployment beside': (altered) => beside(altered, (metadata, template) => ({
    apiVersion: 'apps/v1', kind: 'Deployment', metadata,
    spec: { replicas: altered.random.pick([1, 1, 2]), selector: { matchLabels: template.metadata.labels }, template },
  })),
  'DaemonSet beside': (altered) => beside(altered, (metadata, template) => ({
    apiVersion: 'apps/v1', kind: 'DaemonSet', metadata,
    spec: { selector: { matchLabels: template.metadata.labels }, template },
  })),
};

/** Writes a workload otherwise. */
export function write(workload: AlteredWorkload, change: (copy: Json) => void): Act[] {
  const { now } = workload;
  workload.now = structuredClone(now);
  change(workload.now);
  return [{ what: 'patch', object: now, patch: { spec: mergePatch(now.spec, workload.now.spec) } }];
}

/** Nobody asks for it any more. */
function removed(altered: Altered, propagation?: 'Orphan'): Act[] | undefined {
  const { workloads } = altered;
  const others = workloads.filter(({ from }) => isUpdated(from)).length;
  const workload = one(altered, workloads.filter(({ from }) => others > 1 || (others === 1 && !isUpdated(from))));
  if (workload) {
    workloads.splice(workloads.indexOf(workload), 1);
  }
  return workload && [{ what: 'delete', object: workload.from, propagation }];
}

type Make = (metadata: Json, template: Json) => Json;

/** What is not asked for, and yet there. */
function beside({ random, namespace }: Altered, make: Make): Act[] {
  const name = `beside-${random.below(100)}`;
  const priorityClassName = random.pick([undefined, undefined, undefined, 'low', 'high']);
  const template = {
    metadata: { labels: { app: name, tier: random.pick(['front', 'back']) } },
    spec: {
      terminationGracePeriodSeconds: 1, nodeSelector: { scenario: namespace },
      ...priorityClassName && { priorityClassName },
      ...random.chance(30) && { tolerations: [{ key: 'dedicated', operator: 'Exists' }] },
      containers: [{
        name: 'main', image: 'registry.example.com/main:1',
        resources: { requests: { cpu: random.pick(['250m', '500m', '1', '2']) } },
      }],
    },
  };
  return [{ what: 'create', object: make({ name, namespace }, template) }];
}
