import { Cluster, NodePool } from '../../../cluster';
import { planRollout, WorkloadPlan } from '..';
import { gpu, load, noSurge, planFirst, pool, surge, workload } from '../../../../test/support/rollout';

const cpuPool = (name: string, nodes: number, cpu: string, options: object = {}) =>
  pool(name, nodes, { cpu, extendedResources: {} }, options);
const web = (name: string, cpu: number, spec: object, pod: object = {}) =>
  workload('Deployment', name, { cpu }, spec, pod);
const scaler = (name: string, minReplicas: number, maxReplicas: number) => ({
  apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name },
  spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name }, minReplicas, maxReplicas },
});
const claim = (mode: string) => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data' },
  spec: { accessModes: [mode], resources: { requests: { storage: '1Gi' } } },
});
const DATA = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] };
const recreate = (replicas: number) => ({ replicas, strategy: { type: 'Recreate' } });
const BOUND = 'the search bound was reached before every placement was tried';

describe('in a fleet too large to try every placement', () => {
  /** 60 workloads on 50 nodes. */
  const crowd = Array.from({ length: 60 }, (_, index) => web(`other${index}`, 1, surge(3)));
  const first = (...objects: object[]): WorkloadPlan => planFirst([cpuPool('cpu', 50, '8')], ...objects, ...crowd);

  test('a surge with guaranteed room is proven', () => {
    expect(first(web('web', 2, surge(2)))).toMatchObject({ verdict: 'proven', witness: [] });
  });

  test.each<[string, string, object, string]>([
    ['Recreate', 'ReadWriteOnce', recreate(1), 'proven'],
    ['Recreate', 'ReadWriteOncePod', recreate(1), 'proven'],
    ['a pod that may be missing', 'ReadWriteOnce', noSurge(1), 'proven'],
    ['a surge', 'ReadWriteOnce', surge(1), 'possible'],
    ['a surge', 'ReadWriteOncePod', surge(1), 'impossible'],
    ['Recreate of two pods', 'ReadWriteOnce', recreate(2), 'possible'],
    ['two pods of which one may be missing', 'ReadWriteOncePod', noSurge(2), 'impossible'],
  ])('%s on a %s claim', (_, mode, spec, verdict) => {
    expect(first(web('web', 2, spec, DATA), claim(mode)).verdict).toBe(verdict);
  });

  test('what greedy placements do not show stays unknown, and says why', () => {
    // Greedy packing leaves two nodes free; whether another arrangement leaves one takes too long to try.
    const others = Array.from({ length: 13 }, (_, set) =>
      [6, 4, 4, 4, 3, 3].map((cpu, index) => web(`other${set}-${index}`, cpu, noSurge(1))),
    ).flat();
    const plan = planFirst([cpuPool('cpu', 28, '12')], web('web', 12, surge(1)), ...others);
    expect(plan).toMatchObject({ verdict: 'unknown', witness: [BOUND], timeline: undefined });
  });

  test('a steady state that greedy packing does not find stays unknown, and says why', () => {
    // A six beside two threes, or three fours: the only way. The sixes cannot stand together, as their host port shows.
    const port = { containers: [{ name: 'main', resources: { requests: { cpu: 6 } }, ports: [{ hostPort: 80 }] }] };
    const others = Array.from({ length: 14 }, (_, set) => [web(`six${set}`, 6, noSurge(1), port),
      ...[4, 4, 4, 3, 3].map((cpu, index) => web(`other${set}-${index}`, cpu, noSurge(1)))]).flat();
    const { steadyState, workloads } = planRollout(load(...others), new Cluster({ pools: [cpuPool('cpu', 28, '12')] }));
    expect(steadyState).toEqual({
      verdict: 'unknown',
      witness: [
        'no placement of all pods was found before the search bound was reached',
        'workloads that may use the same nodes ask for 336 cpu in total', 'pool cpu has 336 cpu on 28 nodes',
      ],
    });
    expect(workloads[0]).toMatchObject({ verdict: 'unknown', witness: steadyState.witness });
    expect(workloads[0].fits).toEqual(steadyState);
  });
});

