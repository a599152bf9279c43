import { workload } from '../../../../test/support/rollout';
import {
  agent, app, apartFrom, claim, mounting, only, priority, ranked, Scene, Way,
} from '../../../../test/support/scene';
import { Judge, UpdateJudgement } from '../alone/judge';
import { Judgement, Verdict } from '../words/rollout-plan';
import { TogetherJudge } from './together';

const more: Way = { surge: 1 };
const HIGH = priority('high', 2);
const paused = (name: string, cpu: number) =>
  workload('Deployment', name, { cpu }, { replicas: 1, paused: true });
const takers = () => new Scene([3, 3], app('a', 1, 3), app('b', 2, 1));
const full = (way: Way) => new Scene([1, 1], app('a', 1, 1, more), app('b', 1, 1, way));
const FROM_B = 'updated together with Deployment/b, others may take the room that it leaves';
const WAITS = 'it waits for ever when the pods stand like this:';
const FREED = 'it finishes only where another update frees room at the right time';

/** `as alone` where it is the very judgement that was given; else the verdict and the first words of why. */
function asked(
  scene: Scene, update: Partial<UpdateJudgement> = {},
  { name = 'a', alone = undefined, provesOnly = false }: { name?: string; alone?: Verdict; provesOnly?: boolean } = {},
): unknown[] {
  const judge = new Judge(scene.capacity, () => provesOnly);
  const task = scene.task(name);
  const whole = { ...judge.decide(task), ...update };
  const given: Judgement = { verdict: alone ?? whole.verdict, witness: ['alone'] };
  const { verdict, witness, ...rest } = new TogetherJudge(scene.capacity, judge).judgeTask(task, whole, given);
  expect(rest).toEqual({});
  return witness === given.witness && verdict === given.verdict ? ['as alone'] : [verdict, ...witness.slice(0, 2)];
}

test('what has room wherever others end goes as alone, and is known from then on', () => {
  const { capacity } = new Scene([4], app('a', 1, 1), app('b', 1, 1));
  const judge = new Judge(capacity);
  const together = new TogetherJudge(capacity, judge);
  const [a, b] = capacity.tasks;
  const alone = judge.decide(a);
  expect(together.isSureOf(a.workload)).toBe(false);
  expect(together.judgeTask(a, alone, alone)).toBe(alone);
  expect([a, b].map(({ workload: each }) => together.isSureOf(each))).toEqual([true, false]);
  // Every order is tried where that is not told.
  expect(together.judgeTask(b, { ...judge.decide(b), wherever: false }, alone))
    .toEqual({ verdict: 'proven', witness: [] });
  expect(together.isSureOf(b.workload)).toBe(false);
});

test('one whose neighbour waits for its volume on a further node is not sure of that room', () => {
  const scene = (nodes: number) => new Scene(new Array<number>(nodes).fill(1), app('a', 1, 1, more),
    app('b', 1, 1, more, mounting('b')), ...claim('b'));
  expect([asked(scene(3)), asked(scene(4))])
    .toEqual([['possible', FROM_B, WAITS], ['as alone']]);
});

test('a claim of unknown access mode counts as one of a node, too', () => {
  const scene = new Scene([9, 9], app('a', 1, 1, more, mounting('a')), app('b', 1, 1));
  expect(asked(scene, { verdict: 'proven', wherever: true, witness: [] })).not.toEqual(['as alone']);
  expect(asked(new Scene([9, 9], app('a', 1, 1, {}, mounting('a')), app('b', 1, 1)))).toEqual(['as alone']);
});

test.each<[string, Scene, Partial<UpdateJudgement>]>([
  ['without others', new Scene([2], app('a', 1, 1)), { wherever: false }],
  ['unknown', takers(), { verdict: 'unknown' }],
  ['without any placement of all', new Scene([3], app('a', 1, 3), app('b', 2, 1)), { verdict: 'proven' }],
  ['that a person applies', new Scene([3, 3], paused('a', 3), app('b', 2, 1)), {}],
  ['never held', full(more), {}],
])('one %s goes as alone', (_, scene, update) => expect(asked(scene, update)).toEqual(['as alone']));

test('one that hangs alone finishes where others leave, and hangs where they do not', () => {
  expect(asked(full({}))).toEqual(['possible', FREED, 'alone']);
  expect(asked(full(more), { verdict: 'possible', finishing: undefined })).toEqual([
    'impossible', FROM_B, WAITS,
  ]);
  expect(asked(full(more), { verdict: 'proven', blocking: undefined }, { alone: 'impossible' }))
    .toEqual(['possible', FREED, 'alone']);
  const roomy = new Scene([2, 2, 2], app('a', 1, 2, more), app('b', 1, 1));
  expect(asked(roomy, { verdict: 'impossible', wherever: false })).toEqual(['proven']);
});

