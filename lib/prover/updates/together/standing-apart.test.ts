import { noSurge, planFirst, pool, surge, workload } from '../../../../test/support/rollout';

const cpuPool = (nodes: number, cpu: string) => pool('cpu', nodes, { cpu, extendedResources: {} });
const beside = (name: string) => ({
  affinity: {
    podAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: name } } },
      ],
    },
  },
});
const web = workload('Deployment', 'web', { cpu: 1 }, surge(1));
const other = workload('Deployment', 'other', { cpu: 1 }, surge(1));
const planOf = (nodes: number, cpu: string, spec: object, ...others: object[]) =>
  planFirst([cpuPool(nodes, cpu)], workload('Deployment', 'agent', { cpu: 3 }, spec, beside('web')), web, ...others);

describe('pods stand apart from those that their affinity names, once these were replaced elsewhere ' +
  '(requiredDuringSchedulingIgnoredDuringExecution)', () => {
  test.each([['Recreate', { replicas: 1, strategy: { type: 'Recreate' } }], ['no surge', noSurge(1)]])(
    '%s: the room that a pod leaves is none for its successor, which has to go where they are now', (_, spec) => {
      expect(planOf(2, '4', spec, other).alone).toMatchObject({ verdict: 'possible' });
    });

  test('it finishes where they have room for it wherever they go', () => {
    expect(planOf(2, '8', noSurge(1), other).alone).toMatchObject({ verdict: 'proven' });
  });

  test('pods that keep to each other are not parted by an update of theirs', () => {
    const pair = workload('Deployment', 'pair', { cpu: 1 }, noSurge(2), beside('pair'));
    expect(planFirst([cpuPool(2, '2')], pair).alone).toMatchObject({ verdict: 'proven' });
  });
});
