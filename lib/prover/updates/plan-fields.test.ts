import { Cluster, NodePool } from '../../cluster';
import { planRollout } from '.';
import { gpu, load, noSurge, planFirst, pool, surge, workload } from '../../../test/support/rollout';

const cpuPool = (name: string, nodes: number, cpu: string, options: object = {}) =>
  pool(name, nodes, { cpu, extendedResources: {} }, options);
const web = (cpu: number, spec: object, pod: object = {}, name = 'web') =>
  workload('Deployment', name, { cpu }, spec, pod);
const probed = {
  containers: [
    { name: 'main', resources: { requests: gpu }, startupProbe: { periodSeconds: 10, failureThreshold: 60 } },
  ],
};
const spread = (pod: object = {}) => ({
  topologySpreadConstraints: [{
    topologyKey: 'kubernetes.io/hostname', maxSkew: 1, whenUnsatisfiable: 'DoNotSchedule',
    labelSelector: { matchLabels: { app: 'web' } },
  }],
  ...pod,
});
const affinity = {
  affinity: {
    podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'zone', labelSelector: {} }] },
  },
};
const job = (name: string, cpu: number, parallelism: number) => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name },
  spec: {
    parallelism,
    template: {
      spec: {
        restartPolicy: 'Never',
        containers: [{ name: 'main', image: 'main:1', resources: { requests: { cpu } } }],
      },
    },
  },
});

describe('fields of a plan', () => {
  test('only a Deployment has a progress deadline, and only where a probe bounds the start', () => {
    const needed = (kind: string, pod: object = probed) =>
      planFirst([pool('gpu', 3)], workload(kind, 'nim', gpu, surge(1), pod)).neededProgressDeadlineSeconds;
    expect(needed('Deployment')).toBeGreaterThanOrEqual(600);
    expect(['StatefulSet', 'DaemonSet', 'ReplicaSet'].map((kind) => needed(kind))).toEqual([
      undefined, undefined, undefined,
    ]);
    expect(needed('Deployment', { containers: [{ name: 'main', readinessProbe: {} }] })).toBeUndefined();
  });

  test('a kind whose pods are never replaced has no strategy, and its verdict is that its pods fit', () => {
    const plan = (nodes: number) =>
      planFirst([cpuPool('cpu', nodes, '8')], workload('ReplicaSet', 'web', { cpu: 8 }, { replicas: 2 }));
    expect(plan(2)).toMatchObject({
      verdict: 'proven', strategy: 'none', maxSurge: 0, maxUnavailable: 0, availabilityFloor: 0,
      downtimeSeconds: { least: 0, most: 0 },
    });
    expect(plan(1).verdict).toBe('impossible');
    expect(plan(1).witness).toEqual(plan(1).fits.witness);
  });

  test('OnDelete waits for a person where it exists, and where the update is proven', () => {
    const WAITS = 'updateStrategy OnDelete: a pod is replaced only after somebody deletes it';
    const plan = (kind: string, nodes: number) =>
      planFirst(
        [cpuPool('cpu', nodes, '8')],
        workload(
          kind,
          'web',
          { cpu: 8 },
          { replicas: 2, strategy: { type: 'OnDelete' }, updateStrategy: { type: 'OnDelete' } },
        ),
      );
    expect(plan('StatefulSet', 2)).toMatchObject({ verdict: 'possible', witness: [WAITS] });
    expect(plan('DaemonSet', 2)).toMatchObject({ verdict: 'possible', witness: [WAITS] });
    expect(plan('Deployment', 3).witness).not.toContain(WAITS);
    expect(plan('StatefulSet', 1).verdict).not.toBe('proven');
    expect(plan('StatefulSet', 1).witness).not.toContain(WAITS);
  });

  test('a paused Deployment waits for a person', () => {
    expect(planFirst([cpuPool('cpu', 3, '8')], web(1, { ...surge(1), paused: true }))).toMatchObject({
      verdict: 'possible', witness: ['the Deployment is paused: nothing is updated until it is resumed'] });
  });

  test('an update that is undecided has no timeline, one that some placements block shows one that does', () => {
    expect(planFirst([cpuPool('cpu', 3, '8')], web(1, surge(1), { schedulerName: 'own' })).timeline).toBeUndefined();
    const possible = planFirst([cpuPool('cpu', 3, '8')], web(8, surge(1)), web(4, noSurge(2), {}, 'other'));
    expect([possible.verdict, possible.timeline!.blocked]).toEqual(['possible', true]);
    expect(planFirst([cpuPool('cpu', 3, '8')], web(8, surge(1))).timeline!.blocked).toBe(false);
  });
});

