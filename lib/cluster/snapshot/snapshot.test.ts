import { Model } from '../../manifests';
import { projectChunks, queryOf, Snapshot } from '.';

const read = (...items: object[]) =>
  Snapshot.read('cluster.json', [Buffer.from(JSON.stringify({ kind: 'List', items }))]);

const node = (name: string, more: object = {}) => ({
  kind: 'Node',
  metadata: { name },
  spec: {},
  status: {
    allocatable: { 'cpu': '4', 'memory': '8Gi', 'pods': '10', 'nvidia.com/gpu': '1' },
    nodeInfo: { kubeletVersion: 'v1.36.2' },
  },
  ...more,
});

const pod = (name: string, more: { owner?: object; node?: string; phase?: string; namespace?: string } = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name, namespace: more.namespace ?? 'default', labels: { app: name },
    ...(more.owner && { ownerReferences: [more.owner] }),
  },
  spec: {
    nodeName: more.node,
    containers: [{
      name: 'a',
      env: [{ name: 'TOKEN', value: 'hunter2' }],
      resources: { requests: { cpu: '1' }, limits: { 'nvidia.com/gpu': '1' } },
    }],
  },
  status: { phase: more.phase ?? 'Running' },
});

const DEPLOYMENT = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: llm}
spec:
  selector: {matchLabels: {app: llm}}
  template: {metadata: {labels: {app: llm}}, spec: {containers: [{name: a, resources: {limits: {nvidia.com/gpu: 1}}}]}}
