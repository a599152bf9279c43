import { load, pool, surge, workload } from '../../../test/support/rollout';
import { Cluster } from '../../cluster';
import { plan } from '../plan';
import { planRestart } from '../transition';
import { restartProver } from './restart-prover';

const cluster = (nodes: number, cpu = '4') => new Cluster({ pools: [pool('a', nodes, { cpu })] });
const web = (cpu: string, spec: object = surge(1), pod: object = {}) => workload('Deployment', 'web', {}, spec, {
  containers: [{ name: 'main', image: 'main:1', resources: { requests: { cpu } } }], ...pod,
});
const found = (object: object, nodes: Cluster) =>
  [...plan(load(object), { cluster: nodes }).remedies.byWorkload.values()]
    .flatMap(({ remedies }) => remedies).filter(({ cures }) => cures === 'update').map(({ id }) => id);

test('fewer CPUs are a remedy where a new pod fits beside an old one, which still asks for more', () => {
  // Two of 1900m fit on 4 cpu, and one of 1900m beside one of 2500m does not.
  expect(found(web('2500m'), cluster(1))).not.toContain('cpu-75');
  expect(found(web('2500m'), cluster(1))).toContain('cpu-50');
  expect(found(web('2100m'), cluster(1))).toContain('cpu-75');
});

test('anti-affinity of one revision is no remedy: the old pods, which have it as it was, keep the new ones off', () => {
  const term = { labelSelector: { matchLabels: { app: 'web' } }, topologyKey: 'kubernetes.io/hostname' };
  const affinity = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } };
  const ids = found(web('1', surge(2), { affinity }), cluster(2));
  expect(ids).toContain('recreate');
  expect(ids.filter((id) => id.includes('per-revision'))).toEqual([]);
});

describe('asked about a changed input', () => {
  const written = load(web('2500m'));
  const asked = (object: object, options = {}) =>
    restartProver(written)(load(object), cluster(1), options).workloads[0];

  test('says what a later restart comes to where no pod is made anew', () => {
    expect(asked(web('2500m', { replicas: 1, strategy: { type: 'Recreate' } })).verdict).toBe('proven');
  });

  test('says of other pods how they come beside the old ones, and of drains what they come to', () => {
    const { verdict, alone, together, drain } = asked(web('1900m'));
    expect([verdict, alone.verdict, together.verdict].filter((each) => each === 'proven')).toEqual([]);
    expect(drain).toEqual(planRestart(load(web('1900m')), cluster(1)).workloads[0].drain);
    expect(asked(web('1500m')).verdict).toBe('proven');
  });

  test('says nothing of how they come where only drains are asked for', () => {
    expect(asked(web('1900m'), { drainsOnly: () => true }))
      .toEqual(planRestart(load(web('1900m')), cluster(1), { drainsOnly: () => true }).workloads[0]);
  });
});