describe('whether pods fit', () => {
  test('a workload without pods fits anywhere', () => {
    expect(planFirst([cpuPool('cpu', 1, '8')], web(9, surge(0), { nodeSelector: { none: 'such' } })).fits).toEqual({
      verdict: 'proven', witness: [],
    });
  });

  test('what is not modelled is named', () => {
    const fits = (pod: object) => planFirst([cpuPool('cpu', 2, '8')], web(1, surge(1), pod)).fits;
    expect(fits({ schedulerName: 'own' })).toEqual({ verdict: 'unknown', witness: ["not modelled: scheduler 'own'"] });
    expect(fits(spread())).toEqual({ verdict: 'proven', witness: [] });
    expect(fits({})).toEqual({ verdict: 'proven', witness: [] });
  });

  test('affinity over a label that no node has lets no pod in', () => {
    expect(planFirst([cpuPool('cpu', 3, '8')], web(1, surge(1), affinity)).fits.verdict).toBe('impossible');
  });

  test('topology spread over hosts with room is proven', () => {
    const steady = (pod: object) =>
      planRollout(load(web(1, surge(1), pod)), new Cluster({ pools: [cpuPool('cpu', 2, '8')] })).steadyState;
    expect(steady(spread())).toEqual({ verdict: 'proven', witness: [] });
    expect(steady({})).toEqual({ verdict: 'proven', witness: [] });
  });

  test('room on single nodes is named where it is what is missing', () => {
    const crowded = planFirst([cpuPool('cpu', 2, '8')], web(5, noSurge(3)));
    expect(crowded.fits).toEqual({
      verdict: 'impossible',
      witness: [
        '3 pods of Deployment/web cannot all run',
        'the nodes of Deployment/web, counted one by one, hold 2 of its 3 pods',
      ],
    });
  });

  test('jobs at their largest may be what does not fit', () => {
    const { steadyState, workloads } = planRollout(
      load(web(4, noSurge(3)), job('train', 4, 2)), new Cluster({ pools: [cpuPool('cpu', 2, '8')] }),
    );
    expect(steadyState).toEqual({
      verdict: 'impossible',
      witness: [
        'all pods together do not fit the cluster', 'workloads that may use the same nodes ask for 20 cpu in total',
        'pool cpu has 16 cpu on 2 nodes',
      ],
    });
    expect(workloads.map(({ fits }) => fits.verdict)).toEqual(['possible', 'possible']);
    expect(workloads[0].fits.witness[0]).toEqual(steadyState.witness[0]);
  });

  test('workloads on other nodes do not count in what is asked', () => {
    const off = { nodeSelector: { tier: 'x' } };
    const pools: NodePool[] = [cpuPool('cpu', 1, '8'), cpuPool('x', 1, '8', { labels: { tier: 'x' } })];
    const plan = planFirst(
      pools,
      web(8, noSurge(2), off),
      web(8, noSurge(1), { nodeSelector: { none: 'such' } }, 'lost'),
      web(3, noSurge(1), {}, 'any'),
    );
    expect(plan.fits.witness.slice(1)).toEqual([
      'workloads that may use the same nodes ask for 19 cpu in total', 'pool x has 8 cpu on 1 node',
    ]);
  });

  test('a DaemonSet pod that finds no room makes the steady state impossible', () => {
    const { steadyState } = planRollout(
      load(web(1, noSurge(1)), workload('DaemonSet', 'agent', { cpu: 9 })),
      new Cluster({ pools: [cpuPool('cpu', 1, '8')] }),
    );
    expect(steadyState).toEqual({
      verdict: 'impossible',
      witness: ['the pod of DaemonSet/agent does not fit on node cpu-1 (pool cpu): not enough cpu'],
    });
  });

  test('a DaemonSet that fits beside one that does not is judged by itself', () => {
    const { workloads } = planRollout(
      load(workload('DaemonSet', 'large', { cpu: 9 }), workload('DaemonSet', 'small', { cpu: 1 })),
      new Cluster({ pools: [cpuPool('cpu', 1, '8')] }),
    );
    expect(workloads.map(({ verdict, fits }) => [verdict, fits.verdict, fits.witness.length])).toEqual([
      ['impossible', 'impossible', 1], ['proven', 'proven', 0],
    ]);
  });
});