describe('where every placement is tried', () => {
  /** Each node holds two pods of four cores, whatever the sum of what is left. */
  const tight = (pod: object = {}, othersPod: object = {}) =>
    planFirst([cpuPool('cpu', 2, '10')], web('web', 4, surge(1), pod), web('other', 4, noSurge(3), othersPod));

  test('a surge that no placement has room for is impossible', () => {
    expect(tight().verdict).toBe('impossible');
  });

  test('a surge that some placements have room for is possible', () => {
    expect(planFirst([cpuPool('cpu', 3, '8')], web('web', 8, surge(1)), web('other', 4, noSurge(2))).verdict).toBe(
      'possible',
    );
  });

  test('a pod that may be missing keeps its room, unless autoscaled pods may take it', () => {
    const pools = [pool('gpu', 1, { cpu: '8' }), cpuPool('cpu', 2, '8')];
    const nim = workload('Deployment', 'nim', { ...gpu, cpu: 4 }, noSurge(1));
    expect(planFirst(pools, nim, web('web', 6, noSurge(2)))).toMatchObject({
      alone: { verdict: 'proven' }, together: { verdict: 'possible' },
    });
    const elastic = planFirst(pools, nim, web('web', 6, noSurge(2)), scaler('web', 1, 2));
    expect(elastic.verdict).toBe('possible');
    expect(elastic.witness[0]).toBe('it blocks when the pods stand like this:');
    expect(elastic.witness.at(-1)).toBe('other pods may take the room that a stopped pod leaves');
    const elsewhere = web('web', 6, noSurge(2), { nodeSelector: { tier: 'cpu' } });
    const apart = [pools[0], cpuPool('cpu', 2, '8', { labels: { tier: 'cpu' } })];
    expect(planFirst(apart, nim, elsewhere, scaler('web', 1, 2)).verdict).toBe('proven');
    expect(planFirst(pools, nim, web('web', 6, noSurge(2)), scaler('nim', 1, 1)).alone.verdict).toBe('proven');
  });

  test('autoscaled pods that leave the room at any size take nothing', () => {
    expect(
      planFirst(
        [pool('gpu', 1, { cpu: '8' }), cpuPool('cpu', 2, '8')],
        workload('Deployment', 'nim', { ...gpu, cpu: 2 }, noSurge(1)),
        web('web', 6, noSurge(2)),
        scaler('web', 1, 2),
      ).verdict,
    ).toBe('proven');
  });

  test('every size of an autoscaled workload is tried, and each must finish', () => {
    const verdict = (nodes: number, least: number, most: number) =>
      planFirst([pool('gpu', nodes)], workload('Deployment', 'nim', gpu, surge(1)), scaler('nim', least, most)).verdict;
    expect([verdict(4, 1, 3), verdict(3, 1, 3), verdict(3, 3, 3)]).toEqual(['proven', 'possible', 'impossible']);
  });

  test('an autoscaler that may choose many sizes is shown one that blocks, and one that finishes', () => {
    const plan = planFirst([pool('gpu', 60)], workload('Deployment', 'nim', gpu, surge(1)), scaler('nim', 1, 60));
    expect(plan.verdict).toBe('possible');
    const spare = planFirst(
      [pool('gpu', 60), cpuPool('cpu', 2, '8')], workload('Deployment', 'nim', gpu, noSurge(1)), scaler('nim', 1, 60),
      workload('Deployment', 'rival', gpu, noSurge(1)), scaler('rival', 0, 60),
    );
    expect(spare.verdict).not.toBe('proven');
  });

  test('more combinations of sizes than can be tried leave it open', () => {
    const others = ['a', 'b', 'c'].flatMap((name) => [web(name, 3, noSurge(1)), scaler(name, 1, 5)]);
    const plan = planFirst([cpuPool('small', 12, '4'), cpuPool('large', 4, '8')], web('web', 5, surge(1)), ...others);
    expect(plan).toMatchObject({ verdict: expect.stringMatching(/unknown|possible/) });
  });

  test('what does not fit before the update is said first', () => {
    const plan = planFirst(
      [pool('gpu', 3)], workload('Deployment', 'nim', gpu, surge(1)), workload('Deployment', 'rival', gpu, noSurge(3)),
    );
    expect(plan.verdict).toBe('possible');
    expect(plan.witness.slice(0, 4)).toEqual([
      'the steady state does not fit, so some pods are Pending already', 'all pods together do not fit the cluster',
      'workloads that may use the same nodes ask for 4 nvidia.com/gpu in total',
      'pool gpu has 3 nvidia.com/gpu on 3 nodes',
    ]);
  });
});

