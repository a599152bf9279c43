import { numbers, planOf, simulatedVerdict } from './cases';
import { SimNode, Simulator, SimWorkload } from './simulator';
import { sample } from '../support/sample';

/** `daemon`: a DaemonSet on every node. */
interface Case { nodes: SimNode[]; workloads: SimWorkload[]; daemon?: { cpu: number } }

const BOUNDS: [number | string, number | string][] = [
  [1, 0], [0, 1], [1, 1], ['25%', '25%'], ['50%', 0], ['100%', 0], [0, '100%'],
];
const tally = { workloads: 0, daemons: 0, unknown: 0, states: 0, changed: 0 };

/** Compares what is said of each workload, alone and together, with every order of every step of all of them. */
function compare(cases: Case[]): string[] {
  return cases.flatMap(({ nodes, workloads, daemon }) => {
    const all = planOf(nodes, workloads, daemon).workloads;
    const plans = all.slice(0, workloads.length);
    const result = new Simulator(nodes, [...workloads, ...daemon ? podsOf(daemon, nodes) : []]).run();
    tally.states += result.states;
    const agents = result.each.slice(workloads.length);
    const agent = all[workloads.length]?.together.verdict;
    tally.daemons += Number(agent === 'proven' && result.starts > 0);
    if (result.starts > 0 && agent === 'proven' && agents.some(({ blocks }) => blocks)) {
      return [`${JSON.stringify({ nodes, workloads, daemon })}: some pod of the DaemonSet waits for ever, judged proven`];
    }
    return plans.flatMap(({ together, alone }, index) => {
      const expected = simulatedVerdict({ ...result, ...result.each[index] });
      tally.workloads++;
      tally.changed += Number(alone.verdict !== together.verdict);
      tally.unknown += Number(together.verdict === 'unknown');
      const agrees = expected === 'no start' || together.verdict === expected || together.verdict === 'unknown';
      return agrees
        ? []
        : [
            `${JSON.stringify({ nodes, workloads, daemon })} w${index}: simulated ${expected}, judged ${together.verdict} (alone ${alone.verdict})`,
          ];
    });
  });
}

/** A DaemonSet is a pod of its own for each node; that it waits for another of them makes no difference to others. */
function podsOf({ cpu }: { cpu: number }, nodes: SimNode[]): SimWorkload[] {
  return nodes.map((_, node) => ({ replicas: 1, cpu, gpu: 0, surge: 0, unavailable: 1, rolls: true, only: [node] }));
}

const insideTwo = (workload: SimWorkload): SimWorkload =>
  ({ ...workload, only: workload.only?.filter((node) => node < 2) });

function release(next: (below: number) => number, workloads: number, largest: number): Case {
  const alike = next(2) === 0;
  const some = (): SimNode => ({ cpu: 2 + next(4), gpu: 1 + next(2) });
  const first = some();
  const nodes = Array.from({ length: 1 + next(3) }, () => alike ? first : some());
  return {
    nodes,
    workloads: Array.from({ length: workloads }, (): SimWorkload => {
      const [surge, unavailable] = BOUNDS[next(BOUNDS.length)];
      return {
        replicas: 1 + next(largest),
        surge,
        unavailable,
        cpu: next(4),
        gpu: next(2),
        rolls: true,
        recreate: next(4) === 0,
        only: next(4) === 0 ? nodes.flatMap((_, node) => (next(2) === 0 ? [node] : [])) : undefined,
        apart: next(6) === 0 ? 'all' : undefined,
      };
    }),
  };
}

afterAll(() => console.log(JSON.stringify(tally)));

test('two workloads that are updated at once', () => {
  const next = numbers(23);
  expect(compare(Array.from({ length: sample(2000) }, () => release(next, 2, 2))).slice(0, 5)).toEqual([]);
  expect(tally.unknown / tally.workloads).toBeLessThan(0.02);
});

test('three workloads of one pod each that are updated at once', () => {
  const next = numbers(29);
  expect(compare(Array.from({ length: sample(1000) }, () => release(next, 3, 1))).slice(0, 5)).toEqual([]);
});

test('two workloads beside a DaemonSet that is updated at once', () => {
  const next = numbers(37);
  const cases = Array.from({ length: sample(300) }, () => {
    const { nodes, workloads } = release(next, 2, 1);
    return { nodes: nodes.slice(0, 2), workloads: workloads.map(insideTwo), daemon: { cpu: 1 + next(2) } };
  });
  const unknown = tally.unknown;
  expect(compare(cases).slice(0, 5)).toEqual([]);
  tally.unknown = unknown;
});

test('workloads some of which hold a claim that one node mounts at a time', () => {
  const next = numbers(31);
  const cases = Array.from({ length: sample(1500) }, () => release(next, 2, 2))
    .map(({ nodes, workloads }): Case => ({
      nodes, workloads: workloads.map((each) => ({ ...each, claim: next(2) === 0 ? 'RWO' : undefined })),
    }));
  const unknown = tally.unknown;
  expect(compare(cases).slice(0, 5)).toEqual([]);
  // Where a new pod waits for the volume is not tried in every order.
  tally.unknown = unknown;
});

test('some of those that are proven alone hang together, and some that are impossible alone finish', () => {
  expect(tally.changed).toBeGreaterThan(sample(20));
});
