import { Cluster } from '../../cluster';
import { Model, Workload } from '../../manifests';
import { drain, planned, rollout } from '../../../test/support/remedy-plans';
import { load, pool, surge, workload } from '../../../test/support/rollout';
import { PlanRolloutOptions } from '../updates';
import { findAtOnce } from './find-at-once';
import { needsOf } from './need';
import { Prover } from './verify';

const NAMES = Array.from({ length: 12 }, (_, index) => `w${index}`);
const input = {
  model: load(...NAMES.map((name) => workload('Deployment', name, { 'nvidia.com/gpu': 1 }, surge(1)))),
  cluster: new Cluster({ pools: [pool('gpu', 12)] }),
};
const HUNG = { verdict: 'impossible', alone: { verdict: 'impossible', witness: [] }, maxSurge: 1, maxUnavailable: 0 };
const SAID = 'remedies hold when all of them are made: there are too many workloads to judge each by itself';

/** How an update is written: Recreate, or with how many pods more. */
function strategyOf({ manifest }: Workload): string {
  const { type,
    rollingUpdate } = (manifest.json.spec as { strategy: { type?: string; rollingUpdate: object } }).strategy;
  return type === 'Recreate' ? type : JSON.stringify(rollingUpdate);
}

type Judge = (workload: Workload, options: PlanRolloutOptions) => object;

/** What is found where a prover judges so, and what it was asked. */
function found(judge: Judge, before: object | ((name: string) => object) = HUNG, steady: object = {}) {
  const asked: PlanRolloutOptions[] = [];
  const models: Model[] = [];
  const prover: Prover = (model, _, options = {}) => {
    asked.push(options);
    models.push(model);
    return rollout(model.workloads.map((each) =>
      planned({ name: each.name, ...options.only?.(each) === false ? { verdict: 'unknown' } : judge(each, options) })),
    options.only ? {} : steady);
  };
  const plan = rollout(NAMES.map((name) => planned({ name, ...typeof before === 'function' ? before(name) : before })));
  const { found: each, untried } = findAtOnce(input, plan, prover, needsOf(input, plan));
  return {
    ids: Object.fromEntries(each.map(([{ workload: { name } }, { remedies }]) =>
      [name, remedies.map(({ id }) => id).join()])),
    untried, asked, models,
  };
}

const all = (id: string) => Object.fromEntries(NAMES.map((name) => [name, id]));

test('one change is made for all at once, and all are judged together at last', () => {
  const { ids, untried, asked } = found((each) => (strategyOf(each) === 'Recreate' ? {} : HUNG));
  expect([ids, untried, asked.length]).toEqual([all('recreate'), [SAID], 2]);
});

test('the same input is judged again where all that was tried last is kept, and another one else', () => {
  const inputs = (judge: Judge) => new Set(found(judge).models).size;
  const isCured = (each: Workload) => strategyOf(each) === 'Recreate';
  expect(inputs((each) => isCured(each) ? {} : HUNG)).toBe(1);
  expect(inputs((each) => isCured(each) && each.name !== 'w0' ? {} : HUNG)).toBe(5);
});

test('whom it does not cure gets the next one, and nobody is asked again', () => {
  const { ids, asked } = found((each) => (['w0', 'w1'].includes(each.name)
    ? /"maxSurge":0/.test(strategyOf(each)) ? {} : HUNG
    : strategyOf(each) === 'Recreate' ? {} : HUNG));
  expect(ids).toEqual({ ...all('recreate'), w0: 'no-surge', w1: 'no-surge' });
  const inModel = input.model.workloads;
  const names = asked.map(({ only }) => (only ? inModel.filter((each) => only(each)).length : 'all'));
  expect([names.length, names.at(-1)]).toEqual([3, 'all']);
});

test('no more plans are made than a large input may have', () => {
  const { ids, untried, asked } = found(() => HUNG);
  expect([ids, untried]).toEqual([{}, ['further remedies of 12 updates and drains']]);
  expect(asked).toHaveLength(5);
});

test('each gets its own next change in the same plan', () => {
  const written: string[][] = [];
  found((each, { only }) => {
    written.push([each.name, only ? strategyOf(each) : 'at last']);
    return HUNG;
  }, (name) => (name === 'w0' ? { ...HUNG, strategy: 'Recreate' } : HUNG));
  const [first] = written.filter(([name]) => name === 'w0');
  expect([first[1], written.find(([name]) => name === 'w1')![1]])
    .toEqual(['{"maxSurge":0,"maxUnavailable":1}', 'Recreate']);
});

