import { Capacity, pack } from '../../lib/prover/placement';
import { BlockedEnds } from '../../lib/prover/updates/together/blocked-ends';
import { EndsInCommon } from '../../lib/prover/updates/together/ends-in-common';
import { releaseAround } from '../../lib/prover/updates/needs/movers';
import { StuckEnds } from '../../lib/prover/updates/together/stuck-ends';
import { ThroughBefore } from '../../lib/prover/updates/together/through-before';
import { sample } from '../support/sample';
import { clusterOf, manifestsOf, modelOf, numbers } from './cases';
import { SimNode, Simulator, SimWorkload } from './simulator';

const BOUNDS: [number | string, number | string][] = [[1, 0], [0, 1], [1, 1], ['25%', '25%'], [0, '100%']];
const tally = { surging: 0, missing: 0 };

/** Workloads that are shown to wait in an end that was found for another one; where the simulation never sees them wait. */
function unseen(nodes: SimNode[], workloads: SimWorkload[]): string[] {
  const capacity = new Capacity(modelOf(manifestsOf(workloads)), clusterOf(nodes, workloads));
  const starts = (['compact', 'even', 'hostile'] as const).flatMap((style) =>
    pack(capacity, ({ most }) => most, style) ?? []);
  const { movers } = releaseAround(capacity, capacity.tasks[0]);
  const through = new ThroughBefore(capacity, movers);
  const [blocked, stuck] = [new BlockedEnds(capacity, movers, through), new StuckEnds(capacity, movers, through)];
  const shown = starts.length === 0 || movers.length === 1 ? [] : movers.filter((mover) => {
    const ends = new EndsInCommon();
    movers.filter((other) => other !== mover).forEach((other) => starts.forEach((start) =>
      [blocked.from(start, other), stuck.from(start, other), stuck.farFrom(start, other)]
        .forEach((end) => end && ends.add(end))));
    return ends.of(mover) !== undefined;
  });
  if (shown.length === 0) {
    return [];
  }
  const { each, starts: possible } = new Simulator(nodes, workloads).run();
  // Some pod fits no node: the simulation has nowhere to begin.
  return possible === 0 ? [] : shown.flatMap(({ task, bounds }) => {
    tally[bounds.maxUnavailable > 0 || bounds.recreate ? 'missing' : 'surging']++;
    const index = capacity.tasks.indexOf(task);
    return each[index].blocks ? [] : [`${JSON.stringify({ nodes, workloads })} w${index}`];
  });
}

test('who waits in an end that is shown for another one waits in some order of steps', () => {
  const next = numbers(47);
  const found = Array.from({ length: sample(1500) }, () => {
    const nodes = Array.from({ length: 1 + next(3) }, (): SimNode => ({ cpu: 2 + next(3), gpu: 1 }));
    const several = next(3) === 0 ? 2 : 3;
    const sizes = [1 + next(2), 1 + next(3)];
    const workloads = Array.from({ length: several }, (): SimWorkload => {
      const [surge, unavailable] = BOUNDS[next(BOUNDS.length)];
      const claim = next(4) === 0 ? 'RWO' as const : undefined;
      return {
        replicas: claim || several === 3 ? 1 : 1 + next(2), surge, unavailable, cpu: sizes[next(2)], gpu: 0,
        rolls: true, recreate: next(4) === 0, claim,
      };
    });
    return unseen(nodes, workloads);
  });
  expect(found.flat().slice(0, 5)).toEqual([]);
  expect(tally.surging).toBeGreaterThan(sample(20));
  expect(tally.missing).toBeGreaterThan(sample(20));
});

afterAll(() => console.log(JSON.stringify(tally)));
