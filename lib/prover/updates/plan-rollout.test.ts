import { Cluster, Taint } from '../../cluster';
import { planRollout } from '.';
import { gpu, load, noSurge, planFirst, pool, surge, workload } from '../../../test/support/rollout';

const embedding = workload('Deployment', 'embedding-nim', gpu, noSurge(1));
const reasoning = (spec: object, pod: object = {}) => workload('Deployment', 'reasoning-nim', gpu, spec, pod);
const recreate = { replicas: 1, strategy: { type: 'Recreate' } };
const claim = (name: string, ...accessModes: string[]) =>
  ({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name },
    spec: { accessModes, resources: { requests: { storage: '1Gi' } } } });
const mounts = (claimName: string) => ({ volumes: [{ name: 'data', persistentVolumeClaim: { claimName } }] });

test('a surge on two full GPU nodes is impossible, and says who holds them', () => {
  expect(planFirst([pool('gpu-nodes', 2)], reasoning(surge(1)), embedding)).toMatchObject({
    verdict: 'impossible',
    witness: [
      'a new Deployment/reasoning-nim pod needs 1 nvidia.com/gpu and stays Pending',
      'pool gpu-nodes has 2 nvidia.com/gpu on 2 nodes, held by Deployment/reasoning-nim (old) (1), Deployment/embedding-nim (1)',
      'an old pod may not stop before a new one is ready (maxSurge 1, maxUnavailable 0)',
    ],
  });
});

test('the blocked update ends with the new pod Pending beside the old one', () => {
  const { timeline } = planFirst([pool('gpu-nodes', 2)], reasoning(surge(1)), embedding);
  expect(timeline!.blocked).toBe(true);
  expect(
    timeline!.steps.at(-1)!.pods.map(({ workload: name, revision, phase }) => `${name} ${revision} ${phase}`),
  ).toEqual([
    'Deployment/embedding-nim old Running', 'Deployment/reasoning-nim old Running',
    'Deployment/reasoning-nim new Pending',
  ]);
});

test('Recreate on two full GPU nodes is proven, costs downtime, and one spare GPU would avoid it', () => {
  const plan = planFirst([pool('gpu-nodes', 2)], reasoning(recreate), embedding);
  expect(plan).toMatchObject({
    verdict: 'proven',
    availabilityFloor: 0,
    spareNeeded: { resource: 'nvidia.com/gpu', units: 1, pool: 'gpu-nodes', nodes: 1 },
  });
  expect(plan.timeline!.steps.map(({ title }) => title)).toEqual([
    'before the update', 'an old pod is stopped', 'a new pod is made and starts', 'the new pod is ready',
  ]);
});

test('a third GPU node proves the surge, and nothing more is needed', () => {
  expect(planFirst([pool('gpu-nodes', 3)], reasoning(surge(1)), embedding)).toMatchObject({
    verdict: 'proven', availabilityFloor: 1, spareNeeded: { units: 0, nodes: 0 },
  });
});

test('a pool that may grow has the room', () => {
  expect(planFirst([pool('gpu-nodes', 2, {}, { maxNodes: 3 })], reasoning(surge(1)), embedding).verdict).toBe('proven');
});

test('CPU pods on an untainted GPU pool may take the room, a taint keeps them off', () => {
  const pods = workload('Deployment', 'web', { cpu: 5 }, noSurge(3));
  const nim = workload('Deployment', 'nim', { ...gpu, cpu: 4 }, surge(1));
  expect(planFirst([pool('gpu', 2), pool('cpu', 3, { extendedResources: {} })], nim, pods).verdict).toBe('possible');
  const tainted = pool('gpu', 2, {}, { taints: [Taint.noSchedule('nvidia.com/gpu')] });
  const tolerant = workload('Deployment', 'nim', { ...gpu, cpu: 4 }, surge(1), {
    tolerations: [{ key: 'nvidia.com/gpu', operator: 'Exists' }],
  });
  expect(planFirst([tainted, pool('cpu', 3, { extendedResources: {} })], tolerant, pods).verdict).toBe('proven');
});

test('a surge on a ReadWriteOnce claim may land on another node', () => {
  const two = [pool('gpu', 2, { extendedResources: { 'nvidia.com/gpu': '2' } })];
  const plan = planFirst(two, reasoning(surge(1), mounts('cache')), claim('cache', 'ReadWriteOnce'));
  expect(plan.verdict).toBe('possible');
  expect(plan.witness.join('\n')).toContain('claim cache is ReadWriteOnce');
  expect(planFirst(two, reasoning(surge(1), mounts('cache')), claim('cache', 'ReadWriteMany')).verdict).toBe('proven');
  expect(planFirst(two, reasoning(surge(1), mounts('cache')), claim('cache', 'ReadWriteOncePod')).verdict).toBe(
    'impossible',
  );
  expect(
    planFirst([pool('gpu', 2)], reasoning(surge(1), mounts('cache')), claim('cache', 'ReadWriteOnce')).verdict,
  ).toBe('impossible');
});

