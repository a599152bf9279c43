import { Cluster } from '../../../cluster';
import { admit } from '../../admission';
import { Capacity } from '../../placement';
import { changesOf } from '../change/change';
import { Mover } from './mover';
import { QuotaOfChange } from './quota-of-change';
import { Release } from './release';
import { nodesOf } from '../../../../test/support/capacity';
import { liveNode, livePod, plansOnLive } from '../../../../test/support/live-plan';
import { load, noSurge, surge, workload } from '../../../../test/support/rollout';
import { claimOf } from '../../../../test/support/storage';

const quota = (hard: object, name = 'q') =>
  ({ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name }, spec: { hard } });
const app = (name: string, cpu: number, spec: object) => workload('Deployment', name, { cpu }, spec);
const recreate = (replicas: number) => ({ replicas, strategy: { type: 'Recreate' } });
const both = (replicas: number) => ({ replicas, strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } } });

function quotas(from: object[], to: object[], isSure?: (mover: Mover) => boolean) {
  const cluster = new Cluster({ pools: [nodesOf('cpu', 3, 99)] });
  const [written, asked] = [from, to].map((objects) => load(...objects));
  const [before, after] = [written, asked].map((model) => admit(model));
  const { model } = after;
  const changes = changesOf({ model: written, name: 'before', prune: false }, asked);
  const release = new Release(model, cluster, new Capacity(model, cluster), changes);
  return { release, changes, them: new QuotaOfChange(release, after, before, cluster, isSure) };
}
/** `alone together` of the workload `web`. */
function verdicts(from: object[], to: object[], isSure?: (mover: Mover) => boolean): string {
  const { release, them } = quotas(from, to, isSure);
  const { alone, together } = them.judge(release.movers.find(({ name }) => name === 'Deployment/web')!);
  return `${alone.verdict} ${together.verdict}`;
}
/** The same where `web` goes from pods of 1 cpu to pods of 2, beside others. */
const rolled = (spec: object, hard: object, others: object[] = [], othersAfter = others) =>
  verdicts([app('web', 1, spec), ...others, quota(hard)], [app('web', 2, spec), ...othersAfter, quota(hard)]);

describe('a quota of pods', () => {
  test.each<[string, object, number, number]>([
    // The most with which they never stand, and the least with which they always do.
    ['a surge stands beside all old pods', surge(2), 2, 3],
    ['where one may be missing, as many as are wanted are enough', noSurge(2), 1, 2],
    ['a surge that need not be waits until one has gone', both(2), 1, 2],
    ['where all leave first, as many as are wanted are enough', recreate(2), 1, 2],
  ])('%s', (_, spec, never, always) => {
    expect(rolled(spec, { pods: never })).toBe('impossible impossible');
    expect(rolled(spec, { pods: always })).toBe('proven proven');
  });

  test('does not say who was refused where what ran before exceeds it, unless it was lowered since', () => {
    const web = (cpu: number) => app('web', cpu, recreate(1));
    const other = app('other', 1, surge(2));
    const lowered = (from: object, to: object) => verdicts([web(1), other, from], [web(2), other, to]);
    expect(lowered(quota({ pods: 2 }), quota({ pods: 2 }))).toBe('unknown unknown');
    expect(lowered(quota({ pods: 3 }), quota({ pods: 2 }))).toBe('impossible impossible');
    const used = { ...quota({ pods: 2 }), status: { used: { pods: 3 } } };
    expect(lowered(used, quota({ pods: 2 }))).toBe('impossible impossible');
    // Nor does it matter where it is too small for the new pods alone.
    expect(lowered(quota({ pods: 0 }), quota({ pods: 0 }))).toBe('impossible impossible');
  });

  test('says what is needed at one time', () => {
    const { release, them } =
      quotas([app('web', 1, surge(2)), quota({ pods: 2 })], [app('web', 2, surge(2)), quota({ pods: 2 })]);
    expect(them.judge(release.movers[0]).alone.witness).toEqual([
      'ResourceQuota q allows 2 of pods: 3 are needed at one time',
      'the API server refuses a pod beyond the quota (exceeded quota), and the controller tries again for ever',
    ]);
  });

  test('counts further pods beside those that stay', () => {
    const scaled = (from: number, to: number, pods: number) =>
      verdicts([app('web', 1, surge(from)), quota({ pods })], [app('web', 1, surge(to)), quota({ pods })]);
    expect([scaled(1, 3, 2), scaled(1, 3, 3), scaled(3, 1, 1)])
      .toEqual(['impossible impossible', 'proven proven', 'proven proven']);
  });
});

