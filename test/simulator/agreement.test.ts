import { numbers, planOf, simulatedVerdict } from './cases';
import { SimNode, Simulator, SimWorkload } from './simulator';
import { runs, sample, sampleOf } from '../support/sample';

interface Case { nodes: SimNode[]; workloads: SimWorkload[] }

const BOUNDS: [number | string, number | string][] = [
  [1, 0],
  [0, 1],
  [1, 1],
  [2, 0],
  [0, 2],
  [2, 1],
  ['25%', '25%'],
  ['50%', 0],
  ['50%', '50%'],
  ['100%', 0],
  [0, '100%'],
  ['34%', '33%'],
  ['1%', '1%'],
];
const tally = { cases: 0, states: 0, verdicts: new Map<string, number>() };

/**
 * Compares the verdict on the first workload with the simulation; the others stand still at every place they may have.
 */
function compare(cases: Case[]): string[] {
  return cases.flatMap(({ nodes, workloads: all }) => {
    const actual = planOf(nodes, all).workloads[0].alone.verdict;
    // Pods that fit no node wait for ever, and are nobody's neighbours.
    const workloads = all.map((workload, index) =>
      index > 0 && !fitsSomeNode(nodes, workload) ? { ...workload, replicas: 0 } : workload,
    );
    const result = new Simulator(
      nodes,
      workloads.map((workload, index) => ({ ...workload, rolls: index === 0 })),
    ).run();
    const expected = simulatedVerdict(result);
    tally.cases++;
    tally.states += result.states;
    tally.verdicts.set(expected, (tally.verdicts.get(expected) ?? 0) + 1);
    const agrees =
      expected === 'no start' ? actual !== 'proven' || finishesInACrowd(nodes, workloads) : actual === expected;
    return agrees ? [] : [`${JSON.stringify({ nodes, workloads: all })}: simulated ${expected}, judged ${actual}`];
  });
}

function fitsSomeNode(nodes: SimNode[], { cpu, gpu, only }: SimWorkload): boolean {
  return nodes.some(
    (node, index) => cpu <= node.cpu && gpu <= node.gpu && (only === undefined || only.includes(index)),
  );
}

/** Not all pods fit: a proven workload must finish even while others wait and take every room they find. */
function finishesInACrowd(nodes: SimNode[], workloads: SimWorkload[]): boolean {
  const result = new Simulator(
    nodes,
    workloads.map((workload, index) => ({ ...workload, rolls: index === 0 })),
    true,
  ).run();
  tally.states += result.states;
  return result.starts > 0 && !result.blocks;
}

afterAll(() => {
  console.log(
    `${tally.cases} cases, ${tally.states} states: ${[...tally.verdicts].map(([verdict, count]) => `${count} ${verdict}`).join(', ')}`,
  );
});

/** Up to three nodes, every other time all alike. */
function someNodes(next: (below: number) => number, some: () => SimNode): SimNode[] {
  const first = some();
  const alike = next(2) === 0;
  return Array.from({ length: 1 + next(3) }, () => alike ? first : some());
}

const one = (
  replicas: number,
  [surge, unavailable]: [number | string, number | string],
  rest: Partial<SimWorkload> = {},
): SimWorkload => ({ replicas, surge, unavailable, cpu: 0, gpu: 1, rolls: true, ...rest });

test('equal pods on equal slots', () => {
  const cases = [1, 2, 3, 4].flatMap((replicas) =>
    BOUNDS.flatMap((bounds) =>
      [0, 1, 2].map((free) => ({
        nodes: Array.from({ length: replicas + free }, () => ({ cpu: 1, gpu: 1 })),
        workloads: [one(replicas, bounds)],
      })),
    ),
  );
  const packed = [1, 2, 3, 4].flatMap((replicas) => BOUNDS.flatMap((bounds) => [0, 1, 2].map((free) =>
    ({ nodes: [{ cpu: 1, gpu: replicas + free }], workloads: [one(replicas, bounds)] }))));
  const all = [...cases, ...packed];
  expect(compare(sampleOf(all, runs(all.length)))).toEqual([]);
});

test('Recreate finishes wherever the steady state fits', () => {
  const cases = [1, 2, 3].flatMap((replicas) =>
    [0, 1].map((free) => ({
      nodes: Array.from({ length: replicas + free }, () => ({ cpu: 1, gpu: 1 })),
      workloads: [one(replicas, [0, 0], { recreate: true })],
    })),
  );
  expect(compare(cases).slice(0, 5)).toEqual([]);
});

