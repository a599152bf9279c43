import { Cluster, NodePool, Taint } from '../../../cluster';
import { planRollout } from '../plan-rollout';
import { gpu, load, noSurge, planFirst, pool, surge, workload } from '../../../../test/support/rollout';

const SURGE = { updateStrategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } };
const daemon = (requests: object, spec: object = SURGE, pod: object = {}) =>
  workload('DaemonSet', 'agent', requests, spec, pod);
const web = (cpu: number, spec: object = noSurge(2), pod: object = {}) =>
  workload('Deployment', 'web', { cpu }, spec, pod);
const judged = (nodes: number, ...objects: object[]) => {
  const { verdict, witness } = planFirst([pool('gpu', nodes)], ...objects);
  return { verdict, witness };
};
const planned = (nodes: number, ...objects: object[]) =>
  planRollout(load(...objects), new Cluster({ pools: [pool('gpu', nodes)] })).workloads;
const PROVEN = { verdict: 'proven', witness: [] };

test('a DaemonSet without surge needs no second room', () => {
  expect(judged(2, daemon({ cpu: 8 }, {}))).toEqual(PROVEN);
});

test('pods that tolerate a taint for a time only are evicted again and again', () => {
  const taints = [Taint.noExecute('maintenance')];
  const tolerated = { key: 'maintenance', operator: 'Exists' };
  const on = (more: object = {}) => planFirst(
    [pool('gpu', 1, {}, { taints })], daemon({ cpu: 1 }, {}, { tolerations: [{ ...tolerated, ...more }] }));
  expect(on().verdict).toBe('proven');
  expect(on({ effect: 'NoExecute', tolerationSeconds: 60 }))
    .toMatchObject({ verdict: 'unknown', witness: [expect.stringContaining('tolerationSeconds')] });
});

test('a surge on no node is nothing to wait for', () => {
  expect(judged(2, daemon({ cpu: 5 }, SURGE, { nodeSelector: { none: 'such' } }))).toEqual(PROVEN);
});

test('a node that is too small for two says what is missing', () => {
  expect(judged(1, daemon({ cpu: 5 }))).toEqual({ verdict: 'impossible', witness: [
    'maxSurge 1 runs a second DaemonSet/agent pod beside the old one; node gpu-1 never has 5 cpu left for it',
    'the old pod may not stop before the new one is ready',
  ] });
});

test('host ports keep a second pod off every node', () => {
  const containers = [
    { name: 'main', resources: { requests: { cpu: 1 } }, ports: [{ containerPort: 80, hostPort: 80 }] },
  ];
  expect(judged(1, daemon({}, SURGE, { containers }))).toEqual({
    verdict: 'impossible',
    witness: ['maxSurge 1 and host port 80: old and new pods of DaemonSet/agent cannot share a node'],
  });
});

describe('anti-affinity to its own pods', () => {
  const apart = (topologyKey: string, extra: object = {}) => ({
    affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [
      { topologyKey, labelSelector: { matchLabels: { app: 'agent' } }, ...extra },
    ] } },
  });

  test('keeps a second pod off every node', () => {
    expect(judged(2, daemon({ cpu: 1 }, SURGE, apart('kubernetes.io/hostname')))).toEqual({
      verdict: 'impossible',
      witness: [
        'maxSurge 1 and required anti-affinity over kubernetes.io/hostname: old and new pods of DaemonSet/agent cannot share a node',
      ],
    });
  });

  test.each(['controller-revision-hash', 'pod-template-generation'])('keeps none off that differs by %s', (key) => {
    const matchLabelKeys = [key];
    expect(judged(2, daemon({ cpu: 1 }, SURGE, apart('kubernetes.io/hostname', { matchLabelKeys })))).toEqual(PROVEN);
  });

  test('keeps none off by a label that no node has, or without a surge', () => {
    expect(judged(2, daemon({ cpu: 1 }, SURGE, apart('example.com/rack'))).verdict).toBe('proven');
    expect(judged(2, daemon({ cpu: 1 }, {}, apart('kubernetes.io/hostname')))).toEqual(PROVEN);
  });
});

test('pods that leave room wherever they stand prove the surge', () => {
  expect(judged(2, daemon({ cpu: 2 }), web(2))).toEqual(PROVEN);
  expect(
    judged(
      2,
      daemon({ cpu: 2 }),
      workload('Deployment', 'idle', { cpu: 4 }, surge(2), { nodeSelector: { none: 'such' } }),
    ),
  ).toEqual(PROVEN);
});

test('pods that leave room in some placements only may block the surge', () => {
  expect(judged(2, daemon({ cpu: 3 }), web(2))).toEqual({ verdict: 'possible', witness: [
    'maxSurge 1 runs a second DaemonSet/agent pod beside the old one; node gpu-1 may have no 3 cpu left for it',
    'the old pod may not stop before the new one is ready',
  ] });
});

