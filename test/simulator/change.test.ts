import { Cluster } from '../../lib/cluster';
import { planTransition } from '../../lib/prover/transition';
import { deployment, modelOf, numbers, placesOf, poolOf, simulatedVerdict } from './cases';
import { ChangingWorkload, Shape, simulateChange, startsOf } from './change-simulator';
import { SimNode } from './simulator';
import { sample } from '../support/sample';

interface Case {
  nodes: SimNode[];
  workloads: ChangingWorkload[];
}

const tally = { workloads: 0, unknown: 0, changed: 0 };

/** `start`: where the pods stand when the change begins, if that is known. */
function planOf({ nodes, workloads }: Case, start?: { w: number; node: number }[]) {
  const pools = nodes.map((node, index) => poolOf(`n${index}`, 1, node));
  const objects = (which: 'before' | 'after') =>
    workloads.flatMap((each, index) => {
      const shape = each[which];
      const { surge, unavailable, recreate } = each;
      const revision = which === 'after' && !each.sameTemplate ? 2 : 1;
      return shape ? [deployment({ ...shape, surge, unavailable, recreate }, `w${index}`, revision)] : [];
    });
  const cluster = new Cluster({ pools });
  const model = modelOf(objects('before'));
  const places = start && placesOf(model, cluster, start);
  return planTransition(modelOf(objects('after')), { model, name: 'before', prune: true, places }, cluster);
}

/** Compares what is said where it is known how the pods stand with every order of every step from there. */
function compareFrom(cases: Case[], next: (below: number) => number): { wrong: string[]; decided: number } {
  let decided = 0;
  const wrong = cases.flatMap((one) => {
    const { nodes, workloads } = one;
    const starts = startsOf(nodes, workloads);
    const start = next(Math.max(1, starts.length));
    const plans = starts.length === 0 ? [] : planOf(one, starts[start]).workloads;
    return plans.flatMap(({ name, alone, together }) => {
      const w = Number(name.slice(1));
      const others = workloads.map((each, index) =>
        (index === w || each.before ? each : { ...each, after: undefined }));
      const truth = [
        simulateChange(nodes, others, [w], start), simulateChange(nodes, workloads, [...workloads.keys()], start),
      ].map(({ each }) => simulatedVerdict({ ...each[w], starts: 1, states: 0, each: [] }));
      const said = [alone.verdict, together.verdict];
      decided += said.filter((verdict, index) => verdict === truth[index]).length;
      // Possible is what holds from some starts and not from others.
      return said.every((verdict, index) => ['unknown', 'possible', truth[index]].includes(verdict))
        ? []
        : [`${JSON.stringify([one, starts[start]])} ${name}: ${truth.join(' ')}, judged ${said.join(' ')}`];
    });
  });
  return { wrong, decided };
}

/** Compares what is said of each change, alone and together, with every order of every step. */
function compare(cases: Case[]): string[] {
  return cases.flatMap((one) => {
    const { nodes, workloads } = one;
    const plans = new Map(planOf(one).workloads.map((plan) => [plan.name, plan]));
    const all = workloads.map((_, w) => w);
    const together = simulateChange(nodes, workloads, all);
    return all.flatMap((w) => {
      const plan = plans.get(`w${w}`);
      if (!plan || together.starts === 0) {
        return [];
      }
      const alone = simulateChange(
        nodes,
        workloads.map((each, index) => (index === w || each.before ? each : { ...each, after: undefined })),
        [w],
      );
      const said = [plan.alone.verdict, plan.together.verdict];
      const truth = [alone, together].map((result) =>
        simulatedVerdict({ ...result.each[w], starts: result.starts, states: 0, each: [] }),
      );
      tally.workloads++;
      tally.unknown += said.filter((verdict) => verdict === 'unknown').length;
      tally.changed += Number(truth[0] !== truth[1]);
      return said.every((verdict, index) => verdict === 'unknown' || verdict === truth[index])
        ? []
        : [`${JSON.stringify(one)} w${w}: simulated ${truth.join(' ')}, judged ${said.join(' ')}`];
    });
  });
}

const BOUNDS: [number, number][] = [
  [1, 0],
  [0, 1],
  [1, 1],
  [2, 0],
];

function release(next: (below: number) => number, count: number, largest: number): Case {
  const nodes = Array.from({ length: 1 + next(2) }, (): SimNode => ({ cpu: 2 + next(4), gpu: 1 + next(4) }));
  const shape = (): Shape => ({
    replicas: 1 + next(largest),
    cpu: next(3),
    gpu: next(3),
    only: next(4) === 0 ? nodes.flatMap((_, node) => (next(2) === 0 ? [node] : [])) : undefined,
  });
  return {
    nodes,
    workloads: Array.from({ length: count }, (): ChangingWorkload => {
      const [surge, unavailable] = BOUNDS[next(BOUNDS.length)];
      const rest = { surge, unavailable, recreate: next(3) === 0 };
      const [before, after] = [shape(), shape()];
      switch (next(8)) {
        case 0:
          return { ...rest, after };
        case 1:
          return { ...rest, before };
        case 2:
          return { ...rest, before, after: { ...before, replicas: next(largest + 1) }, sameTemplate: true };
        case 3:
          return { ...rest, before, after: before };
        default:
          return { ...rest, before, after };
      }
    }),
  };
}

afterAll(() => console.log(JSON.stringify(tally)));

test('one workload that changes its number, its shape or both', () => {
  const next = numbers(31);
  expect(compare(Array.from({ length: sample(1500) }, () => release(next, 1, 3))).slice(0, 5)).toEqual([]);
});

test('two workloads that change at once', () => {
  const next = numbers(37);
  expect(compare(Array.from({ length: sample(1000) }, () => release(next, 2, 2))).slice(0, 5)).toEqual([]);
});

test('three workloads of one pod that change at once', () => {
  const next = numbers(41);
  expect(compare(Array.from({ length: sample(600) }, () => release(next, 3, 1))).slice(0, 5)).toEqual([]);
  expect(tally.unknown / tally.workloads).toBeLessThan(0.05);
});

test('some that finish alone hang together, and the other way round', () =>
  expect(tally.changed).toBeGreaterThan(sample(100)));

test('changes that begin where the pods are known to stand', () => {
  const next = numbers(43);
  const cases = Array.from({ length: sample(2000) }, () => release(next, 1 + next(2), 2));
  const { wrong, decided } = compareFrom(cases, next);
  expect(wrong.slice(0, 5)).toEqual([]);
  expect(decided).toBeGreaterThan(cases.length);
});