test('one that finishes alone hangs where others take its room', () => {
  expect(asked(takers())).toEqual(['possible', FROM_B, WAITS]);
  expect(asked(takers(), {}, { alone: 'possible' })).toEqual(['as alone']);
  expect(asked(takers(), { verdict: 'impossible', finishing: undefined })).toEqual(['possible', FREED, 'alone']);
  // Too many pods for every order.
  const many = new Scene([9, 9], app('a', 1, 9), app('b', 9, 1));
  expect(asked(many)).toEqual(['possible', FROM_B, WAITS]);
  expect(asked(many, {}, { provesOnly: true })).toEqual([
    'unknown', 'proven alone; not every order of steps was tried updated together with Deployment/b',
  ]);
});

test('why no way is run is told', () => {
  const odd = new Scene([3, 3], app('a', 1, 3), app('b', 2, 1, {}, { schedulerName: 'x' }));
  expect(asked(odd)).toEqual([
    'unknown', 'proven alone; not every order of steps was tried updated together with Deployment/b',
    'the moves of Deployment/b beside others are not tried one by one',
  ]);
});

test('a claim of one pod is never free, unless others may have that pod evicted', () => {
  const scene = (rank: string) => new Scene([4, 4], app('a', 1, 1, more, mounting('a')),
    app('b', 1, 1, {}, ranked(rank)), HIGH, priority('low', 0), ...claim('a', 'zone', 'ReadWriteOncePod'));
  expect([asked(scene('low')), asked(scene('high'))[0]]).toEqual([['as alone'], 'unknown']);
});

test('what does not fit beside all that others keep goes as alone, unless a higher priority may oust these', () => {
  const kept = (rank: string) => new Scene([4, 1], app('a', 1, 1, more, only(0)), app('b', 3, 1, more, only(0)),
    app('h', 1, 1, {}, ranked(rank)), priority('low', 0), HIGH);
  expect([asked(kept('low')), asked(kept('high')).slice(0, 1)]).toEqual([['as alone'], ['unknown']]);
  // Its own pod may be ousted, and leave the room for its successor.
  const own = (rank: string) => new Scene([4], app('a', 1, 1, more), app('b', 3, 1, more, ranked(rank)),
    priority('low', 0), HIGH);
  expect([asked(own('low')), asked(own('high')).slice(0, 2)]).toEqual([['as alone'], ['possible', FREED]]);
});

describe('where no way is run', () => {
  const scene = (cpu: number) =>
    new Scene([cpu, cpu], app('a', 1, 3), app('b', 2, 1, {}, ranked('high')), HIGH);

  test('all ends are counted, and some are shown', () => {
    expect(asked(scene(4), { wherever: false })).toEqual(['proven']);
    expect(asked(scene(3))).toEqual(['possible', FROM_B, WAITS]);
  });

  test('nothing is shown against what only a proof is asked of, and nothing counted of what is unknown alone', () => {
    const unseen = ['unknown', 'proven alone; not every order of steps was tried updated together with Deployment/b',
      'pods of different priorities evict each other while they are replaced'];
    expect(asked(scene(3), {}, { provesOnly: true })).toEqual(unseen);
    expect(asked(scene(4), { wherever: false }, { provesOnly: true })).toEqual(['proven']);
    expect(asked(scene(4), { verdict: 'unknown' })).toEqual(['as alone']);
  });

  test('a way for it is looked for where none finishes alone', () => {
    const waits = new Scene([2, 2], app('a', 1, 2, more), app('b', 1, 1, {}, ranked('high')), HIGH);
    expect(asked(waits)).toEqual(['possible', FREED]);
    expect(asked(waits, { verdict: 'possible', blocking: undefined, finishing: undefined }))
      .toEqual(['possible', FROM_B, WAITS]);
    const never = new Scene([2, 2], app('a', 1, 2, more), app('b', 2, 1, more, ranked('high')), HIGH);
    expect(asked(never).slice(0, 1)).toEqual(['unknown']);
  });
});

