import * as fc from 'fast-check';
import { planTransition } from '../transition';
import { Cluster } from '../../cluster';
import { load, pool } from '../../../test/support/rollout';
import { deployment } from '../../../test/support/html-report';
import { runs } from '../../../test/support/sample';
import { updateOrder } from './update-order';

const WRITTEN = [
  { type: 'Recreate' },
  { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
  { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
];

interface Served {
  readonly from: number;
  readonly to: number;
  readonly strategy: object;
  readonly failures: number;
}

/** A model server on so many GPUs, in its old or its new revision. */
function server(index: number, { from, to, failures }: Served, isNew: boolean, strategy: object): object {
  return deployment(`m${index}`, isNew ? to : from, { strategy }, {
    image: `model:${isNew ? 2 : 1}`,
    startupProbe: { tcpSocket: { port: 8080 }, periodSeconds: 10, failureThreshold: failures },
  });
}

function permutations(count: number): number[][] {
  const all = (rest: number[]): number[][] => rest.length === 0 ? [[]]
    : rest.flatMap((one) => all(rest.filter((other) => other !== one)).map((more) => [one, ...more]));
  return all([...Array(count).keys()]);
}

/** Updates that are not proven, and the longest downtime of the others. */
type Cost = readonly [number, number];

/** Every model in every order, each in every way, by itself: as a person with much time would try it. */
function leastOfAll(models: readonly Served[], cluster: Cluster): Cost {
  const state = (done: readonly number[], strategies = models.map(({ strategy }) => strategy)) => load(
    ...models.map((model, index) => server(index, model, done.includes(index), strategies[index])),
  );
  const known = new Map<string, Cost>();
  const step = (done: readonly number[], next: number): Cost => {
    // What runs, and so what comes of a step, is the same in whichever order it came about.
    const key = `${[...done].sort()} ${next}`;
    const cost = known.get(key) ?? bestWay(done, next);
    known.set(key, cost);
    return cost;
  };
  const bestWay = (done: readonly number[], next: number): Cost => {
    const ways = WRITTEN.map((way): Cost => {
      const strategies = models.map(({ strategy }, index) => (index === next ? way : strategy));
      const before = { model: state(done), name: 'before', prune: false };
      const { workloads } = planTransition(state([...done, next], strategies), before, cluster);
      const { alone: { verdict }, downtimeSeconds: { most } } = workloads[next];
      return verdict === 'proven' ? [0, most!] : [1, 0];
    });
    return ways.reduce((one, two) => (compare(two, one) < 0 ? two : one));
  };
  const costs = permutations(models.length).map((order) => order.map((next, index) => step(order.slice(0, index), next))
    .reduce(([open, seconds], [more, longer]): Cost => [open + more, seconds + longer], [0, 0]));
  return costs.reduce((one, two) => (compare(two, one) < 0 ? two : one));
}

function compare([openOfOne, one]: Cost, [openOfTwo, two]: Cost): number {
  return openOfOne - openOfTwo || one - two;
}

test('no other order of changed models has less downtime with the spare GPUs that there are', () => {
  const served = fc.record({
    from: fc.integer({ min: 1, max: 3 }), to: fc.integer({ min: 1, max: 3 }), strategy: fc.constantFrom(...WRITTEN),
    failures: fc.integer({ min: 1, max: 9 }),
  });
  const releases = fc.record({
    models: fc.array(served, { minLength: 2, maxLength: 4 }), spare: fc.integer({ min: 0, max: 2 }),
  });
  fc.assert(fc.property(releases, ({ models, spare }) => {
    const gpus = models.reduce((sum, { from }) => sum + from, 0) + spare;
    const cluster = new Cluster({ pools: [pool('gpu', 1, { extendedResources: { 'nvidia.com/gpu': String(gpus) } })] });
    const written = (isNew: boolean) =>
      load(...models.map((model, index) => server(index, model, isNew, model.strategy)));
    const from = { model: written(false), name: 'before', prune: false };
    const model = written(true);
    const { steps, isBest, downtimeSeconds } =
      updateOrder({ model, cluster, from, plan: planTransition(model, from, cluster) });
    const open = steps.filter(({ isProven }) => !isProven).length;
    expect([isBest, open, downtimeSeconds.most]).toEqual([true, ...leastOfAll(models, cluster)]);
  }), { numRuns: runs(10) });
});
