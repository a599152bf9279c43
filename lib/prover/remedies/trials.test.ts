import { Cluster } from '../../cluster';
import { planned, rollout } from '../../../test/support/remedy-plans';
import { load, pool, workload } from '../../../test/support/rollout';
import { PlanRolloutOptions } from '../updates';
import { NO_CHANGE } from './change';
import { Move } from './moves';
import { Trials } from './trials';
import { Prover } from './verify';

const model = load(workload('Deployment', 'a', { cpu: 1 }), workload('Deployment', 'b', { cpu: 1 }));
const cluster = new Cluster({ pools: [pool('gpu', 1)] });
const nodes: Move = { id: 'nodes', dimension: 'nodes', title: '', change: { ...NO_CHANGE, nodes: [{ pool: 'gpu',
  count: 1 }] } };
const other: Move = { id: 'other', dimension: 'strategy', title: '', change: { ...NO_CHANGE, patches: [{
  manifest: model.manifests[0], operations: [{ op: 'add', path: '/spec/replicas', value: 5 }] }] } };

function trials(judge: (name: string) => object = () => ({})) {
  const asked: (string | undefined)[] = [];
  const prover: Prover = ({ workloads }, _, { only }: PlanRolloutOptions = {}) => {
    asked.push(only && workloads.filter((each) => only(each)).map(({ name }) => name).join());
    return rollout(workloads.map(({ name }) => planned({ name, ...judge(name) })));
  };
  return { asked, of: new Trials({ model, cluster }, rollout([planned({ name: 'a' }), planned({ name: 'b' })]),
    prover) };
}

test('a change of one workload is asked of it alone, and once', () => {
  const { asked, of } = trials();
  const { changed, after } = of.of(1, [other]);
  expect([after?.name, changed.model === model, asked]).toEqual(['b', false, ['b']]);
  expect(of.of(1, [other]).after).toBe(after);
  expect([of.of(0, [other]).after?.name, asked]).toEqual(['a', ['b', 'a']]);
});

test('a change of the nodes is asked of all at once, for every workload the same', () => {
  const { asked, of } = trials();
  expect([of.of(0, [nodes]).after?.name, of.of(1, [nodes]).after?.name, asked]).toEqual(['a', 'b', [undefined]]);
  of.of(0, [nodes, other]);
  expect(asked).toEqual([undefined, 'a']);
});

test('a change is harmless that makes nothing worse, which is asked of all, once for each workload', () => {
  const { asked, of } = trials((name) => (name === 'b' ? { verdict: 'possible' } : {}));
  expect([of.isHarmless(0, [other]), of.isHarmless(0, [other]), asked]).toEqual([false, false, ['a', undefined]]);
  of.isHarmless(1, [other]);
  expect(asked).toEqual(['a', undefined, 'b', undefined]);
  const { of: well, asked: little } = trials();
  expect([well.isHarmless(0, [nodes]), well.isHarmless(1, [nodes]), little]).toEqual([true, true, [undefined]]);
});

test('a workload that is gone has no plan', () => {
  const { of, asked } = trials();
  expect([of.of(7, [other]).after, asked]).toEqual([undefined, []]);
});
