import fc from 'fast-check';
import { Cluster } from '../../cluster';
import { planRollout } from '.';
import { load, pool, workload } from '../../../test/support/rollout';
import { runs } from '../../../test/support/sample';

const odd = fc.oneof(fc.constantFrom(-1, 0, 1, 1e9, '1E', '-5', 'NaN', '', null, [], {}, true, '9999999999999999Ki'),
  fc.json({ maxDepth: 2 }).map((text) => JSON.parse(text)));

test('any value in any field of a workload yields a plan', () => {
  const fields = fc.record(
    {
      replicas: odd,
      paused: odd,
      minReadySeconds: odd,
      strategy: fc.oneof(
        odd,
        fc.record({ type: odd, rollingUpdate: fc.record({ maxSurge: odd, maxUnavailable: odd }) }),
      ),
    },
    { requiredKeys: [] },
  );
  const pod = fc.record(
    {
      nodeSelector: odd, tolerations: odd, nodeName: odd, affinity: odd, topologySpreadConstraints: odd, volumes: odd,
      initContainers: odd, overhead: odd,
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(
      fc.constantFrom('Deployment', 'StatefulSet', 'DaemonSet'),
      odd,
      odd,
      fields,
      pod,
      (kind, cpu, gpu, spec, podSpec) => {
        const model = load(
          workload(kind, 'odd', { cpu, 'nvidia.com/gpu': gpu }, spec, podSpec),
          workload('Deployment', 'even', { cpu: 1 }),
        );
        const { workloads } = planRollout(model, new Cluster({ pools: [pool('gpu', 2)] }));
        expect(workloads).toHaveLength(2);
        expect(() => JSON.stringify(workloads)).not.toThrow();
      },
    ),
    { numRuns: runs(500) },
  );
});

test('a billion replicas are judged at once', () => {
  const model = load(
    workload('Deployment', 'web', { cpu: '1m' }, { replicas: 2_000_000_000 }),
    workload('Deployment', 'idle', {}, { replicas: 2_000_000_000 }),
  );
  expect(planRollout(model, new Cluster({ pools: [pool('cpu', 3)] })).steadyState.verdict).toBe('impossible');
});
