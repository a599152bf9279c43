import { Cluster } from '../../cluster';
import { Workload } from '../../manifests';
import { planned, rollout } from '../../../test/support/remedy-plans';
import { load, pool, workload } from '../../../test/support/rollout';
import { Change, NO_CHANGE } from './change';
import { RemedyReport } from './find-remedies';
import { fixAll, FixOptions } from './fix-all';
import { Remedy } from './remedy';
import { Prover } from './verify';

const HUNG = { verdict: 'impossible', alone: { verdict: 'impossible', witness: [] } };
const replicasOf = ({ manifest }: Workload) => (manifest.json.spec as { replicas: number }).replicas;

function fixed(
  offered: { readonly [name: string]: readonly (readonly [id: string, replicas: number, more?: object])[] },
  judge: (replicas: ReadonlyMap<string, number>) => { readonly [name: string]: object },
  { names = Object.keys(offered), ...options }: FixOptions & { readonly names?: string[] } = {},
) {
  const model = load(...names.map((name) => workload('Deployment', name, {}, { replicas: 0 })));
  const cluster = new Cluster({ pools: [pool('gpu', 1)] });
  let plans = 0;
  const prover: Prover = ({ workloads }) => {
    plans++;
    const verdicts = judge(new Map(workloads.map((each) => [each.name, replicasOf(each)])));
    return rollout(workloads.map(({ name }) => planned({ name, ...verdicts[name] })));
  };
  const before = rollout(names.map((name) => planned({ name, ...offered[name] ? HUNG : {} })));
  const change = (name: string, replicas: number): Change => ({ ...NO_CHANGE, patches: replicas === 0 ? [] : [{
    manifest: model.workloads.find((each) => each.name === name)!.manifest,
    operations: [{ op: 'add', path: '/spec/replicas', value: replicas }],
  }] });
  const byWorkload: RemedyReport['byWorkload'] = new Map(before.workloads.filter(({ name }) =>
    offered[name]).map((plan) => [plan, {
    refuted: [], remedies: offered[plan.name].map(([id, replicas, more]) =>
      ({ id, cures: 'update', change: change(plan.name, replicas), toFill: [], ...more }) as unknown as Remedy),
  }]));
  const fix = fixAll({ model, cluster }, before, { byWorkload, untried: [] }, prover, options);
  return {
    chosen: fix.chosen.map(({ workload: { name }, remedy: { id } }) => `${name} ${id}`),
    covered: fix.covered.map(({ workload: { name }, cure }) => `${name} ${cure}`),
    open: fix.open.map(({ name }) => name),
    replicas: fix.input.model.workloads.map(replicasOf), plans, after: fix.after.workloads
      .map(({ verdict }) => verdict),
  };
}

test('the best that holds is taken for each, one after the other', () => {
  expect(fixed({ a: [['one', 1], ['two', 2]], b: [['one', 1]] }, (replicas) => ({
    a: replicas.get('a') === 2 ? {} : HUNG, b: replicas.get('b') === 1 ? {} : HUNG,
  }))).toEqual({
    chosen: ['a two', 'b one'], covered: [], open: [], replicas: [2, 1], plans: 3, after: ['proven', 'proven'],
  });
});

test('what those before have cured needs nothing', () => {
  expect(fixed({ a: [['one', 1]], b: [['one', 1]] },
    (replicas) => {
    const each = replicas.get('a') === 1 ? {} : HUNG;
    return { a: each, b: each };
  }))
    .toEqual({ chosen: ['a one'], covered: ['b update'], open: [], replicas: [1, 0], plans: 1,
      after: ['proven', 'proven'] });
});

test('what does not cure beside those before, or makes them worse, is left open', () => {
  const { chosen, open, replicas } = fixed({ a: [['one', 1]], b: [['one', 1]] }, (pods) => ({
    a: pods.get('a') === 1 && pods.get('b') === 0 ? {} : HUNG, b: pods.get('b') === 1 ? {} : HUNG,
  }));
  expect([chosen, open, replicas]).toEqual([['a one'], ['b'], [1, 0]]);
  expect(fixed({ a: [['one', 1]] }, () => ({ a: HUNG })).open).toEqual(['a']);
});

test('what leaves something to be filled in comes last, unless it may', () => {
  const offered = { a: [['blank', 1, { toFill: ['a name'] }], ['whole', 2]] } as const;
  const chosen = (options: FixOptions) => fixed(offered, () => ({}), options).chosen;
  expect([chosen({}), chosen({ mayLeaveBlanks: true })]).toEqual([['a whole'], ['a blank']]);
});

test('what is applied by itself comes after what others change, and is proven alone', () => {
  const alone = { ...HUNG, alone: { verdict: 'proven', witness: [] } };
  const offered = { a: [['apply-alone', 0]], b: [['one', 1]] } as const;
  expect(fixed(offered, (pods) => ({ a: alone, b: pods.get('b') === 1 ? {} : HUNG })).chosen)
    .toEqual(['b one', 'a apply-alone']);
  expect(fixed({ a: [['one+apply-alone', 1]], b: [['one', 1]] }, (pods) => ({
    a: pods.get('a') === 1 ? alone : HUNG, b: pods.get('b') === 1 ? {} : HUNG,
  })).chosen).toEqual(['b one', 'a one+apply-alone']);
});

test('only what is asked for is mended', () => {
  const offered = { a: [['down', 1, { cures: 'downtime' }], ['drain', 2, { cures: 'drain' }]] } as const;
  expect(fixed(offered, () => ({})).chosen).toEqual(['a drain']);
  expect(fixed(offered, () => ({}), { cures: ['downtime'] }).chosen).toEqual(['a down']);
  expect(fixed(offered, () => ({}), { cures: [] })).toMatchObject({ chosen: [], plans: 0, open: [] });
});

describe('in a large input', () => {
  const names = Array.from({ length: 12 }, (_, index) => `w${index}`);
  const offered = Object.fromEntries(names.map((name) => [name, [['one', 1], ['two', 2]]] as const));
  const judged = (isCured: (name: string, pods: number) => boolean) => (replicas: ReadonlyMap<string, number>) =>
    Object.fromEntries(names.map((name) => [name, isCured(name, replicas.get(name)!) ? {} : HUNG]));

  test('all first choices are judged at once', () => {
    const { chosen, plans, replicas } = fixed(offered, judged((_, pods) => pods === 1));
    expect([chosen, plans, new Set(replicas)]).toEqual([names.map((name) => `${name} one`), 1, new Set([1])]);
  });

  test('and one by one where one of them does not hold, as long as plans may be made', () => {
    const { chosen, plans, open } = fixed(offered, judged((name, pods) => pods === (name === 'w0' ? 2 : 1)));
    expect([chosen[0], plans, chosen.length + open.length]).toEqual(['w0 two', 12, 12]);
    expect(open.length).toBeGreaterThan(0);
  });
});
