import { app, Scene } from '../../../../test/support/scene';
import { gpu, noSurge, planFirst, pool, surge, workload } from '../../../../test/support/rollout';
import { timeline as stepsFrom, withPods } from './timeline';

const nim = (spec: object, name = 'nim') => workload('Deployment', name, gpu, spec);

/** Each step as its title and the pods of the subject and of others, as `revision phase node`. */
const steps = (plan: ReturnType<typeof planFirst>) => plan.timeline!.steps.map(({ title, pods }) =>
  `${title}: ${pods.map(({ revision, phase, node }) => `${revision} ${phase}${node ? ` ${node}` : ''}`).join(', ')}`);

test('a surge is one pod more, then one pod fewer, until every pod is new', () => {
  const { timeline } = planFirst([pool('gpu', 2)], nim(surge(1)));
  const pod = (revision: string, phase: string) =>
    ({ workload: 'Deployment/nim', revision, phase, node: expect.any(String), pool: 'gpu', units: 1 });
  expect(timeline).toEqual({
    resource: 'nvidia.com/gpu',
    nodes: [{ node: expect.any(String), pool: 'gpu', units: 1 }, { node: expect.any(String), pool: 'gpu', units: 1 }],
    blocked: false,
    steps: [
      { title: 'before the update', pods: [pod('old', 'Running')] },
      { title: 'a new pod is made and starts', pods: [pod('old', 'Running'), pod('new', 'Starting')] },
      { title: 'the new pod is ready', pods: [pod('old', 'Running'), pod('new', 'Running')] },
      { title: 'an old pod is stopped', pods: [pod('new', 'Running')] },
    ],
  });
});

test('without surge the old pod leaves first, one after the other', () => {
  const plan = planFirst([pool('gpu', 2)], nim(noSurge(2)));
  const titles = plan.timeline!.steps.map(({ title }) => title);
  const round = ['an old pod is stopped', 'a new pod is made and starts', 'the new pod is ready'];
  expect(titles).toEqual(['before the update', ...round, ...round]);
  expect(plan.timeline!.steps.every(({ pods }) => pods.length >= 1 && pods.length <= 2)).toBe(true);
});

test('Recreate stops every old pod before it makes a new one', () => {
  const plan = planFirst([pool('gpu', 3)], nim({ replicas: 2, strategy: { type: 'Recreate' } }));
  expect(plan.timeline!.steps.map(({ title }) => title)).toEqual([
    'before the update', 'an old pod is stopped', 'an old pod is stopped',
    'a new pod is made and starts', 'the new pod is ready', 'a new pod is made and starts', 'the new pod is ready',
  ]);
});

test('a blocked update ends with a pod that is on no node', () => {
  const plan = planFirst([pool('gpu', 1)], nim(surge(1)));
  const [node] = plan.timeline!.nodes;
  expect(plan.timeline!.blocked).toBe(true);
  expect(steps(plan)).toEqual([
    `before the update: old Running ${node.node}`, `a new pod is made and waits: old Running ${node.node}, new Pending`,
  ]);
});

test('pods that keep apart within a revision may meet the old one, never each other', () => {
  const affinity = {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [{
        topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'web' } },
        matchLabelKeys: ['pod-template-hash'],
      }],
    },
  };
  const { timeline } = planFirst([pool('cpu', 2)], workload('Deployment', 'web', { cpu: 1 }, surge(2), { affinity }));
  const last = timeline!.steps.at(-1)!.pods;
  expect(last.map(({ revision, phase }) => `${revision} ${phase}`)).toEqual(['new Running', 'new Running']);
  expect(new Set(last.map(({ node }) => node)).size).toBe(2);
});

test('other pods are shown where they hold the same resource', () => {
  const { timeline } = planFirst(
    [pool('gpu', 3)],
    nim(surge(1)),
    nim(surge(1), 'other'),
    workload('Deployment', 'web', { cpu: 1 }, surge(1)),
  );
  expect(timeline!.steps[0].pods.map((pod) => `${pod.workload} ${pod.units}`).sort()).toEqual([
    'Deployment/nim 1', 'Deployment/other 1',
  ]);
});