describe('a quota of cores', () => {
  test('counts what old and new pods ask', () => {
    const cores = (spec: object, cpu: number) => rolled(spec, { 'requests.cpu': cpu });
    // By a surge two of 1 and one of 2 stand at one time, and later one of 1 and two of 2.
    expect([cores(surge(2), 3), cores(surge(2), 4), cores(surge(2), 5)])
      .toEqual(['impossible impossible', 'unknown unknown', 'proven proven']);
    expect([cores(recreate(2), 3), cores(recreate(2), 4)]).toEqual(['impossible impossible', 'proven proven']);
  });

  test('does not look at what nobody new asks', () => expect(rolled(surge(2), { 'requests.memory': '1Ki' }))
    .toBe('proven proven'));

  test('of several each one counts', () => {
    const two = [quota({ pods: 9 }), quota({ 'requests.cpu': 3 }, 'r')];
    expect(verdicts([app('web', 1, surge(2)), ...two], [app('web', 2, surge(2)), ...two]))
      .toBe('impossible impossible');
  });
});

describe('others of the namespace', () => {
  const other = (replicas: number, cpu = 1) => app('other', cpu, noSurge(replicas));

  test('that stay take their part', () => {
    expect(rolled(noSurge(1), { pods: 3 }, [other(2)])).toBe('proven proven');
    expect(rolled(noSurge(1), { pods: 2 }, [other(2)])).toBe('unknown unknown');
  });

  test('of another namespace take none', () => {
    const elsewhere = { ...other(9) as any, metadata: { name: 'other', namespace: 'shop' } };
    expect(rolled(noSurge(1), { pods: 1 }, [elsewhere])).toBe('proven proven');
  });

  test('that move too take as much as they may, or none for certain', () => {
    expect(rolled(noSurge(1), { pods: 3 }, [other(2)], [other(2, 2)])).toBe('proven proven');
    expect(rolled(noSurge(1), { pods: 2 }, [other(2)], [other(2, 2)])).toBe('unknown unknown');
    expect(rolled(surge(1), { pods: 3 }, [other(1)], [other(1, 2)])).toBe('proven proven');
  });

  test('that are new as well leave it to who comes first', () => {
    const came = (pods: number) =>
      verdicts([quota({ pods })], [app('web', 1, surge(2)), other(2), quota({ pods })]);
    expect([came(4), came(3), came(2), came(1)])
      .toEqual(['proven proven', 'proven possible', 'proven possible', 'impossible impossible']);
    const { release, them } = quotas([quota({ pods: 3 })], [app('web', 1, surge(2)), other(2), quota({ pods: 3 })]);
    expect(them.judge(release.movers[0]).together.witness).toEqual([
      'ResourceQuota q allows 3 of pods, less than all that is asked for takes: which pods are refused depends on who comes first',
    ]);
  });

  test('that have found room for certain hold no more than they want', () => {
    const cores = quota({ 'requests.cpu': 5 });
    const [from, to] = [1, 2].map((cpu) => [app('web', cpu, noSurge(1)), app('other', cpu, surge(1)), cores]);
    expect([verdicts(from, to), verdicts(from, to, () => true)]).toEqual(['proven proven', 'proven proven']);
  });
});

test('claims that are made for no pod take their part', () => {
  const counted = (max: number) => quota({ 'persistentvolumeclaims': max, 'requests.storage': '9Gi' });
  const roll = (max: number) => verdicts([app('web', 1, noSurge(1)), claimOf('a'), claimOf('b'), counted(max)],
    [app('web', 2, noSurge(1)), claimOf('a'), claimOf('b'), counted(max)]);
  expect([roll(1), roll(2)]).toEqual(['proven proven', 'proven proven']);
});

test('a quota that counts revisions is not decided', () => {
  for (const resource of ['count/replicasets.apps', 'count/controllerrevisions.apps']) {
    const hard = { [resource]: 9 };
    expect(rolled(noSurge(1), hard)).toBe('unknown unknown');
    const { release, them } =
      quotas([app('web', 1, noSurge(1)), quota(hard)], [app('web', 2, noSurge(1)), quota(hard)]);
    expect(them.judge(release.movers[0]).alone.witness)
      .toEqual([`ResourceQuota q counts ${resource}, which is not decided`]);
  }
});

