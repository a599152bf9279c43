import { cores, cpuNodes, elsewhere, large, named, scaler, small } from '../../../test/support/cpu-pods';
import { check } from '../check';
import {
  container,
  deployment,
  gpuNodes,
  gpus,
  Json,
  judge,
  modelOf,
  only,
  statefulSet,
} from '../../../test/support/rules';

const rolling = (maxSurge: number | string, maxUnavailable: number | string) => ({
  strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } },
});

describe('update-cannot-finish', () => {
  const nim = deployment({ containers: [container(gpus(1))] }, { replicas: 2 });
  test('fails when the default strategy needs a third GPU on two nodes, with a witness', () => {
    const violation = only(judge('update-cannot-finish', [nim], { cluster: gpuNodes(2) }));
    expect(violation).toMatchObject({
      pointer: '/spec/strategy',
      message: 'an update with maxSurge 1 and maxUnavailable 0 can never finish on this cluster',
    });
    expect(violation.witness!.join('\n')).toMatch(/nvidia\.com\/gpu/);
  });
  test('complies with a third GPU, or when a pod may go first', () => {
    expect(judge('update-cannot-finish', [nim], { cluster: gpuNodes(3) })).toBe('compliant');
    expect(
      judge(
        'update-cannot-finish',
        [deployment({ containers: [container(gpus(1))] }, { replicas: 2, ...rolling(0, 1) })],
        { cluster: gpuNodes(2) },
      ),
    ).toBe('compliant');
  });
  test('says nothing without nodes, when it is paused, or when it does not even fit', () => {
    expect(judge('update-cannot-finish', [nim])).toBe('not applicable');
    expect(judge('update-cannot-finish', [nim], { cluster: gpuNodes(1) })).toBe('not applicable');
    expect(
      judge('update-cannot-finish', [deployment({ containers: [container(gpus(1))] }, { replicas: 2, paused: true })], {
        cluster: gpuNodes(2),
      }),
    ).toBe('not applicable');
  });
  const id = 'update-cannot-finish';
  test('fails with the bounds of the strategy and what is missing', () => {
    expect(judge(id, [large], { cluster: cpuNodes(1) })).toEqual([{
      pointer: '/spec/strategy',
      message: 'an update with maxSurge 1 and maxUnavailable 0 can never finish on this cluster',
      witness: [
        'a new shop/Deployment/web pod needs 8 cpu and stays Pending',
        'pool cpu has 8 cpu on 1 node, held by shop/Deployment/web (old) (8)',
        'an old pod may not stop before a new one is ready (maxSurge 1, maxUnavailable 0)',
      ],
    }]);
  });
  test('warns where some placement lets it finish', () => {
    const [violation, ...others] = judge(id, [large, small], { cluster: cpuNodes(3) }) as Json[];
    expect([violation.pointer, violation.severity, others]).toEqual(['/spec/strategy', 'warning', []]);
    expect(violation.message).toBe(
      'an update with maxSurge 1 and maxUnavailable 0 may block on this cluster, depending on where pods stand',
    );
    expect(violation.witness[0]).toBe('it blocks when the pods stand like this:');
  });
  test('calls Recreate by its name', () => {
    const recreated = deployment(cores(8), { strategy: { type: 'Recreate' } });
    expect(
      judge(id, [recreated, named('small', cores(1)), scaler('small', 2)], { cluster: cpuNodes(2) }),
    ).toMatchObject([{
      pointer: '/spec/strategy',
      message: 'an update with Recreate may block on this cluster, depending on where pods stand',
      severity: 'warning',
    }]);
  });
  test('does not apply to updates that wait for a person, or that another scheduler decides', () => {
    expect(judge(id, [statefulSet({ updateStrategy: { type: 'OnDelete' } }, cores(1))], { cluster: cpuNodes(2) })).toBe(
      'not applicable',
    );
    expect(judge(id, [deployment({ ...cores(1), ...elsewhere })], { cluster: cpuNodes(2) })).toBe('not applicable');
  });
  test.each<[string, Json, Json]>([
    ['replicas', {}, { replicas: 'two' }], ['a negative number', {}, { replicas: -1 }],
    ['a strategy', {}, { strategy: { type: 'Rolling' } }], ['a surge', {}, rolling('many', 0)],
    ['a field of the pod', { tolerations: {} }, {}], ['both zero', {}, rolling(0, 0)],
  ])('what cannot be read or is refused is told once, by the rule of its own: %s', (_, pod, spec) => {
    const [broken, cluster] = [deployment({ ...cores(1), ...pod }, spec), cpuNodes(2)];
    const errors = check(modelOf([broken]), { cluster }).findings.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ rule }) => rule.id)).toHaveLength(1);
    expect(judge(id, [broken], { cluster })).toBe('not applicable');
  });
  test('a field that cannot be changed is told once', () => {
    const from = { model: modelOf([deployment(cores(1))]), name: 'old', prune: false };
    const changed = deployment(cores(1));
    changed.spec.selector.matchLabels.tier = 'web';
    changed.spec.template.metadata.labels.tier = 'web';
    const { findings } = check(modelOf([changed]), { cluster: cpuNodes(2), from });
    const errors = findings.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ rule }) => rule.id)).toEqual(['immutable-field']);
  });
});
