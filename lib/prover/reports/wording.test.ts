import { Connection } from '../connections';
import { Order } from '../remedies';
import { WorkloadPlan } from '../updates';
import { orderTotalText, stepText } from './order-text';
import {
  availableText, connectionText, deadlineText, downtimeOf, downtimePhrase, downtimeText, drainText, durationText,
  outcomeText, replicasText, spareCell, spareText, strategyText,
} from './wording';
import { gpu, planFirst, pool, surge, workload } from '../../../test/support/rollout';

const claim = {
  apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'cache' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
};
const mount = { volumes: [{ name: 'cache', persistentVolumeClaim: { claimName: 'cache' } }] };
const recreate = { replicas: 1, strategy: { type: 'Recreate' } };

test('a GPU that is missing is named with the nodes that bring it', () => {
  expect(spareText(planFirst([pool('gpu', 1)], workload('Deployment', 'nim', gpu, recreate)))).toBe(
    'an update without downtime needs 1 nvidia.com/gpu more (1 more node in pool gpu)',
  );
});

test('a claim that two nodes cannot attach is named beside it', () => {
  expect(spareText(planFirst([pool('gpu', 1)], workload('Deployment', 'nim', gpu, recreate, mount), claim))).toBe(
    'an update without downtime needs 1 nvidia.com/gpu more (1 more node in pool gpu) and a ReadWriteMany claim in place of cache',
  );
});

test('with the room but not the claim, the claim alone is named', () => {
  expect(spareText(planFirst([pool('gpu', 2)], workload('Deployment', 'nim', gpu, recreate, mount), claim))).toBe(
    'an update without downtime needs a ReadWriteMany claim in place of cache',
  );
});

test('where pods are missing but others serve, it is about the missing ones; a StatefulSet makes none ahead', () => {
  const away = { replicas: 2, strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } } };
  expect(spareText(planFirst([pool('gpu', 2)], workload('Deployment', 'nim', gpu, away)))).toBe(
    'an update in which no pod is missing needs 1 nvidia.com/gpu more (1 more node in pool gpu)',
  );
  const set = planFirst([pool('gpu', 2)], workload('StatefulSet', 'nim', gpu, { replicas: 2, serviceName: 'nim' }));
  expect([spareText(set), spareCell(set)]).toEqual([undefined, 'none would help: its pods are replaced in place']);
});

test('with both, nothing is needed', () => {
  expect(spareText(planFirst([pool('gpu', 2)], workload('Deployment', 'nim', gpu, surge(1))))).toBe(
    'an update without downtime has the room it needs',
  );
});

test('CPU is counted in cores', () => {
  expect(spareText(planFirst([pool('cpu', 1)], workload('Deployment', 'web', { cpu: '5' }, recreate)))).toBe(
    'an update without downtime needs 5 cpu more (1 more node in pool cpu)',
  );
});

test('a duration is given in its two largest units', () => {
  expect([0, 45, 60, 1285, 3600, 7500, 7325].map(durationText)).toEqual([
    '0 s', '45 s', '1 min', '21 min 25 s', '1 h', '2 h 5 min', '2 h 2 min',
  ]);
});

test('a bound of the downtime that is not known differs from one that is', () => {
  const ranges = [{ least: 0, most: 0 }, { least: 0 }, { least: 5 }, { least: 0, most: 9 }, { least: 5, most: 90 }];
  expect(ranges.map(downtimeText)).toEqual([
    'none',
    'unbounded, as nothing bounds the start',
    'at least 5 s, as nothing bounds the start',
    'up to 9 s',
    '5 s to 1 min 30 s',
  ]);
  expect(ranges.map(downtimePhrase).slice(0, 4)).toEqual([
    'no downtime',
    'downtime unbounded, as nothing bounds the start',
    'downtime at least 5 s, as nothing bounds the start',
    'downtime up to 9 s',
  ]);
});

test('the downtime of an update that hangs is that while it does', () => {
  const of = (verdict: WorkloadPlan['verdict'], most: number, availabilityFloor: number, more: object = {}) =>
    downtimeOf({
      verdict, downtimeSeconds: { least: 0, most }, availabilityFloor, replicas: 2, ...more,
    } as WorkloadPlan);
  expect([of('impossible', 0, 1), of('possible', 0, 2), of('impossible', 9, 0), of('possible', 9, 0)]).toEqual([
    'none: at least 1 pod serves while it hangs', 'none: at least 2 pods serve where it waits for ever',
    'may have no end, as it never finishes', 'up to 9 s; may have no end where it waits for ever',
  ]);
  expect([of('proven', 0, 1), of('unknown', 9, 0), of('impossible', 0, 0), of('impossible', 9, 0, { replicas: 0 }),
    of('impossible', 9, 1, { change: { kind: 'unchanged' } })])
    .toEqual(['none', 'up to 9 s', 'none', 'up to 9 s', 'up to 9 s']);
});