test('movers are beside each other where a quota may count both', () => {
  const beside = (...objects: object[]) => {
    const { release, them } = quotas([app('web', 1, noSurge(1)), app('api', 1, noSurge(1)), ...objects],
      [app('web', 2, noSurge(1)), app('api', 2, noSurge(1)), ...objects]);
    return them.movesBeside(release.movers[0]).map(({ name }) => name);
  };
  expect([beside(), beside(quota({ pods: 9 }))]).toEqual([[], ['Deployment/web', 'Deployment/api']]);
});

describe('a DaemonSet', () => {
  const agent = (cpu: number, rolling?: object) =>
    workload('DaemonSet', 'agent', { cpu }, rolling ? { updateStrategy: { rollingUpdate: rolling } } : {});
  const SURGE = { maxSurge: 1, maxUnavailable: 0 };
  const judged = (from: object[], to: object[], hard: object) => {
    const { changes, them, release } = quotas([...from, quota(hard)], [...to, quota(hard)]);
    const { workload: own } = release.capacity.daemons[0];
    return them.judgeDaemon(own, [...changes.values()].find(({ after }) => after?.kind === 'DaemonSet')!).alone.verdict;
  };

  test('takes a pod of each node, and one more by a surge', () => {
    const pods = (hard: number, rolling?: object) => judged([agent(1, rolling)], [agent(2, rolling)], { pods: hard });
    expect([pods(2), pods(3)]).toEqual(['impossible', 'proven']);
    expect([pods(3, SURGE), pods(4, SURGE)]).toEqual(['impossible', 'proven']);
    expect([judged([], [agent(2, SURGE)], { pods: 3 }), judged([], [agent(2)], { pods: 2 })])
      .toEqual(['proven', 'impossible']);
  });

  test('takes what its old and new pods ask', () => {
    const cores = (hard: number, rolling?: object) =>
      judged([agent(1, rolling)], [agent(2, rolling)], { 'requests.cpu': hard });
    expect([cores(5), cores(6), cores(6, SURGE), cores(8, SURGE)])
      .toEqual(['impossible', 'proven', 'unknown', 'proven']);
  });

  test('takes its part from others, also where it is new and all move', () => {
    const [web, next] = [1, 2].map((cpu) => app('web', cpu, noSurge(1)));
    expect(verdicts([web, agent(1), quota({ pods: 4 })], [next, agent(1), quota({ pods: 4 })])).toBe('proven proven');
    expect(verdicts([web, agent(1), quota({ pods: 3 })], [next, agent(1), quota({ pods: 3 })]))
      .toBe('unknown unknown');
    expect(verdicts([web, agent(1), quota({ pods: 3 })], [next, agent(2), quota({ pods: 3 })])).toBe('unknown unknown');
    expect(verdicts([web, quota({ pods: 3 })], [next, agent(2), quota({ pods: 3 })])).toBe('proven unknown');
  });
});

test('a quota that was lowered refuses no pods that are there and wait for a node, but further ones', () => {
  const web = (replicas: number) => app('web', 1, noSurge(replicas));
  const waiting = (name: string) => {
    const { spec, ...pod } = livePod(name, 'Deployment/web', '');
    return { ...pod, spec: { ...spec, nodeName: undefined }, status: { phase: 'Pending' } };
  };
  const said = (replicas: number) => plansOnLive(
    [liveNode('n1'), web(replicas), waiting('web-1'), waiting('web-2'), quota({ pods: '1' })],
    web(replicas), quota({ pods: '1' }),
  ).change[0].verdict;
  expect([said(2), said(3)]).toEqual(['proven', 'impossible']);
});

test('pods that were made with another priority than their class has by now are counted as any others', () => {
  const priority = (value: number) =>
    ({ apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'high' }, value });
  const of = (tag: string) => {
    const object = app('web', 1, surge(1)) as { spec: { template: { metadata: object; spec: object } } };
    const { template } = object.spec;
    const metadata = { ...template.metadata, annotations: { tag } };
    const spec = { ...template.spec, priorityClassName: 'high' };
    return { ...object, spec: { ...object.spec, template: { metadata, spec } } };
  };
  const pod = livePod('web-1', 'Deployment/web', 'n1');
  const live = [liveNode('n1'), priority(10), of('1'), { ...pod, spec: { ...pod.spec, priority: 9 } }];
  const change = (pods: number) => {
    const most = quota({ pods: String(pods) });
    return plansOnLive([...live, most], priority(10), of('2'), most).change[0];
  };
  expect([change(1).verdict, change(2).verdict]).toEqual(['impossible', 'proven']);
});
