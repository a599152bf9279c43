import { deployment, modelOf } from '../../../../test/support/html-report';
import { contextOf, ids, specAfter } from '../../../../test/support/moves';
import { workload } from '../../../../test/support/rollout';
import { budgetMoves } from './budget';
import { budget, claim, titles, withClaim } from '../../../../test/support/remedies';

describe('remedies of a drain', () => {
  const drains = (spec: object, replicas: number, nodes = 'cpu=3xm6i.large') =>
    titles(modelOf(deployment('nim', 0, { replicas }), budget('nim', spec)), nodes, 'drain');

  test('are those replicas that help, and none where the budget allows nobody to leave however many there are', () => {
    expect(drains({ minAvailable: 2 }, 2)).toEqual([
      'maxUnavailable 1 in PodDisruptionBudget/nim in place of minAvailable 2', '3 replicas in place of 2',
    ]);
    for (const spec of [{ maxUnavailable: 0 }, { minAvailable: '100%' }, { minAvailable: 5 }]) {
      expect(drains(spec, 2).filter((title) => title.includes('replicas'))).toEqual([]);
      expect(drains(spec, 2)[0]).toContain('maxUnavailable 1 in PodDisruptionBudget/nim');
    }
  });

  test('are no replicas where these have no room, or what the first one writes is not for a second', () => {
    expect(drains({ minAvailable: 2 }, 2, 'cpu=3xm6i.large').length).toBe(2);
    const database = withClaim({ image: 'postgres:17', path: '/var/lib/postgresql/data' });
    expect(
      titles(modelOf(database, claim('data'), budget('nim', { minAvailable: 1 })), 'cpu=3xm6i.large', 'drain').filter(
        (title) => title.includes('replicas'),
      ),
    ).toEqual([]);
  });

  test('keep one budget of several', () => {
    const two = modelOf(deployment('nim', 0, { replicas: 2 }), budget('nim', { maxUnavailable: 1 }), {
      ...budget('nim', { minAvailable: 1 }), metadata: { name: 'other' },
    });
    expect(titles(two, 'cpu=3xm6i.large', 'drain')).toEqual([
      'only PodDisruptionBudget/nim, without PodDisruptionBudget/other',
    ]);
  });
});

describe('a second replica of one', () => {
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'nim' }, spec: { selector: { app: 'nim' } } };
  const spec = (strategy?: object) => ({ replicas: 1, ...strategy && { strategy } });
  const surge = { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } };
  const noSurge = { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } };
  const isAdvised = (gpus: number, strategy?: object, ...more: object[]) =>
    ids(budgetMoves(contextOf([deployment('nim', gpus, spec(strategy)), budget('nim', { minAvailable: 1 }), ...more])))
      .includes('one-more-replica');

  test('is for what a Service sends requests to, and no scheduler, bot or operator', () => {
    expect([isAdvised(0, surge), isAdvised(0, surge, service)]).toEqual([false, true]);
    const elsewhere = { ...service, metadata: { name: 'nim', namespace: 'b' } };
    expect(isAdvised(0, surge, elsewhere, { ...service, spec: { selector: { app: 'other' } } })).toBe(false);
  });

  test('is for none that never has two, unless it asks for an accelerator', () => {
    const ways = [{ type: 'Recreate' }, noSurge];
    expect(ways.map((strategy) => [isAdvised(0, strategy, service), isAdvised(1, strategy, service)]))
      .toEqual([[false, true], [false, true]]);
  });
});

test('the strictest budget that lets somebody leave is kept: that of a quorum', () => {
  const two = [
    budget('nim', { maxUnavailable: 2 }), { ...budget('nim', { minAvailable: 2 }), metadata: { name: 'quorum' } },
    { ...budget('nim', { minAvailable: 3 }), metadata: { name: 'all' } },
  ];
  expect(titles(modelOf(deployment('nim', 0, { replicas: 3 }), ...two), 'cpu=4xm6i.large', 'drain')).toEqual([
    'only PodDisruptionBudget/quorum, without PodDisruptionBudget/nim, PodDisruptionBudget/all',
  ]);
});