test('one workload of any size, with anti-affinity, claims and node affinity', () => {
  const next = numbers(7);
  const cases = Array.from({ length: sample(5000) }, (): Case => {
    const nodes = someNodes(next, () => ({ cpu: 1 + next(5), gpu: next(4) }));
    const apart = ([undefined, undefined, 'all', 'revision'] as const)[next(4)];
    const claim = ([undefined, undefined, 'RWO', 'RWOP'] as const)[next(4)];
    const only = next(3) === 0 ? nodes.flatMap((_, node) => next(2) === 0 ? [node] : []) : undefined;
    const bounds = BOUNDS[next(BOUNDS.length)];
    return {
      nodes,
      workloads: [
        one(1 + next(3), bounds, { cpu: next(3), gpu: next(2), apart, claim, only, recreate: next(6) === 0 }),
      ],
    };
  });
  expect(compare(cases).slice(0, 5)).toEqual([]);
});

test('a workload beside one or two others of other sizes, wherever they stand', () => {
  const next = numbers(11);
  const cases = Array.from({ length: sample(7000) }, (): Case => {
    const nodes = someNodes(next, () => ({ cpu: 2 + next(5), gpu: 1 + next(3) }));
    const other = (): SimWorkload => ({
      replicas: 1 + next(2), surge: 1, unavailable: 0, cpu: 1 + next(3), gpu: next(2), rolls: false,
      apart: next(5) === 0 ? 'all' : undefined,
      only: next(4) === 0 ? nodes.flatMap((_, node) => next(2) === 0 ? [node] : []) : undefined,
    });
    const first = one(1 + next(2), BOUNDS[next(BOUNDS.length)], {
      cpu: next(3), gpu: next(2),
      apart: ([undefined, undefined, undefined, 'all', 'revision'] as const)[next(5)],
      claim: ([undefined, undefined, undefined, 'RWO', 'RWOP'] as const)[next(5)],
    });
    const workloads = [first, other(), ...next(2) ? [other()] : []];
    if (next(6) === 0) {
      const [repelling, repelled] = [next(workloads.length), next(workloads.length)];
      workloads[repelling].repels = repelling === repelled ? [] : [repelled];
    }
    return { nodes, workloads };
  });
  expect(compare(cases).slice(0, 5)).toEqual([]);
});

test('workloads that are all proven finish when updated at the same time', () => {
  const next = numbers(13);
  let proven = 0;
  let states = 0;
  for (let index = 0; index < sample(100); index++) {
    const nodes = someNodes(next, () => ({ cpu: 2 + next(4), gpu: 1 + next(2) }));
    const workloads = [0, 1].map(() => one(1 + next(2), BOUNDS[next(BOUNDS.length)], { cpu: next(3), gpu: next(2) }));
    const plan = planOf(nodes, workloads);
    if (
      plan.steadyState.verdict === 'proven'
      && plan.workloads.every(({ together }) => together.verdict === 'proven')
    ) {
      const result = new Simulator(nodes, workloads).run();
      proven++;
      states += result.states;
      expect({ nodes, workloads, verdict: simulatedVerdict(result) }).toMatchObject({ verdict: 'proven' });
    }
  }
  console.log(`${proven} pairs updated together, ${states} states`);
  expect(proven).toBeGreaterThanOrEqual(sample(31));
});

test('a verdict under autoscalers holds at every size they may choose', () => {
  const next = numbers(17);
  const count = { proven: 0, impossible: 0, simulations: 0 };
  for (let index = 0; index < sample(1500); index++) {
    const nodes = someNodes(next, () => ({ cpu: 2 + next(5), gpu: 1 + next(3) }));
    const workloads = [0, 1].map((): SimWorkload => {
      const replicas = 1 + next(2);
      return one(replicas, BOUNDS[next(BOUNDS.length)], {
        cpu: next(4),
        gpu: next(2),
        maxReplicas: next(2) ? replicas + 1 : undefined,
      });
    });
    const { verdict } = planOf(nodes, workloads).workloads[0].alone;
    if (verdict !== 'proven' && verdict !== 'impossible') {
      continue;
    }
    count[verdict]++;
    const sizes = workloads.map(({ replicas, maxReplicas }) => [...new Set([replicas, maxReplicas ?? replicas])]);
    for (const [mine, others] of sizes[0].flatMap((first) => sizes[1].map((second) => [first, second]))) {
      const result = new Simulator(nodes, [
        { ...workloads[0], replicas: mine },
        { ...workloads[1], replicas: others, rolls: false },
      ]).run();
      count.simulations++;
      tally.states += result.states;
      expect({
        nodes,
        workloads,
        mine,
        others,
        wrong: verdict === 'proven' ? result.blocks : result.finishes,
      }).toMatchObject({ wrong: false });
    }
  }
  console.log(
    `${count.proven} proven and ${count.impossible} impossible under autoscalers, ${count.simulations} simulations`,
  );
  expect(Math.min(count.proven, count.impossible)).toBeGreaterThanOrEqual(sample(101));
});
