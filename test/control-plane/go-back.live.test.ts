import { PlanReport } from '../../lib/prover/plan';
import { remediesFor } from '../../lib/prover/remedies';
import { halfWayText } from '../../lib/prover/reports/half-way-text';
import { projectChunks } from '../../lib/cluster/snapshot';
import { Json } from './cluster/api';
import { createNodes } from './cluster/nodes';
import { isReady } from './cluster/pods';
import { useControlPlane } from './support/live';
import { planFromText, snapshotOf } from './support/snapshot-plan';

const live = useControlPlane();

interface Asked {
  readonly kind: string;
  readonly spec?: Json;
  /** GPUs of a pod before the update and in it. */
  readonly gpus: readonly [number, number];
  /** Each with two GPUs. */
  readonly nodes?: number;
  /** Annotations of the pods of the update, by which the stand-in for nodes scripts them. */
  readonly script?: Json;
  /** Of its container. */
  readonly env?: Json[];
  /** What the plan says of it half way. */
  readonly verdict: string;
  readonly halfWay: string;
  readonly commands: readonly string[];
}

const GPU = 'nvidia.com/gpu';
const SINCE = 'Pending since TIME';
const kubectl = (name: string, text: string) => `kubectl --namespace ${name} ${text}`;

/** By name, which is that of the namespace too. */
const CASES: { readonly [name: string]: Asked } = {
  'surge': {
    kind: 'Deployment', spec: { replicas: 2 }, gpus: [1, 1], verdict: 'impossible',
    halfWay: `2 pods of the old template run, 1 of the new waits for ${GPU} (${SINCE})`,
    commands: [kubectl('surge', 'rollout undo deployment/surge --to-revision 1')],
  },
  'recreate': {
    kind: 'Deployment', spec: { replicas: 1, strategy: { type: 'Recreate' } }, gpus: [1, 3], verdict: 'impossible',
    halfWay: `no pod of the old template is left, 1 pod of the new template waits for ${GPU} (${SINCE})`,
    commands: [kubectl('recreate', 'rollout undo deployment/recreate --to-revision 1')],
  },
  'failing': {
    kind: 'Deployment', spec: { replicas: 1 }, gpus: [1, 1], script: { 'nodelet/state': 'crash-loop' },
    env: [{ name: 'LEVEL', value: 'secret' }], verdict: 'unknown',
    halfWay: '1 pod of the old template runs, 1 of the new is not ready (CrashLoopBackOff, made TIME); ' +
      'whether the new template is asked for is not known',
    commands: [kubectl('failing', 'rollout undo deployment/failing --to-revision 1')],
  },
  'ordered': {
    kind: 'StatefulSet', spec: { replicas: 2, serviceName: 'ordered' }, gpus: [1, 2], verdict: 'impossible',
    halfWay: `1 pod of the old template runs, 1 of the new waits for ${GPU} (${SINCE})`,
    commands: [
      kubectl('ordered', 'rollout undo statefulset/ordered --to-revision 1'),
      kubectl('ordered', 'delete pod ordered-1'),
    ],
  },
  'parallel': {
    kind: 'StatefulSet', spec: { replicas: 2, serviceName: 'parallel', podManagementPolicy: 'Parallel' }, gpus: [1, 2],
    verdict: 'impossible',
    halfWay: `1 pod of the old template runs, 1 of the new waits for ${GPU} (${SINCE})`,
    commands: [kubectl('parallel', 'rollout undo statefulset/parallel --to-revision 1')],
  },
  'daemons': {
    kind: 'DaemonSet', nodes: 2, gpus: [1, 3], verdict: 'impossible',
    halfWay: `1 pod of the old template runs, 1 of the new waits for ${GPU} (${SINCE})`,
    commands: [kubectl('daemons', 'rollout undo daemonset/daemons --to-revision 1')],
  },
};

/** A workload at one of its two templates. */
function workload(name: string, { kind, spec, gpus, script, env }: Asked, revision: 0 | 1): Json {
  return {
    apiVersion: 'apps/v1', kind, metadata: { name, namespace: name },
    spec: {
      ...spec, selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name }, annotations: revision === 1 ? script : {} },
        spec: {
          nodeSelector: { for: name }, terminationGracePeriodSeconds: 1,
          containers: [{
            name: 'main', image: `main:${revision + 1}`, env,
            resources: { limits: { [GPU]: gpus[revision] } },
          }],
        },
      },
    },
  };
}

/** What is there after an update has been applied that hangs, as `cdk8s-nim snapshot` prints it. */
async function halfWay(name: string, asked: Asked): Promise<string> {
  const { plane, quiet } = live;
  await createNodes(plane.api, Array.from({ length: asked.nodes ?? 1 }, (_, index) => ({
    metadata: { name: `${name}-${index}`, labels: { for: name } },
    status: { allocatable: { cpu: '8', memory: '32Gi', pods: '110', [GPU]: '2' } },
  })));
  await plane.api.create('/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  for (const revision of [0, 1] as const) {
    const text = JSON.stringify(workload(name, asked, revision));
    expect(await plane.kubectlWith(text, 'apply', '-f', '-')).toMatchObject({ status: 0 });
    await quiet(name);
  }
  const isMeant = ({ metadata }: Json) => [undefined, name].includes(metadata.namespace);
  return [...projectChunks('cluster', [Buffer.from(await snapshotOf(plane, isMeant))])].join('');
}

function planOf(name: string, asked: Asked, snapshot: string): PlanReport {
  return planFromText(snapshot, JSON.stringify(workload(name, asked, 1)), true);
}

const podsOf = (name: string): Json[] => live.view.list('pods', name);
const withoutTimes = (text = '') => text.replace(/\d{4}-\d\d-\d\dT[\d:]+Z/g, 'TIME');

test.each(Object.entries(CASES))('%s: taken back as the plan says it finishes', async (name, asked) => {
  const snapshot = await halfWay(name, asked);
  expect(snapshot).not.toContain('secret');
  const report = planOf(name, asked, snapshot);
  const [plan] = report.workloads;
  const remedy = remediesFor(report.remedies, plan, 'update').find(({ id }) => id === 'go-back')!;
  expect([plan.verdict, withoutTimes(halfWayText(plan)), remedy?.commands]).toEqual(
    [asked.verdict, asked.halfWay, asked.commands]);
  for (const command of remedy.commands!) {
    const { status } = await live.plane.kubectl(...command.split(' ').slice(1));
    expect(status).toBe(0);
  }
  await live.quiet(name);
  const pods = podsOf(name);
  expect(pods.map((pod) => [pod.spec.containers[0].image, isReady(pod)]))
    .toEqual(Array.from({ length: asked.spec?.replicas ?? asked.nodes }, () => ['main:1', true]));
});
