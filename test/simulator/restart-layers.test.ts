/**
 * The steps of docs/explanation/proof.md on a restart, alone (1 to 10) and of everything at once (J1 to J16), each
 * asked by itself: where several decide the same, the verdict alone does not show that one of them is wrong.
 */
import { admit } from '../../lib/prover/admission';
import { Capacity, pack } from '../../lib/prover/placement';
import { Judge } from '../../lib/prover/updates/alone/judge';
import { releaseAround } from '../../lib/prover/updates/needs/movers';
import { TogetherJudge } from '../../lib/prover/updates/together/together';
import { sample } from '../support/sample';
import { ALONE, DAEMONS, TOGETHER } from './restart-steps';
import { KINDS, made } from './restart-worlds';
import { SimWorld } from './world';
import { manifestsOf } from './world-cases';
import { simulateWorld, WorldResult } from './world-simulator';

/** A world with more states is not played. */
const MOST_STATES = 2000;
/** Worlds of each kind of which is counted how many are decided. */
const WORLDS = 20;

/** What a step says: of all ends, or that there is one of a sort. */
type Said = 'proven' | 'impossible' | 'possible' | 'finishes' | 'blocks';
type Truth = WorldResult['each'][number];

const HOLDS: Record<Said, (truth: Truth) => boolean> = {
  proven: ({ blocks }) => !blocks,
  impossible: ({ finishes }) => !finishes,
  possible: ({ finishes, blocks }) => finishes && blocks,
  finishes: ({ finishes }) => finishes,
  blocks: ({ blocks }) => blocks,
};

/** What the simulator shows of each restart: it shares no code with what is asked, so that it is asked once. */
const played = new Map<string, WorldResult | undefined>();
function play(world: SimWorld, moving: readonly number[]): WorldResult | undefined {
  const key = JSON.stringify([world, moving]);
  if (!played.has(key)) {
    played.set(key, simulateWorld(world, moving, MOST_STATES));
  }
  return played.get(key);
}

interface Answer { readonly step: string; readonly said: string; readonly truth: Truth; readonly what: string }

function answersOf(world: SimWorld): Answer[] {
  const { after, cluster } = manifestsOf(world);
  const { model } = admit(after);
  const capacity = new Capacity(model, cluster);
  const judge = new Judge(capacity);
  const all = world.workloads.map((_, w) => w);
  return all.flatMap((w) => {
    const workload = model.workloads.find(({ name }) => name === `w${w}`)!;
    const task = capacity.taskOf(workload);
    const daemon = capacity.daemonOf(workload);
    const asked = task && {
      capacity, task, judge, together: new TogetherJudge(capacity, judge), release: releaseAround(capacity, task),
      starts: (['compact', 'even', 'hostile'] as const).flatMap((style) =>
        pack(capacity, ({ most }) => most, style) ?? []),
    };
    return ([['alone', [w]], ['together', all]] as const).flatMap(([way, moving]): Answer[] => {
      const result = play(world, moving);
      // Where not all pods fit, possible is said of pods that wait already.
      const says = (step: string, said: string | undefined | false): Answer[] =>
        !result || result.starts === 0 || !said || said === 'unknown' || (said === 'possible' && !judge.steady.example)
          ? []
          : [{ step, said, truth: result.each[w], what: `${JSON.stringify(world)} w${w} ${way}` }];
      return [
        ...daemon ? says(`DaemonSet ${way}`, DAEMONS[way](capacity, judge, daemon)) : [],
        ...asked ? Object.entries(way === 'alone' ? ALONE : TOGETHER).flatMap(([step, layer]) =>
          says(step, layer(asked))) : [],
      ];
    });
  });
}

/** Wrong answers, and how many each step gives. */
function ask(worlds: readonly SimWorld[]) {
  const answers = worlds.flatMap(answersOf);
  const given: { [step: string]: number } = {};
  answers.forEach(({ step }) => { given[step] = (given[step] ?? 0) + 1; });
  const wrong = answers.filter(({ said, truth }) => !HOLDS[said as Said]?.(truth))
    .map(({ step, said, truth, what }) => `${step} says ${said} of ${what}: ${JSON.stringify(truth)}`);
  return { wrong, given };
}

