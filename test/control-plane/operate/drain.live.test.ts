import { availablePods } from '../agreement/outcome';
import { Json } from '../cluster/api';
import { createNodes } from '../cluster/nodes';
import { shown, steady } from './page-lines';
import { useOperating } from './operate-live';

const live = useOperating();
const SPACE = 'drained';

const node = (name: string, gpus?: string): Json => ({
  metadata: { name, labels: { group: gpus === undefined ? 'cpu' : 'gpu' } },
  status: { allocatable: { 'cpu': '8', 'memory': '16Gi', 'pods': '20', ...(gpus && { 'nvidia.com/gpu': gpus }) } },
});

/** A Deployment of one pod on the nodes of a group. */
function deployment(name: string, spec: Json = {}, { group = 'cpu', gpus = 0, annotations }: Json = {}): Json {
  const resources = gpus === 0 ? { requests: { cpu: '1' } } : { limits: { 'nvidia.com/gpu': gpus } };
  return {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace: SPACE },
    spec: {
      replicas: 1, selector: { matchLabels: { app: name } },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      template: {
        metadata: { labels: { app: name }, annotations },
        spec: {
          nodeSelector: { group }, terminationGracePeriodSeconds: 1,
          containers: [{ name: 'main', image: 'a:1', resources }],
        },
      }, ...spec,
    },
  };
}

const budget = (app: string, spec: Json, name = app): Json => ({
  apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name, namespace: SPACE },
  spec: { selector: { matchLabels: { app } }, ...spec },
});

const RECREATE = { strategy: { type: 'Recreate' } };
const APPS: Json[] = [
  deployment('pair'), budget('pair', { minAvailable: 1 }),
  deployment('let-go', RECREATE), budget('let-go', { maxUnavailable: 1 }),
  deployment('rolling'), budget('rolling', { minAvailable: 1 }),
  deployment('held', RECREATE), budget('held', { minAvailable: 1 }),
  deployment('twice', RECREATE), budget('twice', { maxUnavailable: 1 }),
  budget('twice', { maxUnavailable: 1 }, 'twice-2'),
  deployment('unready', RECREATE, { annotations: { 'nodelet/state': 'never-ready' } }),
  budget('unready', { minAvailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow' }),
  {
    apiVersion: 'v1', kind: 'Pod', metadata: { name: 'bare', namespace: SPACE },
    spec: { nodeName: 'cpu-1', containers: [{ name: 'a', image: 'a:1' }] },
  },
  {
    apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'agent', namespace: SPACE },
    spec: {
      selector: { matchLabels: { app: 'agent' } },
      template: {
        metadata: { labels: { app: 'agent' } },
        spec: { nodeSelector: { group: 'cpu' }, containers: [{ name: 'a', image: 'a:1' }] },
      },
    },
  },
];

const create = (items: Json[]) =>
  live.plane.kubectlWith(JSON.stringify({ apiVersion: 'v1', kind: 'List', items }), 'create', '--filename', '-');
const kubectl = async (...args: string[]): Promise<void> => {
  expect(await live.plane.kubectl(...args)).toMatchObject({ status: 0 });
};
const onNode = (name: string): string[] => live.view.list('pods', SPACE)
  .filter(({ spec }) => spec.nodeName === name).map(({ metadata }) => metadata.labels?.app ?? metadata.name).sort();

beforeAll(async () => {
  await kubectl('create', 'namespace', SPACE);
  await live.plane.serviceAccountOf(SPACE);
  await createNodes(live.plane.api, [node('cpu-1'), node('cpu-2'), node('only', '1')]);
  await kubectl('cordon', 'cpu-2');
  expect(await create(APPS)).toMatchObject({ status: 0 });
  await live.quiet(SPACE);
  await kubectl('uncordon', 'cpu-2');
  await kubectl('cordon', 'cpu-1');
  await kubectl('--namespace', SPACE, 'scale', 'deployment/pair', '--replicas=2');
  await live.quiet(SPACE);
  await kubectl('uncordon', 'cpu-1');
  expect(onNode('cpu-1')).toEqual(['agent', 'bare', 'held', 'let-go', 'pair', 'rolling', 'twice', 'unready']);
});

test('a plan says of each workload which budget holds it, how it leaves, and what is down', async () => {
  const { code, text, events } = await live.told(['drain', 'cpu-1']);
  live.record('drain', text);
  expect(code).toBe(3);
  expect(steady(text.split('\n')).sort()).toEqual(steady(shown('drain')).sort());
  expect(events.filter(({ event }) => event === 'command')).toEqual([]);
  expect(onNode('cpu-1')).toHaveLength(8);
});

test('a node that is not there is named', async () => {
  expect(await live.told(['drain', 'nowhere'])).toMatchObject({
    code: 3, text: expect.stringMatching(/there is no node nowhere; write one of .*cpu-1/),
  });
});

test('a pod that finds no room elsewhere is not drained', async () => {
  expect(await create([deployment('large', RECREATE, { group: 'gpu', gpus: 1 })])).toMatchObject({ status: 0 });
  await live.quiet(SPACE);
  const { code, text } = await live.told(['drain', 'only', '--allow-downtime']);
  expect([code, text]).toEqual([
    3, expect.stringMatching(/room elsewhere is impossible: .*\nlarge is not proven to find/),
  ]);
  expect((await live.plane.api.get('/api/v1/nodes/only')).spec.unschedulable).toBeUndefined();
});

test('a dry run prints all of it and changes nothing', async () => {
  const { code, events } = await live.told(['drain', 'cpu-1', '--allow-downtime', '--force', '--dry-run']);
  const commands = events.flatMap(({ command }) => command?.split(/--kubeconfig \S+ /)[1] ?? []);
  expect([code, commands]).toEqual([0, [
    'cordon cpu-1',
    expect.stringMatching(/^--namespace drained delete pod held-/),
    '--namespace drained rollout restart deployment/rolling',
    expect.stringMatching(/^--namespace drained delete pod twice-/),
    expect.stringMatching(/^drain cpu-1 --ignore-daemonsets --delete-emptydir-data --force --timeout=\d+s$/),
  ]]);
  expect((await live.plane.api.get('/api/v1/nodes/cpu-1')).spec.unschedulable).toBeUndefined();
});

test('what is done is what was said: no downtime where that was said, and the node is empty', async () => {
  const fewest = new Map<string, number>();
  const stop = live.view.onChange((collection) => {
    for (const name of collection === 'pods' ? ['pair', 'rolling', 'held'] : []) {
      const workload = { kind: 'Deployment', metadata: { name, namespace: SPACE } };
      fewest.set(name, Math.min(fewest.get(name) ?? 9, availablePods(live.view, workload)));
    }
  });
  const { code, text } = await live.told(['drain', 'cpu-1', '--allow-downtime', '--force']);
  stop();
  expect([code, text]).toEqual([0, expect.stringMatching(/node cpu-1 is empty and stays cordoned; .*uncordon cpu-1/)]);
  expect(onNode('cpu-1')).toEqual(['agent']);
  expect(onNode('cpu-2')).toEqual(['agent', 'held', 'let-go', 'pair', 'pair', 'rolling', 'twice', 'unready']);
  expect(Object.fromEntries(fewest)).toEqual({ pair: 1, rolling: 1, held: 0 });
});
