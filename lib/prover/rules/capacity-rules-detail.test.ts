import { Cluster, NodePool, NodePoolOptions } from '../../cluster';
import { Judgement, planRollout } from '../updates';
import { container, deployment, gpuNodes, gpus, judge, Json, modelOf, object, statefulSet } from '../../../test/support/rules';

const cpuPool = (name: string, nodes: number, extra: Partial<NodePoolOptions> = {}) =>
  new NodePool({ name, nodes, allocatable: { cpu: '8', memory: '32Gi' }, ...extra });
const cpuNodes = (nodes: number, extra: Partial<NodePoolOptions> = {}) => new Cluster({ pools: [cpuPool('cpu', nodes, extra)] });
const cores = (cpu: number) => ({ containers: [container({ resources: { requests: { cpu } } })] });
const named = (name: string, pod: Json, spec: Json = {}) => deployment(pod, spec, { name });
const scaler = (name: string, maxReplicas: number) =>
  object(
    'HorizontalPodAutoscaler',
    name,
    { spec: { scaleTargetRef: { kind: 'Deployment', name }, minReplicas: 1, maxReplicas } },
    'autoscaling/v2',
  );
/** A pod that needs a whole node, and two small ones that may stand on one node or on two. */
const large = deployment(cores(8));
const small = named('small', cores(1), { replicas: 2 });
const elsewhere = { schedulerName: 'custom' };

describe('pods-do-not-fit-cluster', () => {
  const id = 'pods-do-not-fit-cluster';
  const warning = 'whether its pods find room depends on where other pods stand';
  test('names the pods that are too many, and what the pools have', () => {
    const three = judge(id, [deployment({ containers: [container(gpus(1))] }, { replicas: 3 })], { cluster: gpuNodes(2) });
    expect(three).toEqual([
      {
        pointer: '/spec/replicas',
        message: 'its 3 pods do not fit beside the other workloads',
        witness: ['workloads that may use the same nodes ask for 3 nvidia.com/gpu in total', 'pool gpu has 2 nvidia.com/gpu on 2 nodes'],
      },
    ]);
  });
  test('speaks of one pod in the singular, and points to the pod where no replicas are written', () => {
    const [one, two] = [large, named('other', cores(8), { replicas: undefined })];
    expect(judge(id, [one, two], { cluster: cpuNodes(1) })).toEqual(
      ['/spec/replicas', '/spec/template/spec'].map((pointer) => ({
        pointer,
        message: 'its pod does not fit beside the other workloads',
        witness: ['workloads that may use the same nodes ask for 16 cpu in total', 'pool cpu has 8 cpu on 1 node'],
      })),
    );
  });
  test('says once that workloads at their largest do not fit together, at the first that lacks room', () => {
    const grows = (name: string) => [named(name, { containers: [container(gpus(1))] }), scaler(name, 2)];
    expect(judge(id, [named('free', {}), ...grows('a'), ...grows('b')], { cluster: gpuNodes(3) })).toEqual([
      {
        pointer: '/spec/replicas',
        message: 'the pods of all workloads together do not fit the cluster',
        witness: ['workloads that may use the same nodes ask for 4 nvidia.com/gpu in total', 'pool gpu has 3 nvidia.com/gpu on 3 nodes'],
      },
    ]);
  });
  test('warns where the room depends on where others stand', () => {
    expect(judge(id, [large, small], { cluster: cpuNodes(2) })).toEqual([
      {
        pointer: '/spec/replicas',
        message: warning,
        witness: ['shop/Deployment/web fits, unless other pods are placed where it needs the room'],
        severity: 'warning',
      },
    ]);
  });
  test('only warns still, when no node admits yet another workload', () => {
    expect(judge(id, [large, small, named('lost', { nodeSelector: { disk: 'ssd' } })], { cluster: cpuNodes(2) })).toMatchObject([
      { pointer: '/spec/replicas', message: warning, severity: 'warning' },
    ]);
  });
  test('lets the first workload stand for all that has room by itself and names the same reason', () => {
    const objects = ['undecided', 'tight', 'a', 'b'].map((name) => named(name, {}));
    const cluster = cpuNodes(1);
    const real = planRollout(modelOf(objects), cluster);
    const fits: Judgement[] = [
      { verdict: 'unknown', witness: ['too many', '9 pods'] },
      { verdict: 'possible', witness: ['unless others stand there'] },
      { verdict: 'possible', witness: ['too many', '9 pods'] },
      { verdict: 'possible', witness: ['too many', '9 pods'] },
    ];
    const planned = (verdict: Judgement['verdict']) => ({
      steadyState: { verdict, witness: ['too many', '9 pods'] },
      workloads: real.workloads.map((workload, index) => ({ ...workload, fits: fits[index] })),
    });
    const pointer = '/spec/replicas';
    expect(judge(id, objects, { cluster, plan: planned('impossible') })).toEqual([
      { pointer, message: 'the pods of all workloads together do not fit the cluster', witness: ['9 pods'] },
    ]);
    expect(judge(id, objects, { cluster, plan: planned('possible') })).toEqual(
      fits.slice(1).map(({ witness }) => ({ pointer, message: warning, witness, severity: 'warning' })),
    );
  });
  test('does not apply where another scheduler decides', () => {
    expect(judge(id, [deployment({ ...cores(8), ...elsewhere })], { cluster: cpuNodes(2) })).toBe('not applicable');
  });
});

