import { Cluster } from '../../cluster';
import { load, pool, workload } from '../../../test/support/rollout';
import { Change, changedInput, contradict, isNothing, isSame, joined, NO_CHANGE } from './change';
import { PatchOperation } from './json-patch';

const model = load(workload('Deployment', 'a', {}, { replicas: 1 }), workload('Deployment', 'b', {}, { replicas: 1 }));
const [a, b] = model.manifests;
const cluster = new Cluster({ pools: [pool('gpu', 1), pool('cpu', 2)] });
const write = (path: string, value: unknown = 1): PatchOperation => ({ op: 'add', path, value });
const patch = (manifest: typeof a, ...operations: PatchOperation[]): Change =>
  ({ ...NO_CHANGE, patches: [{ manifest, operations }] });
const nodes = (name: string, count: number): Change => ({ ...NO_CHANGE, nodes: [{ pool: name, count }] });

describe('changes that are joined', () => {
  test('have one patch for each object, and equal operations once', () => {
    expect(joined([patch(a, write('/x')), patch(b, write('/x')), patch(a, write('/x'), write('/y'))]).patches).toEqual([
      { manifest: a, operations: [write('/x'), write('/y')] }, { manifest: b, operations: [write('/x')] },
    ]);
  });

  test('have the most nodes of each pool that one of them needs', () => {
    expect(joined([nodes('gpu', 1), nodes('cpu', 1), nodes('gpu', 3), nodes('gpu', 2)]).nodes)
      .toEqual([{ pool: 'gpu', count: 3 }, { pool: 'cpu', count: 1 }]);
  });

  test('have equal objects once, new ones and such as go', () => {
    const added = { kind: 'A' };
    const both = joined([{ ...NO_CHANGE, added: [added], removed: [a] },
      { ...NO_CHANGE, added: [{ ...added }, { kind: 'B' }], removed: [a, b] }]);
    expect([both.added, both.removed]).toEqual([[added, { kind: 'B' }], [a, b]]);
    expect(joined([])).toEqual(NO_CHANGE);
  });
});

test.each<[string, boolean, Change, Change]>([
  ['other values at one place', true, patch(a, write('/spec/x', 1)), patch(a, write('/spec/x', 2))],
  ['a place within what the other writes', true, patch(a, write('/spec')), patch(a, write('/spec/x', 2))],
  ['what the other writes within it', true, patch(a, write('/spec/x', 2)), patch(a, write('/spec'))],
  ['removing what the other writes', true, patch(a, write('/x')), patch(a, { op: 'remove', path: '/x' })],
  ['the same', false, patch(a, write('/x', { y: 1 })), patch(a, write('/x', { y: 1 }))],
  ['other places', false, patch(a, write('/spec/x')), patch(a, write('/spec/y'))],
  ['a place that only begins like it', false, patch(a, write('/spec/x')), patch(a, write('/spec/xy', 2))],
  ['other objects', false, patch(a, write('/x', 1)), patch(b, write('/x', 2))],
  ['nothing', false, NO_CHANGE, patch(a, write('/x'))],
  ['what only one of its patches does', true, patch(a, write('/x'), write('/y', 1)),
    patch(a, write('/x'), write('/y', 2))],
])('that two changes write %s is a contradiction: %s', (_, expected, one, two) =>
  expect([contradict(one, two), contradict(two, one)]).toEqual([expected, expected]));

describe('the input with a change', () => {
  const changed = (change: Change) => changedInput({ model, cluster }, change);

  test('is the same where nothing is changed', () => {
    const { model: same, cluster: nodesOf, spareNodes } = changed(NO_CHANGE);
    expect([same === model, nodesOf === cluster, spareNodes]).toEqual([true, true, []]);
  });

  test('has objects written otherwise, and the others as they are', () => {
    const { model: { manifests } } = changed(patch(a, write('/spec/replicas', 4)));
    expect([(manifests[0].json.spec as { replicas: number }).replicas, manifests[1] === b, manifests[0].file, a.file])
      .toEqual([4, true, 'app.yaml', 'app.yaml']);
    expect(manifests[0].locate().line).toBe(a.locate().line);
  });

  test('is without those that go, and with those that come, in the namespace of what is patched', () => {
    expect(changed({ ...NO_CHANGE, removed: [a] }).model.manifests).toEqual([b]);
    const added = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' } };
    const { model: { manifests } } = changed({ ...patch(a, write('/x')), added: [added] });
    expect(manifests.map(({ id, namespace }) => `${namespace}/${id}`))
      .toEqual([`${a.namespace}/Deployment/a`, `${b.namespace}/Deployment/b`, `${a.namespace}/Secret/s`]);
    expect(changed({ ...NO_CHANGE, added: [added] }).model.manifests).toHaveLength(3);
  });

  test('has further nodes, which it names', () => {
    const { cluster: grown, spareNodes, model: same } = changed({ ...NO_CHANGE, nodes: [
      { pool: 'gpu', count: 2 }, { pool: 'cpu', count: 1 },
    ] });
    expect([grown._nodes.length, spareNodes.length, same === model]).toEqual([6, 3, true]);
    expect(spareNodes.every((name) => grown._nodes.some((each) => each.name === name))).toBe(true);
    expect(cluster._nodes.some(({ name }) => spareNodes.includes(name))).toBe(false);
  });
});

test.each<[string, boolean, Change]>([
  ['nothing', true, NO_CHANGE], ['a patch', false, patch(a, write('/x'))],
  ['an object that comes', false, { ...NO_CHANGE, added: [{}] }],
  ['an object that goes', false, { ...NO_CHANGE, removed: [a] }], ['a node', false, nodes('gpu', 1)],
  ['a patch and an object that comes', false, { ...patch(a, write('/x')), added: [{}] }],
  ['an object that comes and one that goes', false, { ...NO_CHANGE, added: [{}], removed: [a] }],
  ['an object that goes and a node', false, { ...nodes('gpu', 1), removed: [a] }],
])('a change of %s is none: %p', (_, expected, change) => expect(isNothing(change)).toBe(expected));

test('objects that are written otherwise are told where they stood, in their namespace', () => {
  const blue = load({ ...workload('Deployment', 'a', {}), metadata: { name: 'a' } });
  const { model: { manifests: [changed] } } = changedInput({ model: blue, cluster },
    patch(blue.manifests[0], write('/metadata/labels', {})));
  expect([changed.locate('/spec/replicas'), changed.documentIndex, changed.namespace])
    .toEqual([blue.manifests[0].locate(), 0, 'default']);
});

test('changes are the same that write the same, in whatever order of objects', () => {
  const both = joined([patch(a, write('/x')), patch(b, write('/y'))]);
  const added: Change = { ...NO_CHANGE, added: [{ kind: 'A' }] };
  const gone: Change = { ...NO_CHANGE, removed: [a] };
  const others = [patch(a, write('/x')), joined([patch(a, write('/x', 2)), patch(b, write('/y'))]), NO_CHANGE, added,
    { ...NO_CHANGE, added: [{ kind: 'B' }] }, gone, { ...NO_CHANGE, removed: [b] }, nodes('gpu', 1), nodes('gpu', 2)];
  expect(isSame(both, joined([patch(b, write('/y')), patch(a, write('/x'))]))).toBe(true);
  others.forEach((one, at) => others.forEach((two, other) => expect(isSame(one, two)).toBe(at === other)));
  others.forEach((other) => expect([isSame(both, other), isSame(other, both)]).toEqual([false, false]));
});
