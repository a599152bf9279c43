import { Capacity, SlotBounds } from '../../lib/prover/placement';
import { CountedEnds } from '../../lib/prover/updates/together/counted-ends';
import { releaseAround } from '../../lib/prover/updates/needs/movers';
import { clusterOf, manifestsOf, modelOf, numbers, simulatedVerdict } from './cases';
import { SimNode, Simulator, SimWorkload } from './simulator';
import { sample } from '../support/sample';

interface Case { nodes: SimNode[]; workloads: SimWorkload[] }

const BOUNDS: [number, number][] = [[1, 0], [0, 1], [1, 1], [2, 0], [2, 1], [0, 2]];
const tally = { workloads: 0, settled: 0, proven: 0, impossible: 0, both: 0, walked: 0 };

/** Compares what all placements at rest say with every order of every step. */
function compare(cases: Case[]): string[] {
  return cases.flatMap(({ nodes, workloads }) => {
    const capacity = new Capacity(modelOf(manifestsOf(workloads)), clusterOf(nodes, workloads));
    const ends = new CountedEnds(capacity, new SlotBounds(capacity));
    const result = new Simulator(nodes, workloads).run();
    return workloads.flatMap((_, index) => {
      const task = capacity.tasks[index];
      const said = ends.verdict(releaseAround(capacity, task), task);
      const truth = simulatedVerdict({ ...result, ...result.each[index] });
      tally.workloads++;
      tally.settled += Number(truth === 'proven' || truth === 'impossible');
      tally.proven += Number(said === 'proven' && truth === 'proven');
      tally.impossible += Number(said === 'impossible' && truth === 'impossible');
      const walked = [false, true].filter((isFor) => ends.shown(releaseAround(capacity, task), task, isFor, []));
      const isWalked = walked.every((isFor) => result.each[index][isFor ? 'finishes' : 'blocks']);
      tally.both += Number(truth === 'possible');
      tally.walked += Number(truth === 'possible' && walked.length === 2);
      if (truth !== 'no start' && !isWalked) {
        return [`${JSON.stringify({ nodes, workloads })} w${index}: simulated ${truth}, walked ${walked.join()}`];
      }
      return said === undefined || truth === 'no start' || said === truth
        ? [] : [`${JSON.stringify({ nodes, workloads })} w${index}: simulated ${truth}, counted ${said}`];
    });
  });
}

function release(next: (below: number) => number, count: number, largest: number): Case {
  const nodes = Array.from({ length: 1 + next(3) }, (): SimNode => ({ cpu: 2 + next(4), gpu: 1 + next(2) }));
  return {
    nodes,
    workloads: Array.from({ length: count }, (_, index): SimWorkload => {
      const [surge, unavailable] = BOUNDS[next(BOUNDS.length)];
      return {
        surge, unavailable, cpu: next(4), gpu: next(2), rolls: true, recreate: next(5) === 0,
        replicas: 1 + next(largest),
        only: next(4) === 0 ? nodes.flatMap((__, node) => (next(2) === 0 ? [node] : [])) : undefined,
        apart: next(5) === 0 ? (next(2) === 0 ? 'all' : 'revision') : undefined,
        repels: index > 0 && next(4) === 0 ? [0] : undefined,
        claim: next(4) === 0 ? (next(2) === 0 ? 'RWO' : 'RWOP') : undefined,
      };
    }),
  };
}

afterAll(() => console.log(JSON.stringify(tally)));

test('two workloads with claims, repulsions and pods that keep apart', () => {
  const next = numbers(41);
  expect(compare(Array.from({ length: sample(1200) }, () => release(next, 2, 2))).slice(0, 5)).toEqual([]);
});

test('three workloads of one pod each', () => {
  const next = numbers(43);
  expect(compare(Array.from({ length: sample(400) }, () => release(next, 3, 1))).slice(0, 5)).toEqual([]);
});

test('most updates are decided', () => {
  expect((tally.proven + tally.impossible) / tally.settled).toBeGreaterThan(0.5);
  expect(tally.walked / tally.both).toBeGreaterThan(0.5);
});