describe('drain-has-nowhere-to-go', () => {
  const id = 'drain-has-nowhere-to-go';
  test.each([
    ['the replicas', 2, '/spec/replicas'],
    ['the pod where no replicas are written', undefined, '/spec/template/spec'],
  ])('fails when every node is taken, and points to %s', (_, replicas, pointer) => {
    const cluster = cpuNodes(replicas ?? 1);
    const [violation, ...others] = judge(id, [deployment(cores(8), { replicas })], { cluster }) as Json[];
    expect([violation.pointer, violation.message, others]).toEqual([pointer, 'after a drain of one node its pods do not fit any more', []]);
    expect(violation.witness).toEqual([expect.stringMatching(/^without one node of pool cpu, /)]);
  });
  test('says that pods may stay Pending where it depends on the others', () => {
    expect(judge(id, [large, small], { cluster: cpuNodes(3) })).toEqual([
      {
        pointer: '/spec/replicas',
        message: 'after a drain of one node its pods may stay Pending',
        witness: ['after a drain of a node of pool cpu, room for shop/Deployment/web depends on where the other pods stand'],
      },
    ]);
  });
  test('does not apply to pods that do not even fit, or that another scheduler places', () => {
    expect(judge(id, [deployment(cores(16))], { cluster: cpuNodes(2) })).toBe('not applicable');
    expect(judge(id, [deployment({ ...cores(8), ...elsewhere })], { cluster: cpuNodes(1) })).toBe('not applicable');
  });
});

describe('update-cannot-finish', () => {
  const id = 'update-cannot-finish';
  test('fails with the bounds of the strategy and what is missing', () => {
    expect(judge(id, [large], { cluster: cpuNodes(1) })).toEqual([
      {
        pointer: '/spec/strategy',
        message: 'an update with maxSurge 1 and maxUnavailable 0 can never finish on this cluster',
        witness: [
          'a new shop/Deployment/web pod needs 8 cpu and stays Pending',
          'pool cpu has 8 cpu on 1 node, held by shop/Deployment/web (old) (8)',
          'an old pod may not stop before a new one is ready (maxSurge 1, maxUnavailable 0)',
        ],
      },
    ]);
  });
  test('warns where some placement lets it finish', () => {
    const [violation, ...others] = judge(id, [large, small], { cluster: cpuNodes(3) }) as Json[];
    expect([violation.pointer, violation.severity, others]).toEqual(['/spec/strategy', 'warning', []]);
    expect(violation.message).toBe('an update with maxSurge 1 and maxUnavailable 0 may block on this cluster, depending on where pods stand');
    expect(violation.witness[0]).toBe('it blocks when the pods stand like this:');
  });
  test('calls Recreate by its name', () => {
    const recreated = deployment(cores(8), { strategy: { type: 'Recreate' } });
    expect(judge(id, [recreated, named('small', cores(1)), scaler('small', 2)], { cluster: cpuNodes(2) })).toMatchObject([
      {
        pointer: '/spec/strategy',
        message: 'an update with Recreate may block on this cluster, depending on where pods stand',
        severity: 'warning',
      },
    ]);
  });
  test('does not apply to updates that wait for a person, or that another scheduler decides', () => {
    expect(judge(id, [statefulSet({ updateStrategy: { type: 'OnDelete' } }, cores(1))], { cluster: cpuNodes(2) })).toBe('not applicable');
    expect(judge(id, [deployment({ ...cores(1), ...elsewhere })], { cluster: cpuNodes(2) })).toBe('not applicable');
  });
});

