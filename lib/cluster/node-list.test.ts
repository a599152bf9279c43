import { Cluster } from '.';
import { listedNode as node } from '../../test/support/node-list';
import { nodesOf } from './cluster-node';

test('reads a node list exactly, equal nodes as one pool', () => {
  const cordoned = node('c', {
    spec: { unschedulable: true, taints: [{ key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }] },
  });
  const { pools } = Cluster.fromNodeList(JSON.stringify({ kind: 'List', items: [node('a'), node('b'), cordoned] }));
  expect(pools.map(({ name, nodeNames, unschedulable }) => [name, nodeNames, unschedulable])).toEqual([
    ['gpu', ['a', 'b'], false], ['gpu-2', ['c'], true],
  ]);
  const [first] = nodesOf(pools[0]);
  expect([first.free.get('memory'), first.freePods, first.labels.get('kubernetes.io/hostname')]).toEqual([
    31482280 * 1024, 58, 'a',
  ]);
});

test('fails when a node list is not JSON, is empty, or lacks allocatable', () => {
  expect(() => Cluster.fromNodeList('{')).toThrow(/node list: not JSON/);
  expect(() => Cluster.fromNodeList('{"items": []}')).toThrow(/no nodes/);
  expect(() => Cluster.fromNodeList(JSON.stringify(node('a', { status: {} })))).toThrow(
    /node 'a' has no status.allocatable/,
  );
});