describe('what is not modelled', () => {
  const affinity = {
    affinity: {
      podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'zone', labelSelector: {} }] },
    },
  };

  test('leaves the verdict open, and is named', () => {
    expect(
      planFirst([cpuPool('cpu', 3, '8')], web('web', 1, surge(1), { schedulingGates: [{ name: 'wait' }] })),
    ).toMatchObject({
      verdict: 'unknown', witness: ['not modelled: scheduling gates'], timeline: undefined, spareNeeded: undefined,
    });
  });

  test.each([['Deployment', surge(1)], ['DaemonSet', {}]])('of a %s is what nodes have to declare', (kind, spec) => {
    const more = { hostNetwork: true, hostUsers: false };
    expect(planFirst([cpuPool('cpu', 3, '8')], workload(kind, 'web', { cpu: 1 }, spec, more))).toMatchObject({
      verdict: 'unknown',
      witness: ['not modelled: UserNamespacesHostNetworkSupport, which a node has to declare (status.declaredFeatures)'],
    });
  });

  test('does not matter for a workload without pods', () => {
    expect(planFirst([cpuPool('cpu', 3, '8')], web('web', 1, surge(0), affinity))).toMatchObject({
      verdict: 'proven', witness: [], fits: { verdict: 'proven', witness: [] },
      drain: { verdict: 'proven', witness: [], evictionBlockedBy: [] },
    });
  });

  test('topology spread over hosts that may be full is shown both ways', () => {
    const spread = {
      topologySpreadConstraints: [{
        topologyKey: 'kubernetes.io/hostname', maxSkew: 1, whenUnsatisfiable: 'DoNotSchedule',
        labelSelector: { matchLabels: { app: 'web' } },
      }],
    };
    const plan = planFirst([cpuPool('cpu', 2, '8')], web('web', 4, surge(2), spread), web('other', 4, noSurge(1)));
    expect(plan).toMatchObject({ verdict: 'proven', witness: [] });
    expect(planFirst([cpuPool('cpu', 2, '8')], web('web', 2, surge(2), spread)).verdict).toBe('proven');
    expect(
      planFirst([cpuPool('cpu', 2, '8')], web('web', 2, recreate(1), { ...spread, ...DATA }), claim('ReadWriteOnce'))
        .verdict,
    ).toBe('proven');
  });

  test('several claims that are not in the input are all named', () => {
    const volumes = ['one', 'two'].map((claimName) => ({ name: claimName, persistentVolumeClaim: { claimName } }));
    expect(planFirst([cpuPool('cpu', 2, '8')], web('web', 4, surge(1), { volumes })).witness).toEqual([
      'the access mode of claim one, two is not in the input: proven when it is ReadWriteMany, possible when it is ReadWriteOnce',
    ]);
  });
});

test('NodePool sizes that may grow are counted at their largest', () => {
  const growing = new NodePool({
    name: 'gpu',
    nodes: 1,
    maxNodes: 2,
    allocatable: { cpu: '8', memory: '32Gi', extendedResources: { 'nvidia.com/gpu': '1' } },
  });
  expect(planFirst([growing], workload('Deployment', 'nim', gpu, surge(1))).verdict).toBe('proven');
});