test('a claim that is not in the input leaves the verdict open only where it matters', () => {
  expect(planFirst([pool('gpu', 2)], reasoning(surge(1), mounts('cache'))).verdict).toBe('unknown');
  expect(planFirst([pool('gpu', 2)], reasoning(noSurge(1), mounts('cache'))).verdict).toBe('proven');
});

test('required anti-affinity makes nodes the slots', () => {
  const apart = (extra: object) => ({
    affinity: {
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution:
          [{ topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'web' } }, ...extra }],
      },
    },
  });
  const web = (extra: object) => workload('Deployment', 'web', { cpu: 1 }, surge(2), apart(extra));
  expect(planFirst([pool('cpu', 2)], web({}))).toMatchObject({ verdict: 'impossible',
    witness: expect.arrayContaining([expect.stringContaining('anti-affinity')]) });
  expect(planFirst([pool('cpu', 3)], web({})).verdict).toBe('proven');
  expect(planFirst([pool('cpu', 2)], web({ matchLabelKeys: ['pod-template-hash'] })).verdict).toBe('proven');
});

test('anti-affinity over zones counts zones', () => {
  const web = workload('Deployment', 'web', { cpu: 1 }, surge(2), {
    affinity: {
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'topology.kubernetes.io/zone',
          labelSelector: { matchLabels: { app: 'web' } } }],
      },
    },
  });
  expect(planFirst([pool('cpu', 4, {}, { zones: ['a', 'b'] })], web).verdict).toBe('impossible');
  expect(planFirst([pool('cpu', 4, {}, { zones: ['a', 'b', 'c'] })], web).verdict).toBe('proven');
});

test('anti-affinity of another workload keeps the pods off', () => {
  const jealous = workload('Deployment', 'jealous', { cpu: 1 }, noSurge(1), {
    affinity: {
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname',
          labelSelector: { matchLabels: { app: 'reasoning-nim' } } }],
      },
    },
  });
  expect(planFirst([pool('gpu', 2)], reasoning(surge(1)), jealous).verdict).toBe('impossible');
  expect(planFirst([pool('gpu', 3)], reasoning(surge(1)), jealous).verdict).toBe('proven');
});

test('host ports make nodes the slots', () => {
  const web = workload('Deployment', 'web', {}, surge(2), {
    containers: [{ name: 'main', ports: [{ containerPort: 80, hostPort: 80 }] }],
  });
  expect(planFirst([pool('cpu', 2)], web).verdict).toBe('impossible');
  expect(planFirst([pool('cpu', 3)], web).verdict).toBe('proven');
});

test('pods whose port a DaemonSet holds on some nodes may have come before it', () => {
  const containers = [{ name: 'main', ports: [{ containerPort: 80, hostPort: 80 }] }];
  const agent = workload('DaemonSet', 'agent', {}, {}, { containers, nodeSelector: { pool: 'held' } });
  const pools = [pool('held', 2, {}, { labels: { pool: 'held' } }), pool('open', 1)];
  const fits = (pods: number) =>
    planFirst(pools, workload('Deployment', 'web', {}, noSurge(pods), { containers }), agent).fits.verdict;
  expect([1, 2].map(fits)).toEqual(['proven', 'possible']);
});

test('topology spread is proven where the zone with fewer pods has room, impossible where it is full', () => {
  const web = workload('Deployment', 'web', { cpu: 3 }, surge(2), {
    topologySpreadConstraints: [{
      maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'DoNotSchedule',
      labelSelector: { matchLabels: { app: 'web' } },
    }],
  });
  expect(planFirst([pool('cpu', 2, {}, { zones: ['a', 'b'] })], web).verdict).toBe('proven');
  expect(planFirst([pool('cpu', 2, { cpu: '4' }, { zones: ['a', 'b'] })], web).verdict).toBe('impossible');
  expect(
    planFirst([pool('big', 1, {}, { zones: ['a'] }), pool('small', 1, { cpu: '4' }, { zones: ['b'] })], web).verdict,
  ).toBe('proven');
});

test('an autoscaler is counted at its maximum', () => {
  const scaler = {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'embedding-nim' },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'embedding-nim' },
      minReplicas: 1,
      maxReplicas: 2,
    },
  };
  expect(planFirst([pool('gpu', 3)], reasoning(surge(1)), embedding, scaler).verdict).toBe('possible');
  expect(planFirst([pool('gpu', 4)], reasoning(surge(1)), embedding, scaler).verdict).toBe('proven');
});

test('DaemonSets load every node they run on', () => {
  const daemon = workload('DaemonSet', 'agent', { cpu: 2 });
  const web = workload('Deployment', 'web', { cpu: 4 }, surge(1));
  expect(planFirst([pool('cpu', 1)], web).verdict).toBe('proven');
  expect(planFirst([pool('cpu', 1)], web, daemon).verdict).toBe('impossible');
});

test('a DaemonSet with surge needs room for two on every node', () => {
  const daemon = (request: object) =>
    workload('DaemonSet', 'agent', request, { updateStrategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } });
  expect(planFirst([pool('gpu', 2)], daemon(gpu)).verdict).toBe('impossible');
  expect(planFirst([pool('gpu', 2)], daemon({ cpu: 1 })).verdict).toBe('proven');
});