test('of pods that keep apart one at most stands beside a daemon', () => {
  const apart = { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [
    { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'web' } } }] } } };
  expect(judged(2, daemon({ cpu: 2 }), web(3, noSurge(2), apart))).toEqual({ verdict: 'proven', witness: [] });
});

test('a daemon that does not fit is named with its node', () => {
  const short = {
    verdict: 'impossible',
    witness: ['the pod of DaemonSet/agent does not fit on node gpu-1 (pool gpu): not enough cpu'],
  };
  const plan = planFirst([pool('gpu', 1)], daemon({ cpu: 9 }));
  expect(plan).toMatchObject({
    ...short, fits: short, replicas: 1, drain: { verdict: 'proven', witness: [], evictionBlockedBy: [] },
  });
});

test('the pods of a DaemonSet are its nodes', () => {
  const pools: NodePool[] = [pool('gpu', 2), pool('cpu', 3, { extendedResources: {} })];
  expect(planFirst(pools, daemon({ cpu: 1 })).replicas).toBe(5);
  expect(planFirst(pools, daemon({ cpu: 1 }, SURGE, { nodeName: 'gpu-2' })).replicas).toBe(1);
  // The controller makes a pod for each node that selectors and taints let in, whatever room there is.
  expect(planFirst(pools, daemon(gpu)).replicas).toBe(5);
});

describe('where every placement of the others fills a node', () => {
  // 8 cpu, 2 of the daemon: 5 more of web leave 1 on the node it stands on, whichever that is.
  const beside = (spec: object) => planned(2, daemon({ cpu: 2 }), web(5, spec))[0];
  const hangs = { verdict: 'impossible', witness: [
    'maxSurge 1 runs a second DaemonSet/agent pod beside the old one; node gpu-1 has no 2 cpu left for it',
    'the old pod may not stop before the new one is ready',
  ] };

  test('the surge is impossible while they stay, and while they miss no pod', () => {
    expect(beside(surge(2))).toMatchObject({ alone: hangs, together: hangs });
  });

  test('their pods may leave it room when they are updated with it', () => {
    expect(beside(noSurge(2))).toMatchObject({ alone: hangs, together: { verdict: 'unknown' } });
    expect(beside({ replicas: 2, strategy: { type: 'Recreate' } })).toMatchObject({
      alone: hangs, together: { verdict: 'unknown' },
    });
  });

  test('those of another DaemonSet leave it too little', () => {
    const other = workload('DaemonSet', 'other', { cpu: 3 });
    expect(planned(2, daemon({ cpu: 3 }), other)[0].together.verdict).toBe('unknown');
    expect(planned(2, daemon({ cpu: 4.5 }), other)[0]).toMatchObject({ together: { verdict: 'impossible' } });
  });
});

test('others may stand more unevenly than their spread lets them come, once pods have gone', () => {
  const zone = (name: string, cpu: string) =>
    pool(name, 1, { cpu, extendedResources: {} }, { labels: { 'topology.kubernetes.io/zone': name } });
  const spread = { topologySpreadConstraints: [{
    topologyKey: 'topology.kubernetes.io/zone', maxSkew: 1, whenUnsatisfiable: 'DoNotSchedule',
    labelSelector: { matchLabels: { app: 'web' } },
  }] };
  const planOf = (pod: object) => planFirst([zone('a', '8'), zone('b', '1900m')], daemon({ cpu: 0.5 }),
    web(1, noSurge(2), pod));
  // Pods that come one by one stand in both zones, and fill b; after an update of theirs both may stand in a.
  expect(planOf(spread).alone.verdict).toBe('possible');
  expect(planOf({}).alone.verdict).toBe('possible');
});

test('whole pods leave what their sum cannot take', () => {
  // Three pods of 4 cpu: two never share a node of 8 that keeps 2 for the daemon.
  expect(planFirst([pool('gpu', 3)], daemon({ cpu: 2 }), web(4, noSurge(3))).alone).toEqual(PROVEN);
});

test('where every placement leaves room it is proven, for pods that all run', () => {
  // 6 cpu are left on each node: 2 of low with 4 of high fill one, and both high pods ask for a node of their own.
  const high = workload('Deployment', 'high', { cpu: 4 }, noSurge(2));
  const low = workload('Deployment', 'low', { cpu: 2 }, noSurge(1));
  expect(judged(2, daemon({ cpu: 2 }), high, low).verdict).toBe('impossible');
  expect(judged(3, daemon({ cpu: 2 }), high, low).verdict).toBe('possible');
});