test('a timeline that nobody would read is left out', () => {
  expect(planFirst([pool('gpu', 13)], nim(surge(12))).timeline).toBeDefined();
  expect(planFirst([pool('gpu', 14)], nim(surge(13))).timeline).toBeUndefined();
  expect(planFirst([pool('gpu', 24)], nim(surge(1))).timeline).toBeDefined();
  expect(planFirst([pool('gpu', 25)], nim(surge(1))).timeline).toBeUndefined();
  expect(planFirst([pool('gpu', 2)], nim(surge(0))).timeline).toBeUndefined();
  const nodes = pool('gpu', 24, { extendedResources: { 'nvidia.com/gpu': '9' } });
  const beside = (pods: number) => planFirst([nodes], nim(surge(1)), nim(surge(pods), 'b'));
  expect([beside(200).timeline, beside(201).timeline].map((timeline) => timeline !== undefined)).toEqual([true, false]);
});

test('only nodes are shown that the pods may use and that have the resource', () => {
  const pools = [
    pool('gpu', 2), pool('cpu', 1, { extendedResources: {} }), pool('off', 1, {}, { unschedulable: true }),
  ];
  const { timeline } = planFirst(pools, nim(surge(1)));
  expect(timeline!.nodes.map(({ node }) => node)).toEqual(['gpu-1', 'gpu-2']);
});

test('a node is full for a new pod when its resources are taken, and free again when the old pod is gone', () => {
  const plan = planFirst(
    [pool('one', 1), pool('two', 1)],
    nim({ replicas: 2, strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 2 } } }),
  );
  expect(steps(plan)).toEqual([
    'before the update: old Running one-1, old Running two-1',
    'an old pod is stopped: old Running two-1',
    'a new pod is made and starts: old Running two-1, new Starting one-1',
    'the new pod is ready: old Running two-1, new Running one-1',
    'an old pod is stopped: new Running one-1',
    'a new pod is made and starts: new Running one-1, new Starting two-1',
    'the new pod is ready: new Running one-1, new Running two-1',
  ]);
});

test('pods that keep apart within a revision start where both have room', () => {
  const affinity = {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [{
        topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'web' } },
        matchLabelKeys: ['pod-template-hash'],
      }],
    },
  };
  const other = workload('Deployment', 'other', { cpu: 4 }, surge(1), { nodeSelector: { tier: 'small' } });
  const pools = [pool('small', 1, { cpu: '8' }, { labels: { tier: 'small' } }), pool('large', 1, { cpu: '8' })];
  const plan = planFirst(
    pools,
    workload('Deployment', 'web', { cpu: 4 }, surge(1), { affinity, nodeSelector: {} }),
    other,
  );
  expect(plan.verdict).toBe('proven');
  expect(steps(plan).at(-1)).toMatch(/new Running/);
});

test('the start of a timeline has as many pods as fit in the placement that is shown', () => {
  const plan = planFirst(
    [pool('cpu', 3, { cpu: '8' })],
    workload('Deployment', 'web', { cpu: 8 }, surge(1)),
    workload('Deployment', 'other', { cpu: 4 }, noSurge(2)),
  );
  expect(plan.timeline!.steps[0].pods.filter(({ workload: of }) => of === 'Deployment/web')).toHaveLength(1);
});

test('others are shown that hold some of the resource, one by one, on nodes that the pods may use', () => {
  const hungry = workload('Deployment', 'c', { memory: '1Gi' }, noSurge(1));
  const scene = new Scene([4, 4], app('a', 1, 1), app('b', 2, 1), hungry);
  const cpu = scene.capacity.resources.indexOf('cpu');
  const start = scene.standing({ a: [0], b: [0, 0], c: [0] });
  const shown = stepsFrom(start, scene.task('a'), scene.mover('a').bounds, cpu, false)!;
  const of = (name: string) => ({
    workload: `Deployment/${name}`, revision: 'old', phase: 'Running', node: 'n0-1', pool: 'n0', units: 1000 });
  expect(shown.steps[0]).toEqual({ title: 'before the update', pods: [of('b'), of('b'), of('a')] });
  expect(shown.nodes).toEqual([
    { node: 'n0-1', pool: 'n0', units: 4000 }, { node: 'n1-1', pool: 'n1', units: 4000 }]);
  expect([shown.resource, shown.blocked]).toEqual(['cpu', false]);
});

test('pods come and go from the last node on until there are as many as asked', () => {
  const scene = new Scene([2, 2], app('a', 4, 1));
  const count = (from: number[], replicas: number) =>
    scene.nodesIn(withPods(scene.standing({ a: from }), scene.task('a'), replicas))!.a;
  expect([count([], 3), count([0], 2), count([0, 0, 1], 1), count([0, 1], 2)])
    .toEqual([[0, 1, 1], [0, 1], [0], [0, 1]]);
  expect(count([], 9)).toEqual([0, 0, 1, 1]);
});
