import { Judgement, planRollout } from '../updates';
import { cores, cpuNodes, elsewhere, large, named, scaler, small } from '../../../test/support/cpu-pods';
import { container, deployment, gpuNodes, gpus, judge, modelOf, only } from '../../../test/support/rules';

describe('pods-do-not-fit-cluster', () => {
  const id = 'pods-do-not-fit-cluster';
  const warning = 'whether its pods find room depends on where other pods stand';
  test('names the pods that are too many, and what the pools have', () => {
    const three = judge(id, [deployment({ containers: [container(gpus(1))] }, { replicas: 3 })], {
      cluster: gpuNodes(2),
    });
    expect(three).toEqual([{
      pointer: '/spec/replicas',
      message: 'its 3 pods do not fit beside the other workloads',
      witness: [
        'workloads that may use the same nodes ask for 3 nvidia.com/gpu in total',
        'pool gpu has 2 nvidia.com/gpu on 2 nodes',
      ],
    }]);
  });
  test('says once of two that do not fit together, each of which would', () => {
    const [one, two] = [large, named('other', cores(8), { replicas: undefined })];
    expect(only(judge(id, [one, two], { cluster: cpuNodes(1) }))).toMatchObject({
      pointer: '/spec/replicas',
      message: 'the pods of all workloads together do not fit the cluster',
      witness: [
        expect.stringContaining('though each of them fits by itself'),
        'workloads that may use the same nodes ask for 16 cpu in total', 'pool cpu has 8 cpu on 1 node',
      ],
    });
  });
  test('says once that workloads at their largest do not fit together, at the first that lacks room', () => {
    const grows = (name: string) => [named(name, { containers: [container(gpus(1))] }), scaler(name, 2)];
    expect(judge(id, [named('free', {}), ...grows('a'), ...grows('b')], { cluster: gpuNodes(3) })).toEqual([{
      pointer: '/spec/replicas',
      message: 'the pods of all workloads together do not fit the cluster',
      witness: [
        'workloads that may use the same nodes ask for 4 nvidia.com/gpu in total',
        'pool gpu has 3 nvidia.com/gpu on 3 nodes',
      ],
    }]);
  });
  test('warns where the room depends on where others stand', () => {
    expect(judge(id, [large, small], { cluster: cpuNodes(2) })).toEqual([{
      pointer: '/spec/replicas',
      message: warning,
      witness: ['shop/Deployment/web fits, unless other pods are placed where it needs the room'],
      severity: 'warning',
    }]);
  });
  test('only warns still, when no node admits yet another workload', () => {
    expect(
      judge(id, [large, small, named('lost', { nodeSelector: { disk: 'ssd' } })], { cluster: cpuNodes(2) }),
    ).toMatchObject([{ pointer: '/spec/replicas', message: warning, severity: 'warning' }]);
  });
  test('lets the first workload stand for all that has room by itself and names the same reason', () => {
    const objects = ['undecided', 'tight', 'a', 'b'].map((name) => named(name, {}));
    const cluster = cpuNodes(1);
    const real = planRollout(modelOf(objects), cluster);
    const fits: Judgement[] = [
      { verdict: 'unknown', witness: ['too many', '9 pods'] },
      { verdict: 'possible', witness: ['unless others stand there'] },
      { verdict: 'possible', witness: ['too many', '9 pods'] },
      { verdict: 'possible', witness: ['too many', '9 pods'] },
    ];
    const planned = (verdict: Judgement['verdict']) => ({
      notLookedAt: [],
      uncounted: [],
      steadyState: { verdict, witness: ['too many', '9 pods'] },
      workloads: real.workloads.map((workload, index) => ({ ...workload, fits: fits[index] })),
    });
    const pointer = '/spec/replicas';
    expect(judge(id, objects, { cluster, plan: planned('impossible') })).toEqual([
      { pointer, message: 'the pods of all workloads together do not fit the cluster', witness: ['9 pods'] },
    ]);
    expect(judge(id, objects, { cluster, plan: planned('possible') })).toEqual(
      fits.slice(1).map(({ witness }) => ({ pointer, message: warning, witness, severity: 'warning' })),
    );
  });
  test('does not apply where another scheduler decides', () => {
    expect(judge(id, [deployment({ ...cores(8), ...elsewhere })], { cluster: cpuNodes(2) })).toBe('not applicable');
  });
  test('fails for three GPUs on two nodes', () => {
    const check = (count: number, replicas = 1) =>
      judge(id, [deployment({ containers: [container(gpus(count))] }, { replicas })], { cluster: gpuNodes(2) });
    expect(only(check(1, 3)).message).toBe('its 3 pods do not fit beside the other workloads');
    expect(check(1, 2)).toBe('compliant');
    expect(check(2)).toBe('not applicable');
  });
  test('fails when several workloads are too much together', () => {
    const nim = (name: string) => named(name, { containers: [container(gpus(1))] }, { replicas: 1 });
    const violations = judge(id, [nim('a'), nim('b'), nim('c')], { cluster: gpuNodes(2) });
    expect(violations).not.toBe('compliant');
    expect((violations as { severity?: string }[]).some(({ severity }) => severity === undefined)).toBe(true);
  });
});
