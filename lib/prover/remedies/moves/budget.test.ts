import { deployment, modelOf } from '../../../../test/support/html-report';
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
