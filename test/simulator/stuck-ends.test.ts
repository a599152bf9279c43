import { Capacity, pack } from '../../lib/prover/placement';
import { firstFound } from '../../lib/prover/updates/together/first-found';
import { releaseAround } from '../../lib/prover/updates/needs/movers';
import { StuckEnds } from '../../lib/prover/updates/together/stuck-ends';
import { ThroughBefore } from '../../lib/prover/updates/together/through-before';
import { clusterOf, manifestsOf, modelOf, numbers } from './cases';
import { SimNode, Simulator, SimWorkload } from './simulator';
import { sample } from '../support/sample';

const BOUNDS: [number | string, number | string][] = [[1, 0], [0, 1], [1, 1], ['25%', '25%'], [0, '100%']];
const tally = { cases: 0, near: 0, far: 0, waiting: 0, missing: 0, hangs: 0 };

/** Workloads whose end in which they wait is shown, by either way; where the simulation never sees them wait. */
function unseen(nodes: SimNode[], workloads: SimWorkload[]): string[] {
  const capacity = new Capacity(modelOf(manifestsOf(workloads)), clusterOf(nodes, workloads));
  const placements = (['compact', 'even', 'hostile'] as const).flatMap((style) =>
    pack(capacity, ({ most }) => most, style) ?? []);
  if (placements.length === 0) {
    return [];
  }
  const { each, starts } = new Simulator(nodes, workloads).run();
  // Some pod fits no node: the simulation has nowhere to begin.
  if (starts === 0) {
    return [];
  }
  tally.cases++;
  return capacity.tasks.flatMap((task, index) => {
    const { movers } = releaseAround(capacity, task);
    const mover = movers.find((one) => one.task === task);
    const stuck = new StuckEnds(capacity, movers, new ThroughBefore(capacity, movers));
    if (!mover || movers.length === 1) {
      return [];
    }
    const near = placements.some((placement) => stuck.from(placement, mover) !== undefined);
    const end = firstFound(placements, (placement) => stuck.farFrom(placement, mover)?.placement);
    const far = end !== undefined;
    const others = capacity.tasks.filter((other) => other !== task).map(({ index: at, most }) =>
      [...end?.places[at].values() ?? []].reduce((sum, pods) => sum + pods, 0) - most);
    tally.near += Number(near);
    tally.far += Number(far);
    tally.waiting += Number(far && Math.max(...others) > 0);
    tally.missing += Number(far && Math.min(...others) < 0);
    tally.hangs += Number(each[index].blocks);
    return (near || far) && !each[index].blocks ? [`${JSON.stringify({ nodes, workloads })} w${index}`] : [];
  });
}

afterAll(() => console.log(JSON.stringify(tally)));

test('every end that is shown is one that some order of steps reaches', () => {
  const next = numbers(41);
  const found = Array.from({ length: sample(600) }, () => {
    const nodes = Array.from({ length: 1 + next(2) }, (): SimNode => ({ cpu: 2 + next(4), gpu: 1 }));
    const several = next(2) === 0 ? 2 : 3;
    const workloads = Array.from({ length: several }, (): SimWorkload => {
      const [surge, unavailable] = BOUNDS[next(BOUNDS.length)];
      const claim = next(3) === 0 ? 'RWO' as const : undefined;
      return {
        replicas: claim || several === 3 ? 1 : 1 + next(2), surge, unavailable, cpu: 1 + next(3), gpu: 0, rolls: true,
        recreate: next(4) === 0, claim,
      };
    });
    return unseen(nodes, workloads);
  });
  expect(found.flat().slice(0, 5)).toEqual([]);
});

test('also where pods that wait for their volumes leave no room for others to come back', () => {
  const next = numbers(43);
  const found = Array.from({ length: sample(120) }, () => {
    const nodes = Array.from({ length: 2 + next(2) }, (): SimNode => ({ cpu: 2 + next(3), gpu: 1 }));
    const plain = Array.from({ length: 2 }, (): SimWorkload => {
      const [surge, unavailable] = BOUNDS[next(BOUNDS.length)];
      return {
        replicas: 1 + next(2), surge, unavailable, cpu: 1 + next(2), gpu: 0, rolls: true, recreate: next(2) === 0,
      };
    });
    const patient: SimWorkload = {
      replicas: 1, surge: 1, unavailable: 0, cpu: 1 + next(4), gpu: 0, rolls: true, recreate: false, claim: 'RWO',
    };
    return unseen(nodes, [patient, ...plain]);
  });
  expect(found.flat().slice(0, 5)).toEqual([]);
});

test('two of three pods that were stopped find no room, as one that waits for its volume took it', () => {
  const app = (replicas: number): SimWorkload =>
    ({ replicas, surge: 1, unavailable: 0, cpu: 1, gpu: 0, rolls: true, recreate: true });
  const patient: SimWorkload = {
    replicas: 1, surge: 1, unavailable: 0, cpu: 2, gpu: 0, rolls: true, recreate: false, claim: 'RWO',
  };
  const before = tally.missing;
  expect(unseen([{ cpu: 3, gpu: 1 }, { cpu: 3, gpu: 1 }], [patient, app(3), app(1)])).toEqual([]);
  expect(tally.missing).toBeGreaterThan(before);
});

test('and many that hang are shown', () => {
  expect(tally.near + tally.far).toBeGreaterThan(sample(20));
  expect(tally.waiting).toBeGreaterThan(sample(10));
});
