import { LabelKnowledge, Taint } from '../../../cluster';
import { PodTemplate } from '../../../manifests';
import {
  admits, groupNodes, lets, NodeDemand, nodeKinds, runsOsOf, selects, tellsNodesApart, toleratesNode, unknownLabels,
} from './node-group';
import { NodeTerm } from './node-terms';
import { NodeView } from './node-view';
import { nodeOf } from '../../../../test/support/nodes';
import { load, surge, workload } from '../../../../test/support/rollout';

const OS = 'kubernetes.io/os';
const HOST = 'kubernetes.io/hostname';
const ZONE = 'topology.kubernetes.io/zone';
const pod = (spec: object = {}, requests: object = {}): PodTemplate =>
  load(workload('Deployment', 'web', requests, surge(1), spec)).workloads[0].pod;
const demand = (spec: object = {}, more: Partial<NodeDemand> = {}): NodeDemand =>
  ({ pod: pod(spec), volumes: [], ...more });
const inZone = (...values: string[]): NodeTerm => ({ labels: [{ key: ZONE, operator: 'In', values }], fields: [] });
const byName: NodeTerm = { labels: [], fields: [{ key: 'metadata.name', operator: 'In', values: ['n1'] }] };
const affinity = (...nodeSelectorTerms: object[]) => ({
  affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } },
});
const spot = Taint.noSchedule('spot', 'true');
const toleratesSpot = { tolerations: [{ key: 'spot', operator: 'Exists' }] };

describe('the kind of a node', () => {
  const areAlike = (one: Parameters<typeof nodeOf>[0], two: Parameters<typeof nodeOf>[0], ...asked: NodeDemand[]) => {
    const [first, second] = nodeKinds([nodeOf(one), nodeOf({ name: 'n2', ...two })], asked);
    return first === second;
  };

  test.each<[string, Parameters<typeof nodeOf>[0]]>([
    ['pool', { pool: 'cpu' }],
    ['zone', { labels: { [ZONE]: 'b' } }],
    ['cordon', { unschedulable: true }],
    ['taints', { taints: [spot] }],
    ['system', { labels: { [OS]: 'windows' } }],
    ['what is known of its labels', { knowledge: LabelKnowledge.ONLY_WRITTEN }],
  ])('is told by its %s', (_, own) => {
    expect(areAlike({}, own)).toBe(false);
    expect(areAlike(own, own)).toBe(true);
  });

  test('is not told by the name of a node, also where it stands for a pool', () => {
    expect(areAlike({}, {})).toBe(true);
    expect(areAlike({ name: 'one', pool: 'one' }, { name: 'two', pool: 'two' })).toBe(true);
    expect(areAlike({ name: 'one', pool: 'two' }, { name: 'two', pool: 'one' })).toBe(false);
  });

  test('is told by equal taints, whoever wrote them', () => {
    expect(areAlike({ taints: [spot] }, { taints: [Taint.noSchedule('spot', 'true')] })).toBe(true);
    expect(areAlike({ taints: [spot] }, { taints: [Taint.noExecute('spot', 'true')] })).toBe(false);
  });

  test('is told by labels that somebody asks for, and by no other', () => {
    const [one, two] = [{ labels: { size: '1', [HOST]: 'n1' } }, { labels: { size: '2', [HOST]: 'n2' } }];
    const differs = (...asked: NodeDemand[]) => !areAlike(one, two, ...asked);
    const pods = { topologyKey: 'size', labelSelector: {} };
    expect(differs()).toBe(false);
    expect(differs(demand({ nodeSelector: { other: 'x' } }))).toBe(false);
    expect(differs(demand({ nodeSelector: { [HOST]: 'n1' } }))).toBe(false);
    expect(differs(demand({ nodeSelector: { size: '1' } }))).toBe(true);
    expect(differs(demand(), demand({ nodeSelector: { size: '1' } }))).toBe(true);
    expect(differs(demand(affinity({ matchExpressions: [{ key: 'size', operator: 'Exists' }] })))).toBe(true);
    expect(differs(demand({},
      { volumes: [[{ labels: [{ key: 'size', operator: 'Exists', values: [] }], fields: [] }]] })))
      .toBe(true);
    for (const kind of ['podAffinity', 'podAntiAffinity']) {
      expect(differs(demand({ affinity: { [kind]: { requiredDuringSchedulingIgnoredDuringExecution: [pods] } } })))
        .toBe(true);
    }
    expect(differs(demand({
      topologySpreadConstraints: [{ ...pods, maxSkew: 1, whenUnsatisfiable: 'DoNotSchedule' }],
    }))).toBe(true);
  });
});

test('nodes of one key are a group, in the order of the nodes', () => {
  const nodes = ['a', 'b', 'c', 'd'].map((name) => nodeOf({ name }));
  expect(groupNodes(nodes, ['x', 'y', 'x', 'z']).map(({ index, nodes: members }) =>
    [index, ...members.map(({ name }) => name)])).toEqual([[0, 'a', 'c'], [1, 'b'], [2, 'd']]);
});

