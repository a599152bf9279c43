/**
 * Steps T2c to T2e of docs/explanation/proof.md, which rest on where a snapshot shows all pods, asked by themselves and
 * compared with every order of every step from there.
 */
import { keyOf } from '../../lib/manifests';
import { admit } from '../../lib/prover/admission';
import { Capacity } from '../../lib/prover/placement';
import { changesOf } from '../../lib/prover/transition/change/change';
import { ChangeJudge } from '../../lib/prover/transition/change-judge';
import { Release } from '../../lib/prover/transition/release/release';
import { standingWith } from '../../lib/prover/transition/change/standing-pods';
import { sample } from '../support/sample';
import { numbers, placesOf, simulatedVerdict } from './cases';
import { SimWorld, State } from './world';
import { manifestsOf } from './world-cases';
import { FAMILIES, isChanged } from './world-families';
import { simulateWorld, startsOf } from './world-simulator';

/** A world with more states is not played. */
const MOST_STATES = 20_000;

let decided = 0;

function compareFrom(world: SimWorld, start: State | undefined): string[] {
  const result = start && isChanged(world)
    ? simulateWorld(world, world.workloads.map((_, w) => w), MOST_STATES, [start]) : undefined;
  if (!result) {
    return [];
  }
  const { before, after: written, cluster } = manifestsOf(world);
  const places = placesOf(before, cluster, start!.pods);
  const changes = changesOf({ model: before, name: 'before', prune: false, places }, written);
  const admission = admit(written.rewritten((workload) => workload,
    { adjust: standingWith(changes, before, written) }));
  const release = new Release(admission.model, cluster, new Capacity(admission.model, cluster), changes, places);
  const judge = new ChangeJudge(release);
  return world.workloads.flatMap((_, w) => {
    const workload = admission.model.workloads.find(({ name }) => name === `w${w}`)!;
    const mover = changes.get(keyOf(workload.manifest)) && release.moverOf(workload);
    const truth = simulatedVerdict({ ...result.each[w], starts: 1, states: 0, each: [] });
    const said = mover && mover.to > 0 ? judge.whereItStands(mover, true)?.verdict : undefined;
    decided += Number(said !== undefined);
    return said === undefined || said === truth ? []
      : [`${JSON.stringify([world, start])} w${w}: simulated ${truth}, said ${said}`];
  });
}

test.each([
  ['workloads that are spread, or keep to a zone, beside one that is not', 80],
  ['pods that are spread over zones beside others that change', 60],
  ['a pod whose volume stays in its zone beside others that change', 60],
  ['a StatefulSet whose pods have volumes of their own beside another workload', 60],
  ['a workload whose new pods mount other volumes than its old ones, beside another one', 60],
  ['pods that come beside those of another workload', 60],
])('no step that knows how pods stand says anything wrong of %s', (what, count) => {
  const next = numbers(count + 11);
  const wrong = Array.from({ length: sample(count) }, () => FAMILIES[what](next)).flatMap((world) => {
    const starts = startsOf(world);
    return compareFrom(world, starts[next(Math.max(1, starts.length))]);
  });
  expect(wrong.slice(0, 5)).toEqual([]);
});

test('they decide some', () => expect(decided).toBeGreaterThan(0));