/** How often each step says something of the first restarts of each kind: no less than it did. */
const GIVEN: { readonly [what: string]: { readonly [step: string]: number } } = {
  'two workloads that change their number, their size, or both': {
    '4': 24, '9': 20, '10': 26, '8, finishes': 26, '1 to 10': 26, 'J2': 7, 'J5, finishes': 8, 'J6': 8, 'J10': 8,
    'J12': 7, 'J13, finishes': 8, 'J1 to J16': 8, '8, blocks': 1, 'J5, blocks': 1, 'J8, J9': 1, 'J14': 1, 'J15': 1,
    'J13, blocks': 1,
  },
  'a DaemonSet that changes its size beside a workload that changes': {
    '4': 17, '9': 14, '10': 17, 'DaemonSet alone': 17, 'DaemonSet together': 10, '8, finishes': 17, '1 to 10': 17,
    'J2': 11, 'J12': 11, 'J13, finishes': 11, 'J1 to J16': 11,
  },
  'a workload whose pods mount one volume beside another one': {
    '2': 1, '3': 4, '4': 9, '9': 16, '10': 26, '8, blocks': 6, '1 to 10': 26, 'J4': 3, 'J5, blocks': 5,
    'J8, J9': 5, 'J14': 5, 'J15': 5, 'J13, blocks': 5, 'J1 to J16': 17, '8, finishes': 21, 'J5, finishes': 12,
    'J10': 12, 'J12': 12, 'J13, finishes': 14, 'J2': 5,
  },
  'a StatefulSet whose pods have volumes of their own beside another workload': {
    '4': 13, '9': 20, '10': 24, '8, finishes': 24, '1 to 10': 24, 'J5, finishes': 12, 'J10': 12,
    'J13, finishes': 12, 'J2': 7, 'J6': 2, 'J12': 8, 'J1 to J16': 10, '8, blocks': 1, 'J5, blocks': 2,
    'J13, blocks': 1,
  },
  'pods that are spread, or kept apart, by their revision': {
    '4': 22, '9': 11, '10': 26, '8, finishes': 26, '1 to 10': 26, 'J2': 14, 'J12': 13, 'J13, finishes': 16,
    'J1 to J16': 16, 'J13, blocks': 2, '8, blocks': 3,
  },
  'pods that are spread over zones beside others that change': {
    '3': 3, '4': 22, '9': 13, '10': 29, '8, blocks': 5, '1 to 10': 29, '8, finishes': 25, 'J2': 4,
    'J5, finishes': 8, 'J10': 8, 'J12': 4, 'J13, finishes': 8, 'J1 to J16': 8, 'J5, blocks': 4, 'J8, J9': 3,
    'J14': 3, 'J15': 3, 'J13, blocks': 4,
  },
  'a pod whose volume stays in its zone beside others that change': {
    '4': 11, '9': 19, '10': 20, '8, finishes': 20, '1 to 10': 20, 'J5, finishes': 12, 'J10': 12,
    'J13, finishes': 12, 'J2': 6, 'J12': 7, 'J1 to J16': 10, 'J5, blocks': 2, 'J8, J9': 2, 'J14': 2, 'J15': 2,
    'J13, blocks': 3,
  },
  'pods that come beside those of another workload': {
    '3': 5, '4': 11, '9': 12, '10': 29, '8, finishes': 17, '1 to 10': 24, 'J12': 7, 'J13, finishes': 12,
    'J1 to J16': 11, 'J2': 6, 'J13, blocks': 6, '8, blocks': 4,
  },
  'three workloads that leave each other little room': {
    '3': 5, '4': 21, '9': 26, '10': 36, '8, finishes': 31, '1 to 10': 36, '8, blocks': 5, 'J5, blocks': 2, 'J6': 3,
    'J8, J9': 2, 'J14': 2, 'J15': 2, 'J13, blocks': 2, 'J1 to J16': 3, 'J2': 1, 'J5, finishes': 1, 'J10': 1,
    'J12': 1, 'J13, finishes': 1,
  },
  'a new pod that waits for its volume beside others that take turns': {
    '2': 2, '3': 5, '4': 10, '9': 13, '10': 30, '8, finishes': 21, '8, blocks': 14, '1 to 10': 30, 'J4': 1,
    'J5, blocks': 5, 'J8, J9': 5, 'J14': 5, 'J13, blocks': 5, 'J1 to J16': 6, 'J5, finishes': 5, 'J15': 3,
    'J10': 4, 'J13, finishes': 4, 'J2': 1, 'J12': 1,
  },
};

test.each(KINDS)('no step says anything wrong of a restart: %s', (what) => {
  const { wrong, given } = ask(made(what, WORLDS, 1));
  expect(wrong).toEqual([]);
  expect(Object.entries(GIVEN[what] ?? {}).filter(([step, least]) => !(given[step] >= least))).toEqual([]);
});

test('nor of more of them', () => {
  const more = sample(120) <= WORLDS ? [] : KINDS.flatMap((what) => ask(made(what, sample(120), 2)).wrong);
  expect(more.slice(0, 5)).toEqual([]);
});

const pods = (replicas: number, cpu: number) => ({ before: { replicas, cpu }, after: { replicas, cpu } });

test.each<[string, SimWorld]>([
  ['pods that stand unevenly may not come back beside each other', {
    nodes: [{ cpu: 4, zone: 'z0' }, { cpu: 6, zone: 'z1' }],
    workloads: [
      { kind: 'Deployment', ...pods(2, 1), surge: 1, unavailable: 0, spread: { key: 'zone', perRevision: false } },
      { kind: 'Deployment', ...pods(2, 2), surge: 0, unavailable: 1 },
    ],
  }],
  ['a volume of one node that stays in a zone keeps its pods from the nodes of others', {
    nodes: [{ cpu: 2, zone: 'z0' }, { cpu: 2, zone: 'z1' }],
    workloads: [
      { kind: 'Deployment', ...pods(2, 0), surge: 0, unavailable: 1, claim: { mode: 'RWO', reach: 'zone' } },
      { kind: 'Deployment', ...pods(1, 1), surge: 0, unavailable: 1 },
    ],
  }],
])('%s', (_, world) => {
  expect(ask([world]).wrong).toEqual([]);
});