test('a StatefulSet needs no spare room', () => {
  expect(planFirst([pool('gpu', 2)], workload('StatefulSet', 'store', gpu, { replicas: 2 }))).toMatchObject({
    verdict: 'proven', availabilityFloor: 1,
  });
});

test.each([
  ['a paused Deployment', workload('Deployment', 'web', {}, { ...surge(1), paused: true }), /paused/],
  ['OnDelete', workload('StatefulSet', 'store', {}, { updateStrategy: { type: 'OnDelete' } }), /somebody deletes/],
])('%s waits for a person', (_, object, text) => {
  const { verdict, witness } = planFirst([pool('cpu', 2)], object);
  expect(verdict).toBe('possible');
  expect(witness.join()).toMatch(text);
});

test.each([
  [
    'a node selector', workload('Deployment', 'web', {}, surge(1), { nodeSelector: { size: 'large' } }),
    'pool cpu: nodeSelector size=large does not match, the pool has size=(none)',
  ],
  [
    'a request', workload('Deployment', 'web', { cpu: 12 }, surge(1)),
    'pool cpu: a pod needs 12 cpu, an empty node offers 8 cpu',
  ],
])('%s that no pool meets is impossible and says why', (_, object, line) => {
  expect(planFirst([pool('cpu', 2)], object)).toMatchObject({ verdict: 'impossible', fits: { verdict: 'impossible' },
    witness: expect.arrayContaining([line]) });
});

test('a taint nobody tolerates is named', () => {
  const tainted = pool('gpu', 2, {}, { taints: [Taint.noSchedule('dedicated', 'gpu')] });
  expect(planFirst([tainted], reasoning(surge(1))).witness).toContain(
    'pool gpu: taint dedicated=gpu:NoSchedule is not tolerated',
  );
});

test('cordoned nodes take no pods', () => {
  expect(planFirst([pool('gpu', 2, {}, { unschedulable: true })], reasoning(surge(1))).witness).toContain(
    'pool gpu: nodes are cordoned',
  );
});

test('required pod affinity to all pods lets the first one go anywhere, and the next ones to its node', () => {
  const near = {
    affinity: {
      podAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname', labelSelector: {} }],
      },
    },
  };
  expect(planFirst([pool('cpu', 3)], workload('Deployment', 'web', {}, surge(1), near))).toMatchObject({
    verdict: 'proven', witness: [],
  });
});

test('without node pools nothing is decided', () => {
  const { steadyState, workloads } = planRollout(load(reasoning(surge(1))));
  expect([steadyState.verdict, workloads[0].verdict]).toEqual(['unknown', 'unknown']);
});

test('the steady state is judged as well', () => {
  const judge = (nodes: number) =>
    planRollout(load(reasoning(surge(2)), embedding), new Cluster({ pools: [pool('gpu', nodes)] }));
  expect(judge(3).steadyState.verdict).toBe('proven');
  expect(judge(2).steadyState).toMatchObject({ verdict: 'impossible',
    witness: expect.arrayContaining(['workloads that may use the same nodes ask for 3 nvidia.com/gpu in total']) });
  expect(judge(2).workloads.map(({ verdict }) => verdict)).toEqual(['impossible', 'possible']);
});

test('a drain needs a spare node and a budget that lets the pod go', () => {
  const budget = (spec: object) => ({
    apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'reasoning-nim' },
      spec: { selector: { matchLabels: { app: 'reasoning-nim' } }, ...spec },
  });
  const drain = (nodes: number, spec: object) =>
    planFirst([pool('gpu', nodes)], reasoning(surge(1)), embedding, budget(spec)).drain;
  expect(drain(3, { maxUnavailable: 1 })).toEqual({ verdict: 'proven', witness: [], evictionBlockedBy: [] });
  expect(drain(2, { minAvailable: 1 })).toEqual({
    verdict: 'impossible',
    witness: [
      'without one node of pool gpu, the workloads that need the nodes of Deployment/reasoning-nim do not all fit: ' +
        '2 nvidia.com/gpu asked, 1 nvidia.com/gpu left',
    ],
    evictionBlockedBy: ['PodDisruptionBudget/reasoning-nim: minAvailable 1 of 1 allows no eviction'],
  });
});

test('required affinity to pods that nobody makes leaves no node', () => {
  const beside = (app: string) => ({ affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [
    { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app } } }] } } });
  const web = (app: string) => workload('Deployment', 'web', { cpu: 1 }, recreate, beside(app));
  expect(planFirst([pool('cpu', 2)], web('cache'))).toMatchObject({
    verdict: 'impossible', fits: { verdict: 'impossible' },
    witness: ['Deployment/web fits no node',
      'no pod stands that its required pod affinity over kubernetes.io/hostname names'],
  });
  expect(planFirst([pool('cpu', 2)], web('web')).verdict).toBe('proven');
  const cache = workload('Deployment', 'cache', { cpu: 1 }, recreate);
  expect(planFirst([pool('cpu', 2)], web('cache'), cache).verdict).not.toBe('impossible');
});