describe('a workload that fits only before the pods of DaemonSets', () => {
  const large = (spec: object = {}, pod: object = {}) => workload('Deployment', 'large', { cpu: 7 }, spec, pod);
  const plans = (...objects: object[]) => planned(2, ...objects);
  const zoned = (...objects: object[]) => planRollout(load(...objects), new Cluster({
    pools: [pool('gpu', 2, {}, { labels: { 'topology.kubernetes.io/zone': 'a' } })],
  })).workloads;
  const agent = (pod: object = {}) => daemon({ cpu: 2 }, {}, pod);

  test('may run, and then keeps a pod of the DaemonSet waiting', () => {
    const [web, agents] = plans(large(), agent());
    expect([web.fits.verdict, agents.fits.verdict]).toEqual(['possible', 'possible']);
    expect(agents.fits.witness).toEqual([
      'Deployment/large fits only where its pod comes before that of DaemonSet/agent, which waits then',
    ]);
  });

  test('never runs where more of its pods are asked for than fit even so', () => {
    expect(plans(large({ replicas: 3 }), agent())[0].fits.verdict).toBe('impossible');
    const apart = { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [
      { topologyKey: 'topology.kubernetes.io/zone', labelSelector: { matchLabels: { app: 'large' } } },
    ] } } };
    expect(plans(large({ replicas: 2 }), agent())[0].fits.verdict).toBe('possible');
    expect(zoned(large({ replicas: 2 }, apart), agent())[0].fits.verdict).toBe('impossible');
  });

  test('may do so as its spread allows, and never where that does not', () => {
    const spread = (more: object = {}) => ({ topologySpreadConstraints: [{
      topologyKey: 'kubernetes.io/hostname', maxSkew: 1, whenUnsatisfiable: 'DoNotSchedule',
      labelSelector: { matchLabels: { app: 'large' } }, ...more,
    }] });
    expect(plans(large({ replicas: 2 }, spread()), agent())[0].fits.verdict).toBe('possible');
    const two = spread({ topologyKey: 'topology.kubernetes.io/zone', minDomains: 2 });
    expect(zoned(large({ replicas: 2 }, two), agent())[0].fits.verdict).toBe('impossible');
  });
});

test('a DaemonSet that has to stand beside other pods may find none, or none any more', () => {
  const beside = {
    affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [
      { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'web' } } },
    ] } },
  };
  const [, agents] = planned(2, web(1, noSurge(2)), daemon({ cpu: 1 }, {}, beside));
  expect([agents.fits.verdict, agents.alone.verdict]).toEqual(['possible', 'possible']);
});

test('of two DaemonSets that do not fit on a node together, either may be the one that waits', () => {
  const other = (pod: object = {}) => workload('DaemonSet', 'other', { cpu: 6 }, {}, pod);
  const [agents, others] = planned(1, daemon({ cpu: 3 }, {}), other());
  expect([agents.fits.verdict, others.fits.verdict]).toEqual(['possible', 'possible']);
});

test('a kubelet of another system turns away the pod that the DaemonSet makes for its node', () => {
  const windows = pool('win', 1, {}, { labels: { 'kubernetes.io/os': 'windows' } });
  const agent = (pod: object) =>
    planFirst([pool('cpu', 1), windows], workload('DaemonSet', 'agent', { cpu: 1 }, {}, pod));
  const plan = agent({ os: { name: 'linux' } });
  expect([plan.verdict, plan.fits.verdict]).toEqual(['impossible', 'impossible']);
  expect(plan.witness).toEqual([
    'the pod of DaemonSet/agent is for linux, and the kubelet of node win-1 (pool win) turns it away (PodOSNotSupported)',
  ]);
  expect(agent({ os: { name: 'linux' }, nodeSelector: { 'kubernetes.io/os': 'linux' } }).verdict).toBe('proven');
});

test('pods that all stand elsewhere do not wait for the host port of a stopped pod', () => {
  const ports = { containers: [{ name: 'a', ports: [{ containerPort: 80, hostPort: 80 }] }] };
  const edge = workload('DaemonSet', 'edge', { cpu: 1 }, {}, { ...ports, nodeSelector: { edge: 'yes' } });
  const app = workload('Deployment', 'app', { cpu: 1 }, noSurge(1), ports);
  const pools = (others: number) => [pool('edge', 1, {}, { labels: { edge: 'yes' } }), pool('cpu', others)];
  expect(planFirst(pools(1), edge, app).alone.verdict).toBe('proven');
  expect(planFirst(pools(0), edge, app).alone.verdict).toBe('possible');
});

test('pods of higher priority that may share no node with its pods have these evicted, and keep them off', () => {
  const classes = [['high', 1000], ['low', 100]].map(([name, value]) =>
    ({ apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value }));
  const apart = web(1, noSurge(1), {
    priorityClassName: 'high',
    affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [
      { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'agent' } } },
    ] } },
  });
  const workloads = planned(2, ...classes, daemon({ cpu: 1 }, {}, { priorityClassName: 'low' }), apart);
  expect(workloads.find(({ name }) => name === 'agent')!.fits.verdict).toBe('possible');
});

test('a DaemonSet fits where no whole pods of others can take its room, and else as it comes', () => {
  const fits = (size: number, cpu: number) =>
    planned(2, daemon({ cpu: size }, {}), web(cpu, noSurge(4)))[0].fits.verdict;
  expect([fits(2, 3), fits(1, 2.4)]).toEqual(['proven', 'possible']);
});
