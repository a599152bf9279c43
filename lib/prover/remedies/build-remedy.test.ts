import { Cluster } from '../../cluster';
import { Model } from '../../manifests';
import { drain, planned, rollout } from '../../../test/support/remedy-plans';
import { budget } from '../../../test/support/remedies';
import { load, pool, workload } from '../../../test/support/rollout';
import { RolloutPlan } from '../updates';
import { appliedAlone, applyAlone, idOf, isOurs, remedyOf, titleOf } from './build-remedy';
import { changedInput, joined, NO_CHANGE } from './change';
import { Move } from './moves';
import { Cure } from './remedy';

const web = workload('Deployment', 'web', { cpu: 1 }, { replicas: 4 });
const ours = { ...web, metadata: { name: 'web', labels: { 'app.kubernetes.io/managed-by': 'cdk8s-nim' } } };
const cluster = new Cluster({ pools: [pool('a', 1, {}, { costPerHour: 1.5 }), pool('b', 1)] });
const move = (id: string, more: Partial<Move> = {}): Move =>
  ({ id, dimension: 'strategy', title: `do ${id}`, change: NO_CHANGE, ...more });
const nodes = (name: string, count: number) => ({ ...NO_CHANGE, nodes: [{ pool: name, count }] });

function built(moves: Move[], { cure = 'update', after = planned(), model = load(web), before = rollout([]) }:
{ cure?: Cure; after?: ReturnType<typeof planned>; model?: Model; before?: RolloutPlan } = {}) {
  const changed = changedInput({ model, cluster }, joined(moves.map(({ change }) => change)));
  return remedyOf(model.workloads[0], { model, cluster }, before, { cure, moves, changed, after });
}

describe('the remedy that moves are', () => {
  test('has their names, titles and what else they say', () => {
    const after = planned({ downtimeSeconds: { least: 1, most: 2 } });
    const all = [move('one', { toFill: ['a'], notes: ['n'], prop: 'p: 1' }), move('two', { toFill: ['b'] })];
    expect(built(all, { after })).toEqual({
      id: 'one+two', cures: 'update', title: 'do one, and do two', change: NO_CHANGE, after, verdict: 'proven',
      downtimeSeconds: { least: 1, most: 2 }, nodes: undefined, costPerHour: 0, toFill: ['a', 'b'], notes: ['n'],
      props: [],
    });
    expect(built(all, { model: load(ours) }).props).toEqual(['p: 1']);
    expect([idOf(all), titleOf(all), idOf([]), titleOf([])]).toEqual(['one+two', 'do one, and do two', '', '']);
  });

  test('has no props where one is wanting of what it changes of our objects: half of it would be another remedy', () => {
    const model = load(ours, budget('web', { maxUnavailable: 0 }));
    const [own, foreign] = model.manifests;
    const writes = (manifest: typeof own, more: Partial<Move> = {}) =>
      move('one', { change: { ...NO_CHANGE, patches: [{ manifest, operations: [] }] }, ...more });
    const props = (...moves: Move[]) => built([...moves, move('two', { prop: 'p: 1' })], { model }).props;
    expect([props(writes(own)), props(move('one', { change: { ...NO_CHANGE, removed: [own] } }))]).toEqual([[], []]);
    expect([props(writes(own, { prop: 'q: 2' })), props(writes(foreign))]).toEqual([['q: 2', 'p: 1'], ['p: 1']]);
  });

  test('has no blanks, notes or props where no move has', () =>
    expect(built([move('one')], { model: load(ours) })).toMatchObject({ toFill: [], notes: [], props: [] }));

  test('costs what its further nodes cost, where that is known', () => {
    expect(built([move('n', { change: nodes('a', 3) })])).toMatchObject({
      costPerHour: 4.5, nodes: { pool: 'a', count: 3, isTemporary: true, names: [expect.any(String), expect.any(String),
        expect.any(String)] } });
    expect(built([move('n', { change: nodes('b', 2) })]).costPerHour).toBeUndefined();
    const before = rollout([], { steadyState: { verdict: 'possible', witness: [] } });
    expect(built([move('n', { change: nodes('a', 1) })], { before }).nodes?.isTemporary).toBe(false);
  });

  test('of a drain has the verdict of the drain', () => {
    const after = planned({ verdict: 'impossible', ...drain('proven') });
    expect([built([move('one')], { cure: 'drain', after }).verdict, built([move('one')], { after }).verdict])
      .toEqual(['proven', 'impossible']);
  });
});