describe('a drain', () => {
  const drain = (pools: NodePool[], ...objects: object[]) => planFirst(pools, ...objects).drain;

  test('of a workload without pods moves nobody', () => {
    expect(drain([cpuPool('cpu', 1, '8')], web(9, surge(0), affinity)).verdict).toBe('proven');
  });

  test('is undecided where something else decides, and counts the drained node among the domains of a spread', () => {
    expect(drain([cpuPool('cpu', 3, '8')], web(1, surge(1), { schedulerName: 'own' })))
      .toMatchObject({ verdict: 'unknown', witness: ["not modelled: scheduler 'own'"] });
    expect(drain([cpuPool('cpu', 3, '8')], web(1, surge(1), spread())).verdict).toBe('proven');
    expect(drain([cpuPool('cpu', 3, '8')], web(1, surge(3), spread())).verdict).toBe('impossible');
  });

  test('may take a node that others are not on', () => {
    const [a, b] = [cpuPool('a', 2, '8', { labels: { tier: 'a' } }), cpuPool('b', 1, '8', { labels: { tier: 'b' } })];
    expect(
      drain(
        [a, b],
        web(8, noSurge(1), { nodeSelector: { tier: 'a' } }),
        web(8, noSurge(1), { nodeSelector: { tier: 'b' } }, 'other'),
      ).verdict,
    ).toBe('proven');
    expect(
      drain(
        [a, b, cpuPool('c', 1, '8', { labels: { tier: 'b' } })],
        web(5, noSurge(1), { nodeSelector: { tier: 'b' } }),
        web(4, noSurge(1), {}, 'other'),
      ).witness,
    ).toEqual(['after a drain of a node of pool b, room for Deployment/web depends on where the other pods stand']);
    expect(drain([a, b], web(8, noSurge(1), { nodeSelector: { tier: 'b' } })).witness).toEqual([
      'without one node of pool b, no node is left for Deployment/web']);
  });

  test('is possible where room depends on others, or was not found', () => {
    expect(drain([cpuPool('cpu', 3, '8')], web(5, noSurge(1)), web(4, noSurge(2), {}, 'other'))).toMatchObject({
      verdict: 'possible',
      witness: ['after a drain of a node of pool cpu, room for Deployment/web depends on where the other pods stand'],
    });
    expect(
      drain([cpuPool('cpu', 2, '8'), cpuPool('small', 1, '4')], web(5, noSurge(1)), web(4, noSurge(1), {}, 'other')),
    ).toMatchObject({ verdict: 'possible' });
  });

  test('of a volume that may be bound to a zone looks for room in that zone', () => {
    const mount = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] };
    const disk = {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'data' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    };
    const zoned = (zones: string[]) => [
      cpuPool('cpu', 2, '8', { zones }),
      cpuPool('off', 1, '8', { zones: ['z'], labels: { tier: 'off' }, unschedulable: true }),
    ];
    expect(drain(zoned(['a', 'b']), web(1, noSurge(1), mount), disk)).toMatchObject({
      verdict: 'possible', witness: [expect.stringContaining('in the zone of its volume')],
    });
    expect(drain([cpuPool('cpu', 4, '8', { zones: ['a', 'b'] })], web(1, noSurge(1), mount), disk).verdict).toBe(
      'proven',
    );
    expect(drain(zoned(['a']), web(1, noSurge(1), mount), disk).verdict).toBe('proven');
  });

  test('of a claim that others mount is undecided', () => {
    const mount = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] };
    expect(
      drain([cpuPool('cpu', 3, '8')], web(1, noSurge(1), mount), web(1, noSurge(1), mount, 'other')),
    ).toMatchObject({
      verdict: 'unknown',
      witness: ['claim data is mounted by several workloads, and its access mode is not in the input'],
    });
  });
});