test('changes that write different things at one place are tried one after the other', () => {
  const quota = {
    apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'q' },
    spec: { hard: { 'requests.nvidia.com/gpu': '1' } },
  };
  const [small, large] = [1, 4].map((gpus) =>
    workload('Deployment', `of-${gpus}`, { 'nvidia.com/gpu': gpus }, surge(gpus)));
  const both = { model: load(small, large, quota), cluster: new Cluster({ pools: [pool('gpu', 12)] }) };
  const limits: unknown[] = [];
  const prover: Prover = (model) => {
    limits.push((model.byKind('ResourceQuota')[0].json.spec as any).hard['requests.nvidia.com/gpu']);
    return rollout(both.model.workloads.map(({ name }) => planned({ name, ...HUNG, kind: 'StatefulSet' })));
  };
  const plan = rollout(both.model.workloads.map(({ name }) => planned({ name, ...HUNG, kind: 'StatefulSet' })));
  findAtOnce(both, plan, prover, needsOf(both, plan));
  // For the small one, for all at once, then for the large one, which waited a round.
  expect([...new Set(limits)]).toEqual(['1', '18', '22', '21']);
});

test('what makes a workload worse is none of its remedies', () => {
  const worse = { fits: { verdict: 'impossible', witness: [] } };
  const { ids } = found((each) => (strategyOf(each) !== 'Recreate' ? HUNG : each.name === 'w3' ? worse : {}));
  const { w3: _, ...rest } = all('recreate');
  expect(ids).toEqual(rest);
});

test('nothing is kept where all of it together makes anything worse', () => {
  const steady = { steadyState: { verdict: 'possible', witness: [] } };
  const { ids, untried } = found((each) => (strategyOf(each) === 'Recreate' ? {} : HUNG), HUNG, steady);
  expect([ids, untried]).toEqual([{}, ['further remedies of 12 updates and drains']]);
});

test('what holds together is kept, and the rest is counted', () => {
  const { ids, untried } = found((each, { only }) =>
    (strategyOf(each) === 'Recreate' && (only || each.name !== 'w5') ? {} : HUNG));
  const { w5: _, ...rest } = all('recreate');
  expect([ids, untried]).toEqual([rest, [SAID, 'further remedies of 1 updates and drains']]);
});

test('an update that finishes by itself is applied by itself, and no plan is made', () => {
  const { ids, untried, asked } = found(() => HUNG, { verdict: 'impossible' });
  expect([ids, untried, asked]).toEqual([all('apply-alone'), [SAID], []]);
});

test('what cures by itself only is applied by itself, unless something cures beside others', () => {
  const alone = { verdict: 'possible' };
  const { ids } = found((each) => {
    const strategy = strategyOf(each);
    return strategy === 'Recreate' ? alone : each.name === 'w7' && /"maxSurge":0/.test(strategy) ? {} : HUNG;
  });
  expect(ids).toEqual({ ...all('recreate+apply-alone'), w7: 'no-surge' });
});

describe('of drains', () => {
  const blocked = drain('impossible');

  test('the update is asked for only where the drain is cured', () => {
    const { ids, asked } = found((each, { drainsOnly }) => {
      const grown = each.name === 'w2' && drainsOnly?.(each) ? {} : blocked;
      return { ...grown, ...each.name === 'w2' ? drain('proven') : {} };
    }, blocked);
    expect(Object.keys(ids)).toEqual(['w2']);
    const drains = asked.map(({ drainsOnly }) => drainsOnly?.(input.model.workloads[0]));
    expect([drains[0], drains[1], drains.at(-1)]).toEqual([true, false, undefined]);
  });

  test('they are tried in turn with updates', () => {
    const { asked } = found(() => ({ ...HUNG, ...blocked }), { ...HUNG, ...blocked });
    expect(asked.map(({ drainsOnly }) => drainsOnly?.(input.model.workloads[0])))
      .toEqual([false, true, false, true, false]);
  });

  test('nothing else is asked where none is', () => {
    const { ids, asked, untried } = found(() => blocked, blocked);
    expect([ids, untried]).toEqual([{}, ['further remedies of 12 updates and drains']]);
    expect(asked.every(({ drainsOnly }) => drainsOnly?.(input.model.workloads[0]) === true)).toBe(true);
  });
});

test('updates that finish while nobody serves are left as they are', () => {
  const { ids, untried, asked } = found(() => ({}), { downtimeSeconds: { least: 1, most: 2 } });
  expect([ids, untried, asked]).toEqual([{}, [], []]);
});
