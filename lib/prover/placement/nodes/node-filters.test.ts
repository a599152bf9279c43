import { Cluster, NodePool, Taint } from '../../../cluster';
import { Capacity } from '..';
import { load, planFirst, pool, surge, workload } from '../../../../test/support/rollout';

/** Names of the nodes that a pod, or a daemon's pod, may use. */
function nodesFor(pools: NodePool[], pod: object, kind = 'Deployment'): string[] {
  const capacity = new Capacity(load(workload(kind, 'web', { cpu: 1 }, surge(1), pod)), new Cluster({ pools }));
  const on = kind === 'DaemonSet' ? capacity.daemons.flatMap(({ nodes }) => nodes)
    : capacity.nodes.flatMap((_, node) => capacity.tasks[0].eligible[capacity.groupOf[node]] ? [node] : []);
  return on.map((node) => capacity.nodes[node].name);
}

const affinity = (...nodeSelectorTerms: object[]) => ({
  affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } },
});
const labelled = [
  pool('a', 1, {}, { labels: { size: '1' } }), pool('b', 1, {}, { labels: { size: '2' } }), pool('c', 1),
];
const is = (key: string, operator: string, ...values: string[]) => ({ matchExpressions: [{ key, operator, values }] });
const named = (...values: string[]) => ({ matchFields: [{ key: 'metadata.name', operator: 'In', values }] });
const sizedButNot1 = {
  matchExpressions: [...is('size', 'Exists').matchExpressions, ...is('size', 'NotIn', '1').matchExpressions],
};

test.each<[string, object, string[]]>([
  ['nothing', {}, ['a-1', 'b-1', 'c-1']],
  ['a label', { nodeSelector: { size: '1' } }, ['a-1']],
  ['two labels', { nodeSelector: { size: '1', other: '2' } }, []],
  ['the name of a node', { nodeName: 'b-1' }, ['b-1']],
  ['the name of a node without its label', { nodeName: 'b-1', nodeSelector: { size: '1' } }, []],
  ['the name of a node and its label', { nodeName: 'a-1', nodeSelector: { size: '1' } }, ['a-1']],
  ['the name of a node that is not there', { nodeName: 'd-1' }, []],
  ['one of several labels', affinity(is('size', 'In', '1', '2')), ['a-1', 'b-1']],
  ['none of several labels', affinity(is('size', 'NotIn', '1')), ['b-1', 'c-1']],
  ['any value', affinity(is('size', 'Exists')), ['a-1', 'b-1']],
  ['no value', affinity(is('size', 'DoesNotExist')), ['c-1']],
  ['a larger number', affinity(is('size', 'Gt', '1')), ['b-1']],
  ['a smaller number', affinity(is('size', 'Lt', '2')), ['a-1']],
  ['one term or the other', affinity(is('size', 'In', '1'), is('size', 'In', '2')), ['a-1', 'b-1']],
  ['every expression of a term', affinity(sizedButNot1), ['b-1']],
  ['a node by its field', affinity(named('c-1')), ['c-1']],
  ['another field', affinity({ matchFields: [{ key: 'metadata.uid', operator: 'In', values: ['c-1'] }] }), []],
  ['a field and a label', affinity({ ...is('size', 'Exists'), ...named('c-1', 'a-1') }), ['a-1']],
  ['a term without expressions', affinity({}), []],
  ['no term', affinity(), []],
  ['a host name', { nodeSelector: { 'kubernetes.io/hostname': 'c-1' } }, ['c-1']],
])('a pod that asks for %s', (_, pod, nodes) => {
  expect(nodesFor(labelled, pod)).toEqual(nodes);
});

const tolerates = (...tolerations: object[]) => ({ tolerations });
const gpu = 'nvidia.com/gpu';