`;
const model = Model.load([{ file: 'a.yaml', text: DEPLOYMENT }]);
const replicaSet = (name: string, owner?: object) => ({
  apiVersion: 'apps/v1',
  kind: 'ReplicaSet',
  metadata: { name, namespace: 'default', ...(owner && { ownerReferences: [owner] }) },
});
const controller = (kind: string, name: string) => ({ kind, name, controller: true });

describe('pods outside the manifests', () => {
  const held = (snapshot: Snapshot) => snapshot.clusterFor(model)._nodes.map(({ name, free, freePods, outside }) =>
    [name, free.get('nvidia.com/gpu'), free.get('cpu'), freePods, outside.map(({ owner }) => owner)]);

  test('are gone where they are being deleted, and a remark says so', () => {
    const leaving = pod('other', { node: 'a' });
    Object.assign(leaving.metadata, { deletionTimestamp: '2026-11-26T00:00:00Z' });
    const snapshot = read(node('a'), leaving);
    expect(held(snapshot)).toEqual([['a', 1, 4000, 10, []]]);
    expect(snapshot.clusterFor(model)._remarks).toContain('1 pod being deleted, taken to be gone: other');
  });

  test('of a StatefulSet are ready where they run and no condition is told, and a remark says so', () => {
    const remarks = (status: object, kind = 'StatefulSet') => {
      const one = pod('db-0', { node: 'a' });
      Object.assign(one.metadata, { ownerReferences: [controller(kind, 'db')] });
      const snapshot = read(node('a'), { ...one, status });
      return snapshot.clusterFor(model)._remarks.filter((each) => each.includes('conditions'));
    };
    expect(remarks({ phase: 'Running' })).toEqual(
      ['1 pod of StatefulSets without status.conditions, taken to be ready: db-0'],
    );
    expect(remarks({ phase: 'Running', conditions: [] })).toEqual([]);
    expect(remarks({ phase: 'Pending' })).toEqual([]);
    expect(remarks({ phase: 'Running' }, 'Job')).toEqual([]);
  });

  test('take their room on the node where they run', () => {
    expect(held(read(node('a'), node('b'), pod('other', { node: 'a' })))).toEqual([
      ['a', 0, 3000, 9, ['Pod/other']], ['b', 1, 4000, 10, []],
    ]);
  });

  test('are not those that have finished', () => {
    expect(
      held(read(node('a'), pod('x', { node: 'a', phase: 'Succeeded' }), pod('y', { node: 'a', phase: 'Failed' }))),
    ).toEqual([['a', 1, 4000, 10, []]]);
  });

  test('are not those of a controller in the manifests, with and without its ReplicaSet in the snapshot', () => {
    const own = pod('llm-5d8f-x', { node: 'a', owner: controller('ReplicaSet', 'llm-5d8f') });
    expect(held(read(node('a'), own, replicaSet('llm-5d8f', controller('Deployment', 'llm'))))).toEqual([
      ['a', 1, 4000, 10, []],
    ]);
    expect(held(read(node('a'), own))).toEqual([['a', 1, 4000, 10, []]]);
  });

  test('are those of another controller of that name in another namespace', () => {
    const other = pod('llm-5d8f-x', { node: 'a', namespace: 'blue', owner: controller('ReplicaSet', 'llm-5d8f') });
    expect(held(read(node('a'), other))[0].at(-1)).toEqual(['Deployment/llm']);
  });

  test('wait where no node was found for them', () => {
    expect(
      read(node('a'), pod('x', { phase: 'Pending' }))
        .clusterFor(model)
        ._waiting.map(({ owner }) => owner),
    ).toEqual(['Pod/x']);
  });
});

describe('what is said of a snapshot', () => {
  const said = (...items: object[]) => read(...items).clusterFor(model)._remarks;
  const complete = [
    pod('x', { node: 'a' }),
    { kind: 'Namespace', metadata: { name: 'default' } },
    { kind: 'PriorityClass', metadata: { name: 'p' } },
    { kind: 'CSINode', metadata: { name: 'a' } },
    queryOf([
      'ResourceQuota', 'LimitRange', 'PodDisruptionBudget', 'HorizontalPodAutoscaler', 'PersistentVolume',
      'StorageClass',
    ]),
  ];

  test('what may be none, or may not have been asked for', () => {
    expect(said(node('a'), ...complete.slice(0, -1))).toEqual([
      expect.stringMatching(/^ResourceQuota, .* count as absent$/),
    ]);
    expect(said(node('a'), ...complete.slice(0, -1), queryOf(['ResourceQuota', 'LimitRange', 'StorageClass']))).toEqual(
      [
        'PodDisruptionBudget, HorizontalPodAutoscaler, PersistentVolume: none is in cluster.json, and whether they were ' +
          'asked for is not known; they count as absent',
      ],
    );
  });

  test('nothing, when all is there', () => expect(said(node('a'), ...complete)).toEqual([]));

  test.each([
    [
      'nodes that are not ready',
      [
        node('a'), node('b', { status: { ...node('b').status, conditions: [{ type: 'Ready', status: 'False' }] } }),
        ...complete,
      ],
      '1 node not ready, without room for new pods: b',
    ],
    [
      'nodes that are cordoned', [node('a'), node('b', { spec: { unschedulable: true } }), ...complete],
      '1 node cordoned, without room for new pods: b',
    ],
    [
      'nodes that cannot be read', [node('a'), node('b', { status: {} }), ...complete],
      "left out: node 'b' has no status.allocatable with cpu and memory",
    ],
    [
      'that no node has a resource which is asked for',
      [node('a', { status: { allocatable: { cpu: '4', memory: '8Gi' } } }), ...complete],
      'no node offers nvidia.com/gpu',
    ],
    [
      'that pods are missing', [node('a'), ...complete.slice(1)],
      'no Pod is in cluster.json: pods outside these manifests are not counted',
    ],
    [
      'an old version',
      [node('a', { status: { ...node('a').status, nodeInfo: { kubeletVersion: 'v1.21.0' } } }), ...complete],
      'the nodes run Kubernetes 1.21; verdicts are as of 1.28 and later',
    ],
    [
      'that it may be of another cluster',
      [node('a'), complete[0], { kind: 'Namespace', metadata: { name: 'blue' } }, ...complete.slice(2)],
      'none of the namespaces of the manifests (default) is in cluster.json: is it of another cluster?',
    ],
  ])('%s', (_, items, text) => expect(said(...items)).toEqual([text]));
});

test('what runs, and where, is known; values of Secrets and literals of environments are not kept', () => {
  const deployment = {
    ...JSON.parse(JSON.stringify({ kind: 'Deployment', apiVersion: 'apps/v1' })),
    metadata: {
      name: 'llm',
      namespace: 'default',
      managedFields: [1],
      annotations: { 'kubectl.kubernetes.io/last-applied-configuration': 'hunter2', 'note': 'x' },
    },
    spec: {
      template: {
        spec: {
          containers: [{
            name: 'a',
            env: [
              { name: 'TOKEN', value: 'hunter2' }, { name: 'REF', valueFrom: {} },
            ],
          }],
        },
      },
    },
  };
  const items = [
    node('a'), pod('x', { node: 'a' }), deployment,
    { kind: 'Secret', metadata: { name: 's' }, data: { key: 'aHVudGVyMg==' }, stringData: { k: 'hunter2' } },
  ];
  const text = [...projectChunks('x', [Buffer.from(JSON.stringify({ items }))])].join('');
  expect(text).not.toMatch(/hunter2|aHVudGVyMg/);
  const written = JSON.parse(text).items;
  expect(written[2].spec.template.spec.containers[0].env).toEqual([
    { name: 'TOKEN', value: '(not kept)' }, { name: 'REF', valueFrom: {} },
  ]);
  expect(written[3].keys).toEqual(['key']);
  expect(Snapshot.read('again', [Buffer.from(text)]).nodes.map(({ name }) => name)).toEqual(['a']);
});

test('knows the newest version of its nodes', () => expect(String(read(node('a')).kubernetes)).toBe('1.36'));

test.each([
  [
    'is cut off', '{"items": [{"kind": "Node", "metadata": {"name": "a"}}, {"kind": "Po',
    /^cluster\.json: cut off in the middle, after 1 complete objects \(1 Node\)/,
  ],
  ['is no JSON', '{"items": [{kind: Node}]}', /^cluster\.json: not the output of kubectl get -o json/],
  ['has no node', '{"items": [{"kind": "Pod"}]}', /^cluster\.json: no nodes among 1 object; make it again/],
  ['is empty', '', /^cluster\.json: no nodes among 0 objects/],
])('fails when the snapshot %s', (_, text, message) => {
  expect(() => Snapshot.read('cluster.json', [Buffer.from(text)])).toThrow(message);
});

test('the record of the query stays in the file that snapshot prints', () => {
  const query = Buffer.from(`${JSON.stringify(queryOf(['Node', 'ResourceQuota']))}\n`);
  const list = Buffer.from(JSON.stringify({ kind: 'List', items: [node('a')] }));
  const file = [...projectChunks('x', [query, list])].join('');
  const again = Snapshot.read('cluster.json', [Buffer.from(file)]);
  expect([...again.asked].sort()).toEqual(['Node', 'ResourceQuota']);
  expect(again.objects).toEqual([]);
});

test('a resource that one node offers is not missing, whatever the others offer', () => {
  const bare = node('b', { status: { allocatable: { cpu: '4', memory: '8Gi' } } });
  const said = (...nodes: object[]) => read(...nodes).clusterFor(model)._remarks.filter((text) => /offers/.test(text));
  expect(said(node('a'), bare)).toEqual([]);
  expect(said(bare)).toEqual(['no node offers nvidia.com/gpu']);
});

test('what is no namespace of the cluster does not tell that it is the right one', () => {
  const said = (kind: string) => read(node('a'), { kind: 'Namespace', metadata: { name: 'blue' } },
    { apiVersion: 'v1', kind, metadata: { name: 'default', namespace: 'x' } })
    .clusterFor(model)._remarks.some((text) => /another cluster/.test(text));
  expect([said('ServiceAccount'), said('Namespace')]).toEqual([true, false]);
});

test('an object of the cluster is told by the file, which has no lines that people read', () => {
  const { file, line, column } = read(node('a'), pod('x', { node: 'a' })).pods[0].locate();
  expect([file, line, column]).toEqual(['cluster.json', 1, 1]);
});