test('a pod tells nodes apart that names one, or has a volume that does', () => {
  const tells = (spec: object, volumes: NodeTerm[][] = []) => tellsNodesApart(demand(spec, { volumes }));
  expect([
    tells({}), tells({ nodeSelector: { size: '1' } }), tells({}, [[inZone('a')]]),
    tells(affinity({ matchExpressions: [{ key: 'size', operator: 'Exists' }] })),
  ]).toEqual([false, false, false, false]);
  expect([
    tells({ nodeName: 'n1' }), tells({ nodeSelector: { size: '1', [HOST]: 'n1' } }),
    tells({}, [[inZone('a')], [byName]]),
    tells(affinity({ matchExpressions: [{ key: HOST, operator: 'Exists' }] })),
    tells(affinity({ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n1'] }] })),
  ]).toEqual([true, true, true, true, true]);
});

test('kubelets refuse pods of another os, where the system of the node is known', () => {
  const runs = (os: string | undefined, labels: object) =>
    runsOsOf(pod(os ? { os: { name: os } } : {}), nodeOf({ labels }));
  expect([
    runs(undefined, { [OS]: 'windows' }), runs('linux', { [OS]: 'linux' }), runs('linux', {}),
    runs('linux', { [OS]: 'windows' }),
  ]).toEqual([true, true, true, false]);
  const windows = nodeOf({ labels: { [OS]: 'windows' } });
  const linux = demand({ os: { name: 'linux' } });
  expect([lets(linux, windows), lets({ ...linux, daemon: true }, windows)]).toEqual([false, true]);
});

test('a cordon, and every taint that keeps pods off, has to be tolerated', () => {
  const open = (own: Parameters<typeof nodeOf>[0], spec: object = {}) =>
    toleratesNode(nodeOf(own), pod(spec).tolerations);
  expect([open({}), open({ taints: [Taint.preferNoSchedule('x')] })]).toEqual([true, true]);
  expect([open({ unschedulable: true }), open({ taints: [spot] }), open({ taints: [Taint.noExecute('spot')] })])
    .toEqual([false, false, false]);
  expect(open({ taints: [spot] }, toleratesSpot)).toBe(true);
  expect(open({ taints: [spot, Taint.noSchedule('x')] }, toleratesSpot)).toBe(false);
  expect(open({ taints: [spot], unschedulable: true }, toleratesSpot)).toBe(false);
  const toCordon = (effect: string) =>
    ({ tolerations: [{ key: 'node.kubernetes.io/unschedulable', operator: 'Exists', effect }] });
  expect([open({ unschedulable: true }, toCordon('NoSchedule')), open({ unschedulable: true }, toCordon('NoExecute'))])
    .toEqual([true, false]);
});

test('selector and affinity must both hold', () => {
  const node = nodeOf({ labels: { size: '1' } });
  const sized = (value: string) => affinity({ matchExpressions: [{ key: 'size', operator: 'In', values: [value] }] });
  const yes = (spec: object) => selects(pod(spec), node);
  expect([
    yes({}), yes({ nodeSelector: { size: '1' }, ...sized('1') }), yes({ nodeSelector: { size: '2' }, ...sized('1') }),
    yes({ nodeSelector: { size: '1' }, ...sized('2') }), yes({ nodeSelector: { size: '1', rack: 'r' } }),
    yes(affinity()),
  ]).toEqual([true, true, false, false, false, false]);
});

test('a pod that names its node comes past the scheduler, and past no kubelet', () => {
  const named = (node: ReturnType<typeof nodeOf>, spec: object = {}) => admits(node, pod({ nodeName: 'n1', ...spec }));
  expect([
    named(nodeOf()), named(nodeOf({ unschedulable: true })), named(nodeOf({ taints: [spot] })),
    named(nodeOf({ taints: [Taint.noExecute('spot')] }), toleratesSpot),
  ]).toEqual([true, true, true, true]);
  expect([
    named(nodeOf({ name: 'n2' })), named(nodeOf({ taints: [Taint.noExecute('spot')] })),
    named(nodeOf(), { nodeSelector: { size: '1' } }), named(nodeOf({ taints: [spot, Taint.noExecute('x')] })),
  ]).toEqual([false, false, false, false]);
});

test('only daemons come to cordoned nodes and to such in trouble', () => {
  const leaving = ['not-ready', 'unreachable'].map((name) => Taint.noExecute(`node.kubernetes.io/${name}`));
  const trouble = ['disk-pressure', 'memory-pressure', 'pid-pressure', 'unschedulable']
    .map((name) => Taint.noSchedule(`node.kubernetes.io/${name}`));
  for (const taint of [...leaving, ...trouble]) {
    const node = nodeOf({ taints: [taint] });
    expect([admits(node, pod()), admits(node, pod(), true)]).toEqual([false, true]);
  }
  expect(admits(nodeOf({ unschedulable: true }), pod(), true)).toBe(true);
  expect(admits(nodeOf({ taints: [spot] }), pod(), true)).toBe(false);
  expect(admits(nodeOf({ taints: [spot] }), pod(toleratesSpot), true)).toBe(true);
  expect(admits(nodeOf({ taints: [spot] }), pod(toleratesSpot))).toBe(true);
});

test('every volume has to be within reach', () => {
  const node = nodeOf({ labels: { [ZONE]: 'a' } });
  const yes = (...volumes: NodeTerm[][]) => lets(demand({}, { volumes }), node);
  expect([yes([inZone('a')]), yes([inZone('a')], [inZone('b')]), yes([inZone('b'), inZone('a')]), yes([])])
    .toEqual([true, false, true, false]);
});

test('labels that decide and that nobody gives are named once, those of the selector first', () => {
  const typed = nodeOf({ labels: { size: '1' }, knowledge: LabelKnowledge.ONLY_WRITTEN });
  const exists = (key: string) => ({ matchExpressions: [{ key, operator: 'Exists' }] });
  const asking = demand({ nodeSelector: { size: '1', rack: 'r' }, ...affinity(exists('row')) },
    { volumes: [[inZone('a')], [{ labels: [{ key: 'rack', operator: 'Exists', values: [] }], fields: [] }]] });
  expect(unknownLabels(asking, typed)).toEqual(['rack', 'row', ZONE]);
  expect(unknownLabels(demand({ nodeSelector: { rack: 'r' } }), typed)).toEqual(['rack']);
  expect(unknownLabels(asking, nodeOf())).toEqual([]);
});

describe('a view of the nodes', () => {
  const groups = [
    { index: 0, nodes: [nodeOf({ labels: { size: '1' } })] },
    { index: 1, nodes: [nodeOf({ name: 'n2', pool: 'typed', knowledge: LabelKnowledge.ONLY_WRITTEN })] },
    { index: 2, nodes: [nodeOf({ name: 'n3' })] },
  ];
  const closed = new Map<PodTemplate, ReadonlySet<number>>();
  const view = new NodeView(groups, [0, 7, 9], (each) => closed.get(each) ?? new Set());
  const closing = (nodes: number[], spec: object = {}) => {
    const asking = demand(spec);
    closed.set(asking.pod, new Set(nodes));
    return view.of(asking);
  };

  test('says which groups let a pod in, and which labels that hangs on', () => {
    expect(view.of(demand())).toEqual({ eligible: [true, true, true], undescribed: [], caveats: [] });
    expect(view.of(demand({ nodeSelector: { size: '1' } }))).toEqual({
      eligible: [true, true, false], caveats: [],
      undescribed: ['label size of pool typed, which the description of the nodes does not give'],
    });
    expect(view.of(demand({ nodeName: 'n3' })).eligible).toEqual([false, false, true]);
    expect(view.of(demand({ tolerations: [{ operator: 'Exists' }], nodeSelector: { size: '2' } })).eligible)
      .toEqual([false, true, false]);
    expect(view.of(demand({}, { volumes: [[byName]] })).eligible).toEqual([true, false, false]);
    expect(view.of(demand(affinity({ matchExpressions: [{ key: 'size', operator: 'DoesNotExist' }] }))).eligible)
      .toEqual([false, true, true]);
  });

  test('knows the groups whose node is closed to the pod', () => {
    expect(closing([]).eligible).toEqual([true, true, true]);
    expect(closing([7]).eligible).toEqual([true, false, true]);
    expect(closing([0, 9]).eligible).toEqual([false, true, false]);
    expect(closing([1]).eligible).toEqual([true, true, true]);
    expect(closing([7], { nodeSelector: { size: '1' } }).eligible).toEqual([true, false, false]);
  });

  test('answers pods that ask the same with the same, and others with lists that are shared', () => {
    expect(view.of(demand())).toBe(view.of(demand()));
    const windows = view.of(demand({ os: { name: 'windows' } }));
    expect(windows).not.toBe(view.of(demand()));
    expect(windows.eligible).toBe(view.of(demand()).eligible);
    expect(view.of(demand({ nodeName: 'n1' })).eligible).toBe(view.of(demand({}, { volumes: [[byName]] })).eligible);
    expect(view.of(demand(toleratesSpot))).not.toBe(view.of(demand()));
  });

  test('says of local storage what is said where it is asked for', () => {
    const scratch: NodeDemand = { pod: pod({}, { 'ephemeral-storage': '1Gi' }), volumes: [] };
    expect(view.of(demand()).caveats).toEqual([]);
    expect(view.of(scratch).caveats)
      .toEqual(['ephemeral-storage of node n1, which its status.allocatable does not give']);
  });
});