test.each<[string, Taint, object, boolean]>([
  ['NoSchedule keeps pods off', Taint.noSchedule(gpu), {}, false],
  ['NoExecute keeps pods off', Taint.noExecute(gpu), {}, false],
  ['PreferNoSchedule keeps no pod off', Taint.preferNoSchedule(gpu), {}, true],
  ['Exists tolerates any value', Taint.noSchedule(gpu, 'a100'), tolerates({ key: gpu, operator: 'Exists' }), true],
  [
    'Equal tolerates its value', Taint.noSchedule(gpu, 'a100'),
    tolerates({ key: gpu, operator: 'Equal', value: 'a100' }), true,
  ],
  [
    'Equal tolerates no other value', Taint.noSchedule(gpu, 'a100'),
    tolerates({ key: gpu, operator: 'Equal', value: 'h100' }), false,
  ],
  ['Equal is the default', Taint.noSchedule(gpu, 'a100'), tolerates({ key: gpu, value: 'a100' }), true],
  ['no key tolerates everything', Taint.noSchedule(gpu, 'a100'), tolerates({ operator: 'Exists' }), true],
  ['no key and no operator tolerates nothing', Taint.noSchedule(gpu), tolerates({}), false],
  ['another key does not help', Taint.noSchedule(gpu), tolerates({ key: 'dedicated', operator: 'Exists' }), false],
  [
    'an effect is tolerated alone', Taint.noExecute(gpu),
    tolerates({ key: gpu, operator: 'Exists', effect: 'NoSchedule' }), false,
  ],
  [
    'the right effect is tolerated', Taint.noExecute(gpu),
    tolerates({ key: gpu, operator: 'Exists', effect: 'NoExecute' }), true,
  ],
])('%s', (_, taint, pod, runs) => {
  expect(nodesFor([pool('gpu', 1, {}, { taints: [taint] })], pod)).toEqual(runs ? ['gpu-1'] : []);
});

test.each<[string, object, boolean]>([
  ['nothing', {}, false],
  ['its taint', tolerates({ key: 'node.kubernetes.io/unschedulable', operator: 'Exists' }), true],
  ['its taint and effect', tolerates({ key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }), true],
  [
    'another effect', tolerates({ key: 'node.kubernetes.io/unschedulable', operator: 'Exists', effect: 'NoExecute' }),
    false,
  ],
  ['another value', tolerates({ key: 'node.kubernetes.io/unschedulable', value: 'true' }), false],
])('a cordoned node lets in a pod that tolerates %s: %s', (_, pod, runs) => {
  expect(nodesFor([pool('gpu', 1, {}, { unschedulable: true })], pod)).toEqual(runs ? ['gpu-1'] : []);
});

test('every taint must be tolerated', () => {
  const both = pool('gpu', 1, {}, { taints: [Taint.noSchedule(gpu), Taint.noSchedule('dedicated')] });
  expect(nodesFor([both], tolerates({ key: gpu, operator: 'Exists' }))).toEqual([]);
  expect(
    nodesFor([both], tolerates({ key: gpu, operator: 'Exists' }, { key: 'dedicated', operator: 'Exists' })),
  ).toEqual(['gpu-1']);
});

test('a cordon keeps no daemon off', () => {
  expect(nodesFor([pool('gpu', 1, {}, { unschedulable: true })], {}, 'DaemonSet')).toEqual(['gpu-1']);
});

test.each([
  ['not-ready', 'NoExecute', true], ['not-ready', 'NoSchedule', false], ['unreachable', 'NoExecute', true],
  ['unreachable', 'NoSchedule', false], ['disk-pressure', 'NoSchedule', true], ['memory-pressure', 'NoSchedule', true],
  ['pid-pressure', 'NoSchedule', true], ['pid-pressure', 'NoExecute', false],
])('whether a daemon tolerates %s %s, which other pods do not: %s', (condition, effect, does) => {
  const tainted = [pool('gpu', 1, {}, { taints: [Taint.of(`node.kubernetes.io/${condition}`, '', effect)] })];
  expect(nodesFor(tainted, {}, 'DaemonSet')).toEqual(does ? ['gpu-1'] : []);
  expect(nodesFor(tainted, {})).toEqual([]);
});

test('a daemon does not tolerate the taint of a pool, and follows selectors', () => {
  expect(nodesFor([pool('gpu', 1, {}, { taints: [Taint.noSchedule(gpu)] })], {}, 'DaemonSet')).toEqual([]);
  expect(nodesFor(labelled, { nodeSelector: { size: '2' } }, 'DaemonSet')).toEqual(['b-1']);
});

test('a pod that names its node is turned away by its kubelet where a taint evicts, not where it keeps the scheduler off', () => {
  const on = (taint: Taint, more: object = {}) =>
    nodesFor([pool('a', 1, {}, { taints: [taint] })], { nodeName: 'a-1', ...more });
  expect(on(Taint.noSchedule(gpu))).toEqual(['a-1']);
  expect(on(Taint.noExecute(gpu))).toEqual([]);
  expect(on(Taint.noExecute(gpu), tolerates({ key: gpu, operator: 'Exists' }))).toEqual(['a-1']);
  const web = workload('Deployment', 'web', { cpu: 1 }, surge(1), { nodeName: 'a-1' });
  expect(planFirst([pool('a', 1, {}, { taints: [Taint.noExecute(gpu)] })], web).witness).toEqual([
    'Deployment/web fits no node', 'pool a: taint nvidia.com/gpu:NoExecute is not tolerated',
  ]);
});