describe('a plan in few words', () => {
  const plan = (more: object = {}): WorkloadPlan => ({
    strategy: 'RollingUpdate', maxSurge: 1, maxUnavailable: 0, replicas: 3, verdict: 'proven',
    downtimeSeconds: { least: 0, most: 0 }, drain: { verdict: 'proven', evictionBlockedBy: [] }, ...more,
  }) as unknown as WorkloadPlan;

  test.each([
    ['RollingUpdate', 'RollingUpdate, maxSurge 1, maxUnavailable 0'], ['none', 'pods are not replaced'],
    ['Recreate', 'Recreate'], ['OnDelete', 'OnDelete'],
  ])('a strategy of %s is "%s"', (strategy, text) => expect(strategyText(plan({ strategy }))).toBe(text));

  test.each([
    ['proven', {}, 'finishes, no downtime'], ['proven', { strategy: 'none' }, 'fits'],
    ['impossible', {}, 'never finishes'], ['possible', {}, 'may wait for ever'], ['unknown', {}, 'not decided'],
  ])('an update that is %s %j is "%s"', (verdict, more, text) =>
    expect(outcomeText(plan({ verdict, ...more }))).toBe(text));

  test('a drain says whether a budget refuses it, and whether there is room', () => {
    expect(drainText(plan())).toBe('room elsewhere proven');
    expect(drainText(plan({ drain: { verdict: 'unknown', evictionBlockedBy: ['a'] } })))
      .toBe('refused by a disruption budget; room elsewhere unknown');
  });

  test('a deadline is told where something bounds the start', () => {
    expect(deadlineText(plan({ neededProgressDeadlineSeconds: 611 }))).toBe('at least 611 s, plus image pull');
    expect([undefined, 0].map((neededProgressDeadlineSeconds) =>
      deadlineText(plan({ neededProgressDeadlineSeconds })))).toEqual([undefined, undefined]);
  });

  test('what an update without downtime needs is a cell of a table too', () => {
    const spare = { resource: 'cpu', units: 500, pool: 'a', nodes: 2 };
    expect(spareText(plan())).toBeUndefined();
    expect(spareCell(plan())).toBe('not known');
    expect(spareCell(plan({ spareNeeded: { ...spare, units: 0 } }))).toBe('none: the room is there');
    const change = { kind: 'updated', replicas: { from: 1, to: 1 }, requests: [] };
    expect([spareCell, spareText].map((say) => say(plan({ spareNeeded: { ...spare, units: 0 }, change }))))
      .toEqual(['of a later update: none: the room is there', 'a later update without downtime has the room it needs']);
    expect(spareCell(plan({ spareNeeded: { ...spare, claimToShare: 'c' } })))
      .toBe('0.5 cpu more (2 more nodes in pool a) and a ReadWriteMany claim in place of c');
  });

  test('replicas are a range where an autoscaler decides', () => {
    expect([replicasText(plan()), replicasText(plan({ leastReplicas: 2 }))]).toEqual(['3', '2–3']);
  });

  test('what stays available is of an update, or of the change from what runs', () => {
    const change = { kind: 'updated', replicas: { from: 3, to: 3 }, requests: [] };
    expect([
      { availabilityFloor: 2 }, { availabilityFloor: 0, change }, { availabilityFloor: 1, leastReplicas: 2, change },
      { availabilityFloor: 0, strategy: 'none' },
    ].map((more) => availableText(plan(more)))).toEqual([
      '3 replicas, at least 2 available during an update', '3 replicas, none sure to be available during the change',
      '2–3 replicas, at least 1 available during the change', '3 replicas',
    ]);
  });

  test('a call has its ports, and what blocks it', () => {
    const call = { from: { name: 'web' }, to: { name: 'api' }, ports: ['80', '81'], blockedBy: 'a policy' };
    const text = (more: object = {}): string => connectionText({ ...call, ...more } as unknown as Connection);
    expect(text()).toBe('web calls api on port 80, 81, blocked by a policy');
    expect(text({ blockedBy: undefined, ports: [] })).toBe('web calls api');
  });

  test('an order has what each step costs, and whether another could cost less', () => {
    const step = { verdict: 'proven', downtimeSeconds: { least: 0, most: 0 } } as Order['steps'][number];
    expect([stepText(step), stepText({ ...step, verdict: 'possible' })]).toEqual(['proven, no downtime', 'possible']);
    const total = (isBest: boolean) =>
      orderTotalText({ steps: [], downtimeSeconds: { least: 0, most: 60 }, isBest } as unknown as Order);
    expect(total(true)).toBe('in all downtime up to 1 min (no order has less)');
    expect(total(false))
      .toBe('in all downtime up to 1 min (the best step at each place; not every order was tried)');
    const open = [step, { ...step, verdict: 'impossible' }];
    expect(orderTotalText({ steps: open, downtimeSeconds: { least: 0, most: 60 }, isBest: true } as unknown as Order))
      .toBe('1 of 2 updates not proven one after the other (no order leaves fewer); the others in all downtime up to 1 min');
  });
});
