import { Cluster } from '../../lib/cluster';
import { planTransition } from '../../lib/prover/transition';
import { deployment, modelOf, numbers, poolOf } from './cases';
import { sample } from '../support/sample';

/** A Deployment whose pods change what they ask, in whole CPUs, where the nodes have room for all of them. */
interface Changing {
  pods: number;
  old: number;
  fresh: number;
  surge: number;
  unavailable: number;
  recreate: boolean;
  isNew: boolean;
}

/** Old and new pods of each that exist. */
type State = [old: number, fresh: number][];

const tally = { workloads: 0, proven: 0, possible: 0, impossible: 0, unknown: 0 };

/** Every order in which controllers make and stop pods, refused where the quota is used up. */
function simulate(workloads: Changing[], hard: number): { finishes: boolean; blocks: boolean }[] {
  const ends = workloads.map(() => ({ finishes: false, blocks: false }));
  const stack: State[] = [workloads.map(({ pods, isNew }) => [isNew ? 0 : pods, 0])];
  const seen = new Set<string>();
  while (stack.length > 0) {
    const state = stack.pop()!;
    if (seen.has(JSON.stringify(state))) {
      continue;
    }
    seen.add(JSON.stringify(state));
    const used = workloads.reduce((sum, { old, fresh }, w) => sum + state[w][0] * old + state[w][1] * fresh, 0);
    const next = workloads.flatMap(({ pods, fresh, surge, unavailable, recreate }, w): State[] => {
      const [o, n] = state[w];
      const to = (old: number, now: number): State => state.map((each, at) => (at === w ? [old, now] : each));
      const makes = n < pods && (recreate ? o === 0 : o + n < pods + surge) && used + fresh <= hard;
      const stops = o > 0 && (recreate || o + n > pods - unavailable);
      return [...makes ? [to(o, n + 1)] : [], ...stops ? [to(o - 1, n)] : []];
    });
    if (next.length === 0) {
      workloads.forEach(({ pods }, w) => {
        ends[w][state[w][0] === 0 && state[w][1] === pods ? 'finishes' : 'blocks'] = true;
      });
    }
    stack.push(...next);
  }
  return ends;
}

function compare(workloads: Changing[], hard: number): string[] {
  const quota = {
    apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'q' }, spec: { hard: { 'requests.cpu': hard } },
  };
  const objects = (which: 'old' | 'fresh') => workloads.flatMap((each, w) => (each.isNew && which === 'old' ? [] : [
    deployment({ replicas: each.pods, cpu: each[which], gpu: 0, surge: each.surge, unavailable: each.unavailable,
      recreate: each.recreate }, `w${w}`, which === 'old' ? 1 : 2),
  ]));
  const before = { model: modelOf([quota, ...objects('old')]), name: 'before', prune: true };
  const cluster = new Cluster({ pools: [poolOf('large', 1, { cpu: 1000, gpu: 0 })] });
  const plans = planTransition(modelOf([quota, ...objects('fresh')]), before, cluster).workloads;
  return simulate(workloads, hard).flatMap(({ finishes, blocks }, w) => {
    const { verdict } = plans.find(({ name }) => name === `w${w}`)!.together;
    tally.workloads++;
    tally[verdict]++;
    const isTrue = verdict === 'proven' ? !blocks
      : verdict === 'impossible' ? !finishes : verdict === 'unknown' || (blocks && finishes);
    return isTrue ? [] : [
      `${JSON.stringify({ workloads, hard })} w${w}: ${verdict}, simulated ${JSON.stringify({ finishes, blocks })}`,
    ];
  });
}

afterAll(() => console.log(JSON.stringify(tally)));

test.each([['updates', 5], ['first deploys', 100]])('a quota beside %s', (_, newness) => {
  const next = numbers(newness);
  const cases = Array.from({ length: sample(300) }, (): [Changing[], number] => {
    const workloads = Array.from({ length: 1 + next(3) }, (): Changing => {
      const [surge, unavailable] = [[1, 0], [0, 1], [1, 1], [2, 0], [2, 1]][next(5)];
      const isNew = next(100) < newness;
      const old = 1 + next(3);
      return {
        pods: 1 + next(3), old, fresh: isNew || next(3) > 0 ? 1 + next(3) : old, surge, unavailable,
        recreate: next(4) === 0, isNew,
      };
    });
    const now = workloads.reduce((sum, { pods, old, isNew }) => sum + (isNew ? 0 : pods * old), 0);
    return [workloads, Math.max(1, now) + next(6)];
  });
  expect(cases.flatMap(([workloads, hard]) => compare(workloads, hard)).slice(0, 5)).toEqual([]);
});
