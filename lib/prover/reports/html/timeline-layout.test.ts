import fc from 'fast-check';
import { layoutTimeline } from './timeline-layout';
import { describeTimeline } from './timeline-svg';
import { Timeline } from '../../updates';
import { gpu, noSurge, planFirst, pool, surge, workload } from '../../../../test/support/rollout';
import { runs } from '../../../../test/support/sample';

const NAME = 'Deployment/nim';

function gpuPool(nodes: number, gpus: number) {
  return pool('gpu', nodes, { extendedResources: { 'nvidia.com/gpu': String(gpus) } });
}

const recreate = (replicas: number) => ({ replicas, strategy: { type: 'Recreate' } });

/** The timelines the prover makes for one workload beside another. */
const TIMELINES = fc
  .record({
    nodes: fc.integer({ min: 1, max: 10 }), gpus: fc.integer({ min: 1, max: 4 }),
    replicas: fc.integer({ min: 1, max: 5 }), others: fc.integer({ min: 0, max: 5 }),
    strategy: fc.constantFrom(surge, noSurge, recreate),
  })
  .map(({ nodes, gpus, replicas, others, strategy }) => {
    const other = workload('Deployment', 'other', gpu, { replicas: others });
    return planFirst([gpuPool(nodes, gpus)], workload('Deployment', 'nim', gpu, strategy(replicas)), other).timeline;
  });

describe('the layout of a timeline', () => {
  test('gives each pod of each step a place of its own within its node', () => {
    let drawn = 0;
    fc.assert(
      fc.property(TIMELINES, (timeline) => {
        if (!timeline) {
          return;
        }
        drawn++;
        const { rows, bars } = layoutTimeline(timeline, NAME);
        timeline.steps.forEach(({ pods }, step) => {
          const now = bars.filter(({ from, to }) => from <= step && step < to);
          rows.forEach(({ node, units }, row) => {
            const here = now.filter((bar) => bar.row === row).sort((one, two) => one.top - two.top);
            here.forEach(({ top, height }, index) => {
              expect(top).toBeGreaterThanOrEqual(index === 0 ? 0 : here[index - 1].top + here[index - 1].height - 1e-9);
              expect(top + height).toBeLessThanOrEqual(1 + 1e-9);
            });
            const held = pods.filter((pod) => pod.node === node).reduce((sum, pod) => sum + pod.units, 0);
            expect(here.reduce((sum, { height }) => sum + height, 0) * units).toBeCloseTo(held);
          });
          expect(now.filter(({ row }) => row === undefined)).toHaveLength(
            pods.filter(({ phase }) => phase === 'Pending').length,
          );
        });
      }),
      { numRuns: runs(300) },
    );
    expect(drawn).toBeGreaterThan(runs(100));
  });

  test('counts at every step the pods that serve', () => {
    fc.assert(fc.property(TIMELINES, (timeline) => {
      const { serving } = timeline ? layoutTimeline(timeline, NAME) : { serving: [] };
      (timeline?.steps ?? []).forEach(({ pods }, step) =>
        expect(serving.find(({ from, to }) => from <= step && step < to)!.pods)
          .toBe(pods.filter(({ workload: name, phase }) => name === NAME && phase === 'Running').length));
    }));
  });

  test('shows the gap of a Recreate, and the pod that waits when a surge blocks', () => {
    const paused = planFirst([gpuPool(1, 1)], workload('Deployment', 'nim', gpu, recreate(1))).timeline!;
    expect(layoutTimeline(paused, NAME).serving.map(({ pods }) => pods)).toEqual([1, 0, 1]);
    const blocked = planFirst([gpuPool(1, 1)], workload('Deployment', 'nim', gpu, surge(1))).timeline!;
    expect(layoutTimeline(blocked, NAME).bars).toMatchObject([
      { row: 0, state: 'old', from: 0, to: 2 }, { row: undefined, state: 'pending', from: 1, to: 2 },
    ]);
    expect(describeTimeline(blocked, { workload: NAME } as never)).toContain(
      'new pod Pending. This step is never left.',
    );
  });

  test('leaves out nodes on which nothing changes beyond the first eight rows, and says how many', () => {
    const timeline = planFirst([gpuPool(20, 1)], workload('Deployment', 'nim', gpu, recreate(1))).timeline!;
    expect(layoutTimeline(timeline, NAME)).toMatchObject({ rows: { length: 8 }, hiddenNodes: 12 });
  });

  test('counts the pods of another workload on a node, the largest first', () => {
    const pod = (name: string, units: number) => ({
      workload: name, revision: 'old' as const, phase: 'Running' as const, node: 'n', pool: 'p', units,
    });
    const steps = [{ title: 'before', pods: [pod('a', 1), pod('b', 2), pod('b', 2), pod('b', 2)] }];
    const { bars } = layoutTimeline(
      { resource: 'cpu', nodes: [{ node: 'n', pool: 'p', units: 10 }], steps, blocked: false }, NAME);
    expect(bars).toEqual([
      { row: 0, top: 0, height: 0.6, from: 0, to: 1, state: 'other', names: ['b ×3'] },
      { row: 0, top: expect.closeTo(0.6), height: 0.1, from: 0, to: 1, state: 'other', names: ['a'] },
    ]);
  });

  test('puts many other workloads of a node into one bar', () => {
    const pods = Array.from({ length: 9 }, (_, index) => ({
      workload: `Deployment/${index}`, revision: 'old' as const, phase: 'Running' as const, node: 'n', pool: 'p',
      units: 100,
    }));
    const nodes = [{ node: 'n', pool: 'p', units: 1000 }];
    const timeline: Timeline = { resource: 'cpu', nodes, steps: [{ title: 'before', pods }], blocked: false };
    const { bars } = layoutTimeline(timeline, NAME);
    expect(bars.map(({ names }) => names.length)).toEqual([1, 1, 1, 6]);
    expect(bars.at(-1)!.height).toBeCloseTo(0.6);
  });
});