describe('a node list', () => {
  const list = (...nodes: object[]) => Cluster.fromNodeList(JSON.stringify({ kind: 'List', items: nodes }))._nodes;

  test('keeps each node by itself, though a label of each differs', () => {
    const stamped = (name: string, memory: string) =>
      node(name, {
        metadata: { name, labels: { 'eks.amazonaws.com/nodegroup': 'gpu', 'nvidia.com/gfd.timestamp': name } },
        status: { allocatable: { cpu: '7910m', memory, pods: '58' } },
      });
    const cluster = Cluster.fromNodeList(
      JSON.stringify({ items: [stamped('a', '31482280Ki'), stamped('b', '31482276Ki')] }),
    );
    expect(cluster.pools.map(({ name, nodeNames }) => [name, nodeNames])).toEqual([['gpu', ['a', 'b']]]);
    expect(cluster._nodes.map(({ free }) => free.get('memory'))).toEqual([31482280 * 1024, 31482276 * 1024]);
  });

  test('gives a node that is not ready the taint its controller is about to write', () => {
    const conditions = (status: string) => ({
      allocatable: { cpu: '4', memory: '8Gi' }, conditions: [{ type: 'Ready', status }],
    });
    const nodes = list(
      node('a', { status: conditions('Unknown') }), node('b', { status: conditions('True') }), node('c'),
    );
    expect(nodes.map(({ taints }) => taints.map(({ key }) => key))).toEqual([['node.kubernetes.io/not-ready'], [], []]);
  });

  test.each([
    ['MemoryPressure', ['node.kubernetes.io/memory-pressure']], ['DiskPressure', ['node.kubernetes.io/disk-pressure']],
    ['PIDPressure', ['node.kubernetes.io/pid-pressure']],
    ['NetworkUnavailable', ['node.kubernetes.io/network-unavailable']], ['Whatever', []],
  ])('gives a node whose condition %s is true the taint for it, and no other node', (type, keys) => {
    const status = (given: string) => ({
      allocatable: { cpu: '4', memory: '8Gi' },
      conditions: [{ type, status: given }, { type: 'Ready', status: 'True' }],
    });
    const nodes = list(node('a', { status: status('True') }), node('b', { status: status('False') }));
    expect(nodes.map(({ taints }) => taints.map(({ key, effect }) => [key, effect])))
      .toEqual([keys.map((key) => [key, 'NoSchedule']), []]);
  });

  test('reads YAML, pods as any quantity, and more than 5,000 of them', () => {
    const yaml =
      'kind: List\nitems:\n- {kind: Node, metadata: {name: virtual}, status: {allocatable: {cpu: 10k, memory: 20Ti, pods: 5k}}}\n';
    const [{ freePods, free }] = Cluster.fromNodeList(yaml)._nodes;
    expect([freePods, free.get('cpu')]).toEqual([5000, 10_000_000]);
    expect(list(node('a', { status: { allocatable: { cpu: '4', memory: '8Gi', pods: '20000' } } }))[0].freePods).toBe(
      20_000,
    );
  });

  test('is shown as pools of nodes that are alike, each with the least that one of them has', () => {
    const of = (name: string, allocatable: object, more: object = {}) => node(name, {
      metadata: { name, labels: { agentpool: 'a', only: name, all: 'x' } }, spec: {}, status: { allocatable }, ...more,
    });
    const { pools } = Cluster.fromNodeList(JSON.stringify({ items: [
      of('n1', { 'cpu': '4', 'memory': '8Gi', 'pods': '20', 'ephemeral-storage': '9Gi' }),
      of('n2', { 'cpu': '4', 'memory': '7Gi', 'pods': '10', 'ephemeral-storage': '10Gi' }),
      of('n3', { cpu: '2', memory: '8Gi' }), of('n4', { cpu: '4', memory: '8Gi' }, { spec: { unschedulable: true } }),
    ] }));
    const told = pools.map(({ name, nodes, allocatable: { cpu, memory, pods } }) => [name, nodes, cpu, memory, pods]);
    expect(told).toEqual([
      ['a', 2, '4000m', String(7 * 2 ** 30), 10], ['a-2', 1, '2000m', String(8 * 2 ** 30), 110],
      ['a-3', 1, '4000m', String(8 * 2 ** 30), 110],
    ]);
    expect(pools[0].allocatable.ephemeralStorage).toBe(String(9 * 2 ** 30));
    expect(pools[1].allocatable.ephemeralStorage).toBeUndefined();
    expect(pools[0].labels).toEqual({ agentpool: 'a', all: 'x' });
  });

  test('leaves out what is no node', () => {
    expect(list(node('a'), { kind: 'Pod', metadata: { name: 'p' } }).map(({ name }) => name)).toEqual(['a']);
    expect(Cluster.fromNodeList(JSON.stringify(node('a')))._nodes).toHaveLength(1);
  });

  test('has the taint of a node that is not ready once, with the effect that it has', () => {
    const status = { allocatable: { cpu: '4', memory: '8Gi' }, conditions: [{ type: 'Ready', status: 'False' }] };
    const taintsOf = (effect: string, key = 'node.kubernetes.io/not-ready') =>
      list(node('a', { status, spec: { taints: [{ key, effect }] } }))[0].taints
        .map((each) => `${each.key}:${each.effect}`);
    expect(taintsOf('NoSchedule')).toEqual(['node.kubernetes.io/not-ready:NoSchedule']);
    expect(taintsOf('NoExecute'))
      .toEqual(['node.kubernetes.io/not-ready:NoExecute', 'node.kubernetes.io/not-ready:NoSchedule']);
    expect(taintsOf('NoSchedule', 'a')).toEqual(['a:NoSchedule', 'node.kubernetes.io/not-ready:NoSchedule']);
  });

  test('has room for 110 pods where it does not say how many, and never less than none of anything', () => {
    const allocatable = { 'cpu': '4', 'memory': '8Gi', 'x/y': '-1' };
    const [{ freePods, free }] = list(node('a', { status: { allocatable } }));
    expect([freePods, free.get('x/y'), free.has('pods')]).toEqual([110, 0, false]);
  });

  test.each([
    ['cpu', { memory: '8Gi' }], ['memory', { cpu: '4' }],
  ])('fails when it does not say its %s', (_, allocatable) => {
    expect(() => list(node('a', { status: { allocatable } })))
      .toThrow("node list: node 'a' has no status.allocatable with cpu and memory; pass the unabridged output");
  });

  test('fails when a quantity is none, naming node and resource', () => {
    expect(() => list(node('a', { status: { allocatable: { cpu: 'four', memory: '8Gi' } } }))).toThrow(
      /node 'a': allocatable cpu: 'four'/,
    );
  });
});

test.each([
  ['a number', [3], "taint '' has the unknown effect ''"],
  ['an effect that there is not', [{ key: 'gpu', effect: 'Never' }], "taint 'gpu' has the unknown effect 'Never'"],
])('fails when a taint is %s, and names the node', (_, taints, problem) => {
  const text = JSON.stringify({ items: [{ kind: 'Node', metadata: { name: 'a' }, spec: { taints } }] });
  expect(() => Cluster.fromNodeList(text)).toThrow(`node list: node 'a': ${problem}; write NoSchedule or NoExecute`);
});

test.each(['y', '[a]'])('fails when the name of a node is %s, which is no text', (name) =>
  expect(() => Cluster.fromNodeList(`kind: NodeList\nitems: [{kind: Node, apiVersion: v1, metadata: {name: ${name}}}]\n`))
    .toThrow(/^node list: a node whose name is (true|a list); write its name as text, y and n in quotes$/));