describe('moves of a budget', () => {
  const web = (spec: object = { replicas: 2 }, kind = 'Deployment') => workload(kind, 'nim', { cpu: 1 }, spec);
  const scaler = { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'h' }, spec: {
    minReplicas: 2, maxReplicas: 2, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'nim' } } };
  const moves = (...objects: object[]) => budgetMoves(contextOf(objects));

  test('are none where it lets somebody leave, or there is none', () => {
    expect([moves(web()), moves(web(), budget('nim', { minAvailable: 1 })), moves(web(),
      budget('other', { minAvailable: 2 }))])
      .toEqual([[], [], []]);
  });

  test('write what they say', () => {
    const [leave, more] = moves(web(), budget('nim', { minAvailable: 2 }));
    expect([specAfter(leave), specAfter(more).replicas]).toEqual([
      { selector: { matchLabels: { app: 'nim' } }, maxUnavailable: 1 }, 3]);
    expect([leave, more]).toMatchObject([
      { id: 'one-may-leave', dimension: 'budget', prop: 'disruptionBudget: DisruptionBudget.maxUnavailable(1)' },
      { id: 'one-more-replica', dimension: 'replicas', prop: 'replicas: 3', title: '3 replicas in place of 2' }]);
    expect(moves(web(), budget('nim',
      { maxUnavailable: 0 }))[0].title).toBe('maxUnavailable 1 in PodDisruptionBudget/nim');
  });

  test('give replicas to no other kind, and none that something else scales', () => {
    const kept = budget('nim', { minAvailable: 2 });
    expect([ids(moves(web(), kept)), ids(moves(web({ replicas: 2 }, 'StatefulSet'), kept)), ids(moves(web(),
      kept, scaler))])
      .toEqual([['one-may-leave', 'one-more-replica'], ['one-may-leave'], ['one-may-leave']]);
  });

  const named = (name: string, spec: object) => ({ ...budget('nim', spec), metadata: { name } });
  test('keep of several the one that lets somebody leave, and take the others away', () => {
    const [one] = moves(web(), named('strict', { minAvailable: 2 }), named('loose', { maxUnavailable: 1 }),
      named('odd', { maxUnavailable: 0 }));
    expect([one.id, one.title, one.change.removed.map(({ id }) => id)]).toEqual(['one-budget',
      'only PodDisruptionBudget/loose, without PodDisruptionBudget/strict, PodDisruptionBudget/odd',
      ['PodDisruptionBudget/strict', 'PodDisruptionBudget/odd']]);
  });

  test('write something on the one that they keep, which the disruption controller may not have counted', () => {
    const objects = [web(), named('strict', { minAvailable: 2 }), named('loose', { maxUnavailable: 1 })];
    const [{ change, notes }] = moves(...objects);
    expect(change.patches.map(({ manifest, operations }) => [manifest.id, operations])).toEqual([
      ['PodDisruptionBudget/loose', [
        { op: 'add', path: '/metadata/annotations', value: { 'cdk8s-nim/counted-alone': 'true' } },
      ]],
    ]);
    expect(notes).toEqual([expect.stringContaining('has PodDisruptionBudget/loose counted anew')]);
  });

  test('are none of several where none lets anybody leave, or one is for others too', () => {
    expect(moves(web(), named('a', { minAvailable: 2 }), named('b', { maxUnavailable: 0 }))).toEqual([]);
    const wide = { ...named('wide', { minAvailable: 3 }), spec: { minAvailable: 3, selector: {} } };
    expect(moves(web(), workload('Deployment', 'other', {}), named('a', { maxUnavailable: 1 }), wide)).toEqual([]);
    expect(moves(web(), named('a', { maxUnavailable: 1 }), wide)).toHaveLength(1);
  });
});

describe('a budget over pods of a DaemonSet, which nobody can count,', () => {
  const team = (name: string, kind = 'Deployment') => {
    const object = workload(kind, name, {}) as any;
    object.spec.template.metadata.labels.team = 'ml';
    return object;
  };
  const over = { ...budget('ml', {}), spec: { selector: { matchLabels: { team: 'ml' } }, maxUnavailable: 1 } };
  const moves = (...objects: object[]) => budgetMoves(contextOf([...objects, over]));

  test('is left with the pods of the one workload that is evicted', () => {
    const [move, ...others] = moves(team('web'), team('agent', 'DaemonSet'));
    expect([move.id, move.title, others]).toEqual([
      'without-daemons',
      'PodDisruptionBudget/ml without the pods of DaemonSet/agent, which a drain leaves alone: the selector of Deployment/web',
      [],
    ]);
    expect(specAfter(move)).toEqual({ selector: { matchLabels: { app: 'web' } }, maxUnavailable: 1 });
  });

  test('stays as it is where others are evicted too, or the selector of the workload is of no use', () => {
    expect(moves(team('web'), team('agent', 'DaemonSet'), team('api'))).toEqual([]);
    const wide = team('web');
    wide.spec.selector = { matchLabels: { team: 'ml' } };
    expect([moves(wide, team('agent', 'DaemonSet')), moves(team('agent', 'DaemonSet'))]).toEqual([[], []]);
  });
});
