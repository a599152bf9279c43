import { listed } from '../../../test/support/listed-nodes';
import { load, noSurge, pool, surge, workload } from '../../../test/support/rollout';
import { Cluster } from '../../cluster';
import { planRestart } from '../transition';
import { isOnOnlyNode } from './only-node';
import { capacityOf, isDecidedOnCluster, planIndex, planOf } from './plan-index';
import { provenAdvice } from './proven-advice';
import { quotaOf } from './quota-index';
import { RuleContext, RuleContextOptions } from './rule-context';

const web = (cpu: number, more: object = noSurge(1), name = 'web') => workload('Deployment', name, { cpu }, more);
const NODES = new Cluster({ pools: [pool('a', 1)] });
const contextOf = (objects: object[], options: RuleContextOptions = { cluster: NODES }) =>
  new RuleContext(load(...objects), options);
const first = ({ model }: RuleContext) => model.workloads[0];

describe('the plan of a context', () => {
  test('has a verdict for each workload, by its manifest', () => {
    const context = contextOf([web(1), web(9, noSurge(1), 'large')]);
    const { plan, byManifest } = planIndex(context);
    expect(context.model.workloads.map((each) => planOf(each, context)?.verdict)).toEqual(['proven', 'impossible']);
    expect([byManifest.size, planOf(first(context), context) === plan.workloads[0]]).toEqual([2, true]);
    expect(planIndex(context)).toBe(planIndex(context));
  });

  test('is the one that is given, and else that of a change or a restart', () => {
    const model = load(web(1));
    const plan = planRestart(model, NODES);
    expect(planIndex(new RuleContext(model, { cluster: NODES, plan })).plan).toBe(plan);
    const from = { model: load(web(1)), name: 'before', prune: true };
    const same = contextOf([web(1)], { cluster: NODES, from });
    expect(planIndex(same).plan.workloads.map(({ verdict }) => verdict)).toEqual(['proven']);
  });

  test('names the first workload that is crowded out, where each fits alone', () => {
    const crowded = planIndex(contextOf([web(5), web(5, noSurge(1), 'other')]));
    expect(crowded.firstCrowdedOut?.name).toBe(crowded.plan.workloads.find(({ fits }) =>
      fits.witness[0] === crowded.plan.steadyState.witness[0])?.name);
    expect(crowded.firstCrowdedOut).toBeDefined();
    expect(planIndex(contextOf([web(1), web(1, noSurge(1), 'other')])).firstCrowdedOut).toBeUndefined();
    expect(planIndex(contextOf([web(5), web(5, noSurge(1), 'b'), web(99, noSurge(1), 'c')])).firstCrowdedOut)
      .toBeUndefined();
  });
});

test('the nodes and pods of a context are known where its nodes are', () => {
  const context = contextOf([web(1)]);
  expect(capacityOf(context)?.nodes).toHaveLength(1);
  expect(capacityOf(context)).toBe(capacityOf(context));
  expect(capacityOf(contextOf([web(1)], {}))).toBeUndefined();
});

test('an update is decided where nodes are known and the answer is not open', () => {
  const decided = (objects: object[], options?: RuleContextOptions) => {
    const context = contextOf(objects, options);
    return isDecidedOnCluster(first(context), context);
  };
  expect([decided([web(1)]), decided([web(9)]), decided([web(1)], {})]).toEqual([true, true, false]);
  const box = { apiVersion: 'example.com/v1', kind: 'Box', metadata: { name: 'b' } };
  expect([decided([web(1, surge(1)), box]), decided([web(1, surge(1))])]).toEqual([false, true]);
});