describe('a workload that fits no node', () => {
  const huge = web('huge', 16, noSurge(1));
  const lost = web('lost', 1, noSurge(5), { nodeSelector: { none: 'such' } });

  test.each([
    ['too large', huge], ['selected away', lost],
  ])('%s, takes no room from others', (_, homeless) => {
    const { steadyState, workloads } = planRollout(
      load(homeless, web('web', 8, surge(1))), new Cluster({ pools: [cpuPool('cpu', 2, '8')] }),
    );
    expect(steadyState.verdict).toBe('impossible');
    expect(workloads.map(({ verdict, fits }) => [verdict, fits.verdict])).toEqual([
      ['impossible', 'impossible'], ['proven', 'proven'],
    ]);
    expect(workloads[1].drain.verdict).toBe('proven');
  });

  test('leaves the others to be judged among themselves', () => {
    const judged = (...objects: object[]) =>
      planFirst([cpuPool('cpu', 3, '8')], web('web', 8, surge(1)), web('other', 4, noSurge(2)), ...objects);
    expect(judged(huge, lost)).toEqual(judged());
    expect(judged().verdict).toBe('possible');
  });

  test('is no neighbour that may take room, however it is scaled', () => {
    const elastic = [web('elastic', 16, noSurge(2)), scaler('elastic', 1, 5)];
    expect(
      planFirst([cpuPool('cpu', 2, '8')], web('web', 5, noSurge(1)), web('other', 4, noSurge(1)), ...elastic).verdict,
    ).toBe('proven');
  });

  test('does not stand in the way of a DaemonSet with surge', () => {
    const daemon = workload(
      'DaemonSet',
      'agent',
      { cpu: 2 },
      { updateStrategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } },
    );
    expect(planFirst([cpuPool('cpu', 2, '8')], daemon, huge, web('web', 3, noSurge(1))).verdict).toBe('proven');
  });
});

test.each([
  ['a label that no node has repels nothing', { topologyKey: 'rack' }, 'proven'],
  ['hosts leaves no node for a third pod', { topologyKey: 'kubernetes.io/hostname' }, 'impossible'],
  [
    'hosts that only other revisions are kept off is not decided',
    { topologyKey: 'kubernetes.io/hostname', mismatchLabelKeys: ['pod-template-hash'] }, 'unknown',
  ],
])('anti-affinity over %s', (_, term, verdict) => {
  const podAntiAffinity = {
    requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: { matchLabels: { app: 'a' } }, ...term }],
  };
  const app = workload('Deployment', 'a', { cpu: '1' }, surge(2), { affinity: { podAntiAffinity } });
  const nodes = ['one', 'two'].map((name) => ({
    apiVersion: 'v1', kind: 'Node', metadata: { name, labels: { 'kubernetes.io/hostname': name } },
    status: { allocatable: { cpu: '8', memory: '32Gi', pods: '110' } },
  }));
  const cluster = Cluster.fromNodeList(JSON.stringify({ apiVersion: 'v1', kind: 'List', items: nodes }));
  expect(planRollout(load(app), cluster).workloads[0].verdict).toBe(verdict);
});

test.each([['a node', 'kubernetes.io/hostname', 3, 'impossible'], ['a node', 'kubernetes.io/hostname', 1, 'proven']])(
  'pods that have to stand beside their own all need room on %s (%s, %i)', (_, topologyKey, replicas, verdict) => {
    const podAffinity = {
      requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: { matchLabels: { app: 'a' } }, topologyKey }],
    };
    const app = web('a', 3, surge(replicas), { affinity: { podAffinity } });
    const { verdict: update, fits } = planFirst([cpuPool('cpu', 2, '8')], app);
    expect([update, fits.verdict]).toEqual([verdict, verdict]);
  },
);