describe('beside DaemonSets that leave', () => {
  const STAND = 'stand; whether others take the room that they leave is not decided';

  test('an update that hangs while their pods stand finishes at the right time', () => {
    const scene = (rank: string) => new Scene([4], app('a', 1, 2, more), agent('d', 2, 0, ranked(rank)),
      priority('low', 0), HIGH);
    expect([asked(scene('low')), asked(scene('high'))]).toEqual([
      ['possible', 'it finishes only where a pod of DaemonSet/d leaves its room at the right time', 'alone'],
      ['as alone'],
    ]);
    // No room even without it.
    expect(asked(new Scene([3], app('a', 1, 2, more), agent('d', 1)))).toEqual(['as alone']);
  });

  test('one that its volume keeps is undecided, but for a volume of one pod', () => {
    const scene = (mode: string) => new Scene([2, 2], app('a', 1, 1, more, mounting('a')), app('b', 2, 1),
      agent('d', 1), ...claim('a', 'node', mode));
    expect(asked(scene('ReadWriteOnce'))).toEqual(['unknown', `impossible while the pods of DaemonSet/d ${STAND}`]);
    expect(asked(scene('ReadWriteOncePod'))).toEqual(['as alone']);
  });

  test('what is proven while they stand is undecided where others may take their room', () => {
    const scene = (cpu: number, ...others: object[]) =>
      new Scene([cpu, cpu], app('a', 1, 3), ...others, agent('d', 1), agent('e', 1));
    const asShown: Partial<UpdateJudgement> = { verdict: 'proven', wherever: false, witness: [] };
    expect(asked(scene(6, app('b', 2, 1)), asShown))
      .toEqual(['unknown', `proven while the pods of DaemonSet/d, DaemonSet/e ${STAND}`]);
    expect(asked(scene(7, app('b', 2, 1)), asShown)).toEqual(['proven']);
    // Its own pods leave what the others need.
    expect(asked(scene(6), asShown)).toEqual(['as alone']);
    expect(asked(scene(5, app('b', 2, 1)), asShown).slice(0, 2)).toEqual(['possible', FROM_B]);
  });

  test('on other nodes they do not matter', () => {
    const scene = (...nodes: number[]) => new Scene([4, 4], app('a', 1, 2, more, only(0)),
      agent('d', 2, 0, only(...nodes)), app('c', 1, 2, more, only(1)));
    const impossible = { verdict: 'impossible', witness: [] } as Partial<UpdateJudgement>;
    expect([asked(scene(1), impossible), asked(scene(0, 1), impossible).slice(0, 2)]).toEqual([
      ['as alone'],
      ['possible', 'it finishes only where a pod of DaemonSet/d leaves its room at the right time'],
    ]);
  });

  test('nor to what is proven where nobody else moves', () => {
    const scene = new Scene([6], app('a', 3, 1, { surge: 2 }), agent('d', 1), agent('e', 1));
    expect(asked(scene, { verdict: 'proven', wherever: false, witness: [] })).toEqual(['as alone']);
  });

  test('those are rivals that may come there', () => {
    const { capacity } = new Scene([4, 4], app('a', 1, 2, {}, only(0)), agent('d', 2, 0, only(0)),
      app('c', 1, 2, {}, only(1)));
    const rivals = new TogetherJudge(capacity, new Judge(capacity)).rivalsOf(capacity.daemons[0]);
    expect(rivals.map(({ workload: { name } }) => name)).toEqual(['a']);
  });
});

test('what moves alone has no other that moves in its release', () => {
  const moves = (...others: object[]) => {
    const { capacity } = new Scene([4], app('a', 1, 1), ...others);
    return new TogetherJudge(capacity, new Judge(capacity)).movesAlone(capacity.tasks[0]);
  };
  expect([moves(), moves(paused('b', 1)), moves(app('b', 1, 1))]).toEqual([true, true, false]);
});

test('a DaemonSet is judged by its nodes, and by all ends where these do not tell', () => {
  const judged = (verdict: Verdict, pod: object, own = 3) => {
    const { capacity } = new Scene([4, 4], agent('d', own), app('a', 2, 1, {}, pod));
    const alone = { verdict, witness: ['alone'] };
    const found = new TogetherJudge(capacity, new Judge(capacity)).judgeDaemon(capacity.daemons[0], alone);
    return found === alone ? 'as alone' : found.verdict;
  };
  expect([judged('proven', {}, 2), judged('proven', {}), judged('proven', apartFrom('a'))])
    .toEqual(['as alone', 'possible', 'as alone']);
  expect([judged('impossible', {}), judged('unknown', apartFrom('a'))]).toEqual(['as alone', 'as alone']);
});

test('a DaemonSet that surges is as alone where all ends leave it a second room', () => {
  const judged = (cpu: number) => {
    const { capacity } = new Scene([cpu, cpu], agent('d', 3, 1), app('a', 2, 1, {}, apartFrom('a')));
    const alone: Judgement = { verdict: 'proven', witness: ['alone'] };
    const found = new TogetherJudge(capacity, new Judge(capacity)).judgeDaemon(capacity.daemons[0], alone);
    return found === alone ? 'as alone' : found.verdict;
  };
  expect([judged(6), judged(7)]).toEqual(['unknown', 'as alone']);
});

test('one that nothing lets finish, as every order shows, is impossible as it is alone', () => {
  const selector = { matchExpressions: [{ key: 'app', operator: 'In', values: ['a', 'b'] }] };
  const scene = new Scene([9, 9], app('a', 1, 1, more, apartFrom('', 'host', { labelSelector: selector })),
    app('b', 1, 1, more));
  expect(asked(scene)).toEqual(['as alone']);
  expect(asked(scene, { verdict: 'possible' })).toEqual(['impossible', FROM_B, WAITS]);
});
