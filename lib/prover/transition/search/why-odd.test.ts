import { Workload } from '../../../manifests';
import { HOSTNAME, Task, ZONE } from '../../placement';
import { Mover } from '../release/mover';
import { whyOdd } from './why-odd';
import { capacityOf, cpuApp, nodesOf, NO_CLAIMS, spreadOver, taskOf } from '../../../../test/support/capacity';
import { changeOf, moverFor } from '../../../../test/support/movers';
import { load, surge, workload } from '../../../../test/support/rollout';

const [web] = load(workload('Deployment', 'web', { cpu: 1 }, surge(4))).workloads;

describe('moves are not tried one by one', () => {
  const capacity = capacityOf([nodesOf('cpu', 2, 4, { zones: ['a', 'b'] })], cpuApp('x', 1));
  const why = (own: Partial<Mover> & { old?: Task; fresh?: Task } = {}, shape: Partial<Task> = {}) => {
    const task = taskOf({ eligible: [true, true], ...shape });
    return whyOdd(capacity,
      moverFor({ old: task, fresh: task, change: changeOf({ before: web, after: web }), ...own }));
  };
  const tie = (...users: Task[]) => ({ claim: 'data', topologyKey: HOSTNAME, users });
  const claims = (own: Partial<typeof NO_CLAIMS>) => ({ claims: { ...NO_CLAIMS, ...own } });
  const attraction = { topologyKey: ZONE, targets: [], satisfied: [], self: true };

  test('is said of nothing that room alone decides', () => expect(why()).toBeUndefined());

  test.each<[string, Parameters<typeof why>, string]>([
    ['what is not modelled', [{}, { unmodelled: ['this', 'that'] }], 'this, that'],
    ['a shared device', [{}, { attractions: [{ ...attraction, claim: 'gpu' }] }],
      'a resource claim that several pods share'],
    ['affinity', [{}, { attractions: [attraction] }], 'required pod affinity'],
    ['anti-affinity of one revision', [{}, { apart: { topologyKey: HOSTNAME, perRevision: true } }],
      'anti-affinity of one revision'],
    ['spread of one revision', [{}, { spreads: [spreadOver([0, 1], { perRevision: true })] }],
      'topology spread of one revision'],
    ['an unknown claim', [{}, claims({ unknown: ['data'] })], 'a claim that is not in the input'],
    ['a volume of a zone', [{}, { ties: [{ ...tie(), topologyKey: ZONE }] }],
      'a volume that stays in its zone or on its node'],
    ['a volume of a node', [{}, { ties: [tie()], ...claims({ local: ['data'] }) }],
      'a volume that stays in its zone or on its node'],
    ['volumes of pods that stand', [{}, claims({ staysOnNode: true })],
      'volumes of its pods that stay in their zones or on their nodes'],
    ['an early volume', [{ from: 0 }, claims({ placedEarly: ['data'] })],
      'a volume that is made in some zone before its pod has a place'],
    ['a volume of others', [{}, { ties: [tie(taskOf({ index: 7 }))] }], 'a volume that several workloads mount'],
    ['several pods on one', [{ from: 2, to: 2 }, claims({ attachment: 'node' })], 'several pods on one volume'],
    ['an autoscaler before', [{ change: changeOf({ before: web, after: web, from: { least: 1, most: 2 } }) }],
      'an autoscaler may choose its size'],
    ['an autoscaler after', [{ change: changeOf({ before: web, after: web, to: { least: 1, most: 2 } }) }],
      'an autoscaler may choose its size'],
    ['an autoscaler meanwhile', [{ change: changeOf({ before: web, after: web, isAutoscaled: true }) }],
      'an autoscaler may choose its size'],
  ])('of %s', (_, asked, reason) => expect(why(...asked)).toBe(`Deployment/web: ${reason}`));

  test('of what does not matter they are', () => {
    const shared = taskOf({ eligible: [true, true] });
    shared.ties.push(tie(shared));
    expect(whyOdd(capacity, moverFor({ old: shared, fresh: shared, change: changeOf({ before: web, after: web }) })))
      .toBeUndefined();
    expect(why({}, { apart: { topologyKey: HOSTNAME, perRevision: false } })).toBeUndefined();
    expect(why({}, { spreads: [spreadOver([0, 1])] })).toBeUndefined();
    expect(why({}, claims({ attachment: 'node' }))).toBeUndefined();
    expect(why({ from: 2, to: 2 }, claims({ attachment: 'pod' }))).toBeUndefined();
    expect(why({ from: 1, to: 3 })).toBeUndefined();
    expect(why({ from: 0 }, claims({ staysOnNode: true }))).toBeUndefined();
    const [old, fresh] = [taskOf({ ...claims({ attachment: 'node' }), eligible: [true, true] }),
      taskOf({ index: 1, eligible: [true, true] })];
    expect([why({ old, fresh, from: 2, to: 1 }), why({ old, fresh, from: 1, to: 2 })])
      .toEqual(['Deployment/web: several pods on one volume', undefined]);
  });

  test('of controllers that do more than one thing at a time', () => {
    const set = load(workload('ReplicaSet', 'web', {}, { replicas: 2 })).workloads[0];
    const changed = (after: Workload) => changeOf({ before: after, after });
    expect(why({ change: changed(set), from: 1, to: 2, discipline: 'roll' }))
      .toContain('its number and its template change at once');
    expect(why({ change: changed(set), from: 1, to: 2, discipline: 'scale' })).toBeUndefined();
    expect(why({ change: changed(set), from: 0, to: 2, discipline: 'roll' })).toBeUndefined();
    expect(why({ change: changed({ ...web, waitsFor: 'somebody' }) })).toBe('Deployment/web: somebody');
    expect(why({ change: changed({ ...web, waitsFor: 'somebody' }), discipline: 'scale' })).toBeUndefined();
    expect(why({ change: changed({ ...web, companions: [web] }) })).toBe('Deployment/web: its pods come in groups');
    expect(why({ change: changed({ ...web, isGang: true }) })).toBe('Deployment/web: its pods come in groups');
    const many = { ...web, bounds: () => ({ maxSurge: 1, maxUnavailable: 0, recreate: false, requiredSurge: 2 }) };
    expect(why({ change: changed(many) })).toBe('Deployment/web: it makes several pods at once');
  });
});
