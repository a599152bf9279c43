import fc from 'fast-check';
import { Cluster } from '../../cluster';
import { runs } from '../../../test/support/sample';
import { load, noSurge, pool, workload } from '../../../test/support/rollout';
import { planRollout } from './plan-rollout';

interface Asked {
  readonly cpu: number;
  readonly replicas: number;
  /** Whether the pods keep apart, are spread, or may use only one pool. */
  readonly isApart: boolean;
  readonly isSpread: boolean;
  readonly pool?: string;
}

const asked: fc.Arbitrary<Asked> = fc.record({
  cpu: fc.constantFrom(2, 3), replicas: fc.integer({ min: 1, max: 3 }), isApart: fc.boolean(), isSpread: fc.boolean(),
  pool: fc.option(fc.constantFrom('a', 'b'), { nil: undefined }),
}, { requiredKeys: ['cpu', 'replicas', 'isApart', 'isSpread'] });

function deployment({ cpu, replicas, isApart, isSpread, pool: only }: Asked, index: number): object {
  const name = `w${index}`;
  const term = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: name } } };
  return workload('Deployment', name, { cpu }, noSurge(replicas), {
    ...isApart ? { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } } } : {},
    ...isSpread ? { topologySpreadConstraints: [{ ...term, maxSkew: 1, whenUnsatisfiable: 'DoNotSchedule' }] } : {},
    ...only === undefined ? {} : { nodeSelector: { pool: only } },
  });
}

test('what is counted once for workloads alike is what is counted for each of them', () => {
  const fleets = fc.record({
    workloads: fc.array(asked, { minLength: 2, maxLength: 5, size: 'max' }), nodes: fc.tuple(fc.nat(2), fc.nat(2)),
  });
  fc.assert(fc.property(fleets, ({ workloads, nodes: [a, b] }) => {
    const model = load(...workloads.map(deployment));
    const cluster = new Cluster({ pools: [pool('a', a + 1), pool('b', b + 1)] });
    const whole = planRollout(model, cluster).workloads;
    model.workloads.forEach(({ manifest }, index) => {
      const { fits, drain } = planRollout(model, cluster, { only: (each) => each.manifest === manifest })
        .workloads[index];
      expect([whole[index].fits, whole[index].drain]).toEqual([fits, drain]);
    });
  }), { numRuns: runs(100) });
});