describe('the downtime of a drain', () => {
  const of = (...objects: object[]) => {
    const after = planned({ replicas: 4, downtimeSeconds: { least: 7, most: 7 } });
    return built([move('one')], { cure: 'drain', after, model: load(web, ...objects) }).downtimeSeconds;
  };
  const other = (json: object, namespace = 'blue') =>
    ({ ...json, metadata: { name: (json as { metadata: { name: string } }).metadata.name, namespace } });

  test('is none while a budget keeps some of the pods, and some where all may go at once', () => {
    expect(of(budget('web', { maxUnavailable: 1 }))).toEqual({ least: 0, most: 0 });
    expect(of().most).not.toBe(0);
    expect(of(budget('web', { maxUnavailable: 9 }))).toEqual(of());
    expect(of(budget('web', { maxUnavailable: 4 }))).toEqual(of());
  });

  test('is that of the budget of its own namespace', () => {
    expect(of(other(web), other(budget('web', { maxUnavailable: 1 })))).toEqual(of());
    const model = load(other(web), other(budget('web', { maxUnavailable: 9 })),
      web, budget('web', { maxUnavailable: 1 }));
    const changed = changedInput({ model, cluster }, NO_CHANGE);
    const ofWeb = remedyOf(model.workloads[1], { model, cluster }, rollout([]),
      { cure: 'drain', moves: [], changed, after: planned({ replicas: 4 }) });
    expect(ofWeb.downtimeSeconds).toEqual({ least: 0, most: 0 });
  });

  test('is looked up in the changed input', () => {
    const model = load(web, budget('web', { maxUnavailable: 9 }));
    const { manifests } = model;
    const change = { ...NO_CHANGE, patches: [{ manifest: manifests[1],
      operations: [{ op: 'add' as const, path: '/spec/maxUnavailable', value: 1 }] },
    { manifest: manifests[0], operations: [{ op: 'add' as const, path: '/spec/replicas', value: 4 }] }] };
    expect(built([move('one', { change })], { cure: 'drain', after: planned({ replicas: 4 }), model }).downtimeSeconds)
      .toEqual({ least: 0, most: 0 });
  });
});

test('what is proven alone only is to be applied by itself', () => {
  const alone = { verdict: 'proven', witness: ['alone'] };
  const plan = planned({ verdict: 'impossible', alone, downtimeSeconds: { least: 1, most: 2 } });
  const said = 'apply it by itself: wait until it has finished before anything else changes';
  expect(applyAlone(plan)).toEqual({
    id: 'apply-alone', cures: 'update', title: said, change: NO_CHANGE, after: { ...plan, ...alone }, verdict: 'proven',
    downtimeSeconds: { least: 1, most: 2 }, costPerHour: 0, toFill: [], notes: [], props: [],
  });
  const remedy = built([move('one')], { after: plan });
  expect(appliedAlone(remedy)).toEqual({
    ...remedy, id: 'one+apply-alone', title: `do one, and ${said}`, after: { ...plan, ...alone }, verdict: 'proven' });
});

test('objects that a construct of this package renders are ours', () => {
  expect([ours, web, { ...web, metadata: { name: 'web', labels: { 'app.kubernetes.io/managed-by': 'Helm' } } }]
    .map((each) => isOurs(load(each).workloads[0]))).toEqual([true, false, false]);
});