describe('node-selector-matches-no-pool', () => {
  const id = 'node-selector-matches-no-pool';
  const onDisk = (disk: string) => ({
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{ matchExpressions: [{ key: 'disk', operator: 'In', values: [disk] }] }],
        },
      },
    },
  });
  const taints = [{ key: 'team', value: 'ml', effect: 'NoSchedule' as const }];
  const ssd = { nodeSelector: { disk: 'ssd' } };
  test.each<[string, Json, Partial<NodePoolOptions>, string, string]>([
    ['a node name', { nodeName: 'gone', ...ssd }, {}, 'nodeName', "spec.nodeName asks for node 'gone'"],
    ['node affinity', onDisk('ssd'), {}, 'affinity/nodeAffinity', 'required node affinity does not match'],
    ['a node selector', ssd, {}, 'nodeSelector', 'nodeSelector disk=ssd does not match, the pool has disk=hdd'],
    ['a node selector and affinity', { ...ssd, ...onDisk('ssd') }, {}, 'nodeSelector', 'nodeSelector disk=ssd does not match, the pool has disk=hdd'],
    ['a taint', {}, { taints }, 'tolerations', 'taint team=ml:NoSchedule is not tolerated'],
    ['a taint of the nodes it selects', ssd, { taints, labels: { disk: 'ssd' } }, 'tolerations', 'taint team=ml:NoSchedule is not tolerated'],
  ])('fails for %s that no node meets, and says why', (_, pod, options, field, reason) => {
    expect(judge(id, [deployment(pod)], { cluster: cpuNodes(2, { labels: { disk: 'hdd' }, ...options }) })).toEqual([
      { pointer: `/spec/template/spec/${field}`, message: 'no node of the cluster admits its pods', witness: [`pool cpu: ${reason}`] },
    ]);
  });
  test('complies when one pool of several admits the pods', () => {
    const pools = [cpuPool('slow', 1, { labels: { disk: 'hdd' } }), cpuPool('fast', 1, { labels: { disk: 'ssd' } })];
    expect(judge(id, [deployment(ssd)], { cluster: new Cluster({ pools }) })).toBe('compliant');
  });
  test('does not apply to a workload without pods', () => {
    expect(judge(id, [deployment(ssd, { replicas: 0 })], { cluster: cpuNodes(1) })).toBe('not applicable');
  });
});

test('rules that judge by the manifest still apply where the prover finds no answer', () => {
  const apart = [{ topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'web' } } }];
  const pod = { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: apart } } };
  const id = 'surge-with-required-anti-affinity';
  expect(judge(id, [deployment(pod, { replicas: 2 })], { cluster: cpuNodes(3) })).toBe('not applicable');
  expect(judge(id, [deployment({ ...pod, ...elsewhere }, { replicas: 2 })], { cluster: cpuNodes(3) })).toEqual([
    {
      pointer: '/spec/template/spec/affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution/0',
      message: 'the update needs 3 different kubernetes.io/hostname for 2 replicas: old pods count and none may be missing',
    },
  ]);
});
