import { listed, verdictsOf } from '../../../../test/support/listed-nodes';
import { workload } from '../../../../test/support/rollout';

const RECREATE = { strategy: { type: 'Recreate' } };
const SURGE = { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } };
const scaled = (minReplicaCount: number, maxReplicaCount: number) => ({
  apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', metadata: { name: 'web' },
  spec: { scaleTargetRef: { name: 'web' }, minReplicaCount, maxReplicaCount, triggers: [] },
});
const judged = (cpu: number, strategy: object, ...[least, most]: [number, number]) => verdictsOf(
  listed({ n1: {}, n2: {} }),
  workload('Deployment', 'web', { cpu }, { replicas: undefined, ...strategy }), scaled(least, most),
)[0];

describe('what an autoscaler may choose beside the sizes at which all pods run', () => {
  test('more pods than ever run wait for ever, at which an update hangs', () => {
    const { verdict, witness } = judged(4, RECREATE, 1, 3);
    expect([verdict, witness[0]]).toEqual([
      'possible', 'its autoscaler may ask for 3 pods, which never all run: an update then waits for the rest for ever',
    ]);
    expect(judged(4, RECREATE, 1, 2).verdict).toBe('proven');
  });

  test('with no pod nothing waits for room', () => {
    const { verdict, witness } = judged(4, SURGE, 0, 2);
    expect(verdict).toBe('possible');
    expect(witness.join()).not.toContain('asks for no pod');
    expect(judged(3, { ...SURGE, replicas: 2 }, 2, 2).verdict).toBe('impossible');
    expect(judged(4, SURGE, 0, 1).verdict).toBe('proven');
  });

  test('one that is scaled to no pod finishes where it would hang with one', () => {
    const n1 = listed({ n1: {} });
    const of = (least: number, cpu: number) => verdictsOf(
      n1, workload('Deployment', 'web', { cpu }, { replicas: undefined, ...SURGE }), scaled(least, 1),
    )[0];
    expect([of(0, 4).verdict, of(0, 4).witness[0]])
      .toEqual(['possible', 'it finishes while its autoscaler asks for no pod']);
    expect(of(1, 4).verdict).toBe('impossible');
    // Pods that never run need another cure.
    expect(of(0, 5).verdict).toBe('impossible');
  });
});
