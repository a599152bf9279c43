import { Cluster } from '../../cluster';
import { load, pool, workload } from '../../../test/support/rollout';
import { planTransition } from '.';

// Each verdict but unknown is that of a real control plane.
const set = (cpu: number, spec: object) => workload('StatefulSet', 'a', { cpu }, { serviceName: 'a', ...spec });
const missing = (maxUnavailable: number) => ({ updateStrategy: { rollingUpdate: { maxUnavailable } } });
const parallel = { podManagementPolicy: 'Parallel' };

function change(from: object, to: object, cpu = '4'): string {
  const cluster = new Cluster({ pools: [pool('cpu', 1, { cpu })] });
  const [{ verdict }] =
    planTransition(load(to), { model: load(from), name: 'before', prune: false }, cluster).workloads;
  return verdict;
}

describe('a StatefulSet that makes its pods in order', () => {
  test('replaces none before further ones run, however many may be missing', () => {
    const [old, grown] = [{ replicas: 2 }, { replicas: 3, ...missing(2) }];
    expect(change(set(2, old), set(1, grown))).toBe('impossible');
    expect(change(set(2, old), set(1, grown), '5')).toBe('proven');
    expect(change(set(2, { ...old, ...parallel }), set(1, { ...grown, ...parallel }))).toBe('proven');
  });

  test('replaces none where those before never all ran', () => {
    expect(change(set(3, { replicas: 2 }), set(1, { replicas: 2 }))).toBe('impossible');
    expect(change(set(3, { replicas: 2, ...parallel }), set(1, { replicas: 2, ...parallel }))).toBe('proven');
  });

  test('gives up those that are no longer wanted, and is not kept by one of them', () =>
    expect(change(set(3, { replicas: 2 }), set(1, { replicas: 1 }))).toBe('proven'));

  test('is not said to presume that all of them run', () => {
    const cluster = new Cluster({ pools: [pool('cpu', 1, { cpu: '4' })] });
    const model = load(set(3, { replicas: 2 }));
    const [{ witness }] = planTransition(
      load(set(1, { replicas: 2 })), { model, name: 'before', prune: false }, cluster,
    ).workloads;
    expect(witness).toEqual([expect.stringContaining('replaces none while one waits')]);
  });
});

describe('a StatefulSet whose ordinals begin elsewhere', () => {
  const from = (start: number, replicas = 2) => set(2, { replicas, ordinals: { start } });

  test('holds more pods than it has before or after, which is not decided', () =>
    expect([change(from(0), from(1)), change(from(3), from(0), '8')]).toEqual(['unknown', 'unknown']));

  test('grows where it keeps all that run, and gives up where it makes none', () => {
    expect([change(from(1), from(0, 3)), change(from(1), from(0, 3), '6')]).toEqual(['impossible', 'proven']);
    expect(change(from(0), from(1, 1))).toBe('proven');
  });
});