describe('whether exactly one node takes the pods', () => {
  const only = (nodes: object, pod: object = {}, kind = 'Deployment', cluster?: Cluster) => {
    const context = contextOf([workload(kind, 'web', { cpu: 1 }, {}, pod)],
      { cluster: cluster ?? listed(nodes as Parameters<typeof listed>[0]) });
    return isOnOnlyNode(first(context), context);
  };
  test('is so of one node, or of one that they select', () => {
    expect([only({ n1: {} }), only({ n1: {}, n2: {} })]).toEqual([true, false]);
    const pinned = { nodeSelector: { tier: 'gpu' } };
    expect([only({ n1: { tier: 'gpu' }, n2: {} }, pinned), only({ n1: { tier: 'gpu' }, n2: { tier: 'gpu' } }, pinned),
      only({ n1: {} }, pinned)]).toEqual([true, false, false]);
  });

  test('is so of the pods of a DaemonSet', () => {
    expect([only({ n1: {} }, {}, 'DaemonSet'), only({ n1: {}, n2: {} }, {}, 'DaemonSet')]).toEqual([true, false]);
    expect(only({ n1: { tier: 'gpu' }, n2: {} }, { nodeSelector: { tier: 'gpu' } }, 'DaemonSet')).toBe(true);
  });

  test('is not so where no nodes are known', () => {
    const context = contextOf([web(1)], {});
    expect(isOnOnlyNode(first(context), context)).toBe(false);
  });
});

describe('advice that is proven', () => {
  const advice = (cluster: Cluster | undefined, spec: object = surge(1), cpu = 5) => {
    const context = contextOf([web(cpu, spec)], { cluster });
    return provenAdvice(first(context), context, 'update');
  };
  test('names up to three changes, each with what it comes to', () => {
    const text = advice(NODES)!;
    expect(text).toMatch(/^Write one of these, each proven: .+ \(.+\)(; or .+ \(.+\))*\.$/);
    expect(text.split('; or ').length).toBeLessThanOrEqual(3);
  });

  test('is none where nothing is known to help, nothing is to be mended, or no nodes are known', () => {
    expect([advice(undefined), advice(NODES, surge(1), 1)]).toEqual([undefined, undefined]);
  });

  test('is proven of the update that brings it in, too: pods that ask for less come beside those that do not', () => {
    const limit = { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'q' }, spec: { hard: { pods: '12' } } };
    const context = contextOf([web(1.9, surge(12)), limit], { cluster: new Cluster({ pools: [pool('a', 3)] }) });
    const text = provenAdvice(first(context), context, 'update');
    expect(text).toContain('pods 13 in place of 12 in ResourceQuota q');
    expect(text).not.toContain('CPU request');
  });

  test('is for an update, or for a drain', () => {
    const context = contextOf([web(5, { replicas: 1 })]);
    expect([provenAdvice(first(context), context, 'drain') === provenAdvice(first(context), context, 'update')])
      .toEqual([false]);
  });
});

describe('what quotas allow a workload', () => {
  const quota = (hard: object) =>
    ({ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'q' }, spec: { hard } });
  const of = (objects: object[], options: RuleContextOptions = {}) => {
    const context = contextOf(objects, options);
    return quotaOf(first(context), context);
  };
  test('is told where one stands in its namespace, and it has pods', () => {
    expect(of([web(1), quota({ pods: 5 })])).toBeDefined();
    expect([of([web(1)]), of([web(1, { replicas: 0 }), quota({ pods: 5 })])]).toEqual([undefined, undefined]);
  });

  test('is not told of a DaemonSet whose nodes nobody named', () => {
    const daemon = workload('DaemonSet', 'd', { cpu: 1 });
    expect(of([daemon, quota({ pods: 5 })])).toBeUndefined();
    expect(of([daemon, quota({ pods: 5 })], { cluster: NODES })).toBeDefined();
  });

  test('leaves beside a Job, whose pods come and go, what is there when they are not', () => {
    const job = workload('Job', 'j', { cpu: 1 }, { parallelism: 3 }, { restartPolicy: 'Never' });
    const update = (...objects: object[]) => of([web(1, surge(1)), ...objects, quota({ pods: 4 })])?.update.verdict;
    expect([update(), update(job), update(workload('Deployment', 'o', { cpu: 1 }, { replicas: 3 }))])
      .toEqual(['proven', 'possible', 'impossible']);
  });
});
