import {
  agent, app, apartFrom, beside, claim, mounting, ofRevision, only, Scene, spread,
} from '../../../../test/support/scene';
import { workload } from '../../../../test/support/rollout';
import { unlessHeldOutside } from '../words/held-outside';
import { isIntricate } from '../needs/intricate';
import { unlessLeftBehind } from './left-behind';
import { manual } from './manual';
import { Judgement, Verdict } from '../words/rollout-plan';
import { standingPods } from '../words/standing-pods';

const VERDICTS: Verdict[] = ['proven', 'possible', 'unknown', 'impossible'];
const of = (verdict: Verdict): Judgement => ({ verdict, witness: ['before'] });
const each = (change: (judged: Judgement) => Judgement) => VERDICTS.map((verdict) => change(of(verdict)));

test('pods that a volume keeps may not follow those beside which they have to stand', () => {
  const held = { ...mounting('a'), ...beside('b') };
  const scene = new Scene([4, 4], app('a', 1, 1, {}, held), app('b', 1, 1), ...claim('a'));
  const why = [
    'the pods of Deployment/a may not follow everywhere (their volume) those beside which they have to stand',
  ];
  expect(each((judged) => unlessLeftBehind(scene.task('a'), judged))).toEqual([
    { verdict: 'possible', witness: why }, { verdict: 'possible', witness: why }, of('unknown'), of('impossible'),
  ]);
});

test('nor may those whose nodes are others', () => {
  const pod = (nodes: number[]) => ({ affinity: { ...beside('b').affinity, ...only(...nodes).affinity } });
  const said = (nodes: number[], its: number[]) => unlessLeftBehind(
    new Scene([4, 4], app('a', 1, 1, {}, pod(nodes)), app('b', 1, 1, {}, only(...its))).task('a'), of('proven'));
  expect(said([0], [0, 1])).toEqual({
    verdict: 'possible',
    witness: ['the pods of Deployment/a may not follow everywhere (nodes that they may not use) ' +
      'those beside which they have to stand'],
  });
  expect([said([0, 1], [0]).verdict, said([0], [0]).verdict]).toEqual(['proven', 'proven']);
});

test('others follow nobody', () => {
  const held = new Scene([4, 4], app('a', 2, 1, {}, { ...mounting('a'), ...beside('a') }), ...claim('a', 'node'));
  expect(unlessLeftBehind(held.task('a'), of('proven'))).toEqual(of('proven'));
  const free = new Scene([4, 4], app('a', 1, 1, {}, beside('b')), app('b', 1, 1));
  expect(unlessLeftBehind(free.task('a'), of('proven'))).toEqual(of('proven'));
});

test('what may wait for a volume that somebody else holds is not proven', () => {
  const task = new Scene([4], app('a', 1, 1)).task('a');
  const held = { ...task, heldOutside: 'why' };
  expect(each((judged) => unlessHeldOutside(held, judged)))
    .toEqual([{ verdict: 'possible', witness: ['why'] }, of('possible'), of('unknown'), of('impossible')]);
  expect(unlessHeldOutside(task, of('proven'))).toEqual(of('proven'));
  expect(unlessLeftBehind(held, of('proven')).witness).toEqual(['why']);
});

test('an update that waits for a person is no more than possible', () => {
  const byHand = workload('StatefulSet', 'a', { cpu: 1 }, { replicas: 1, updateStrategy: { type: 'OnDelete' } });
  const waits = new Scene([4], byHand).task('a').workload;
  const plain = new Scene([4], app('a', 1, 1)).task('a').workload;
  expect(each((judged) => manual(waits, judged)))
    .toEqual([{ verdict: 'possible', witness: [waits.waitsFor] }, of('possible'), of('unknown'), of('impossible')]);
  expect(manual(plain, of('proven'))).toEqual(of('proven'));
});

test.each<[string, boolean, object, object[]]>([
  ['nothing', false, {}, []],
  ['anti-affinity', false, apartFrom('a'), []],
  ['spread', true, spread('a'), []],
  ['spread of one revision', true, spread('a', 'zone', ofRevision), []],
  ['affinity to their own kind', true, beside('a'), []],
  ['affinity to others', true, beside('b'), [app('b', 1, 1)]],
  ['a volume of their node', true, mounting('a'), claim('a', 'node')],
  ['a volume of their zone', false, mounting('a'), claim('a')],
  ['a volume that others mount', true, mounting('a'), [...claim('a'), app('b', 1, 1, {}, mounting('a'))]],
])('with %s their own places matter: %p', (_, isSo, pod, more) =>
  expect(isIntricate(new Scene([4, 4], app('a', 2, 1, {}, pod), ...more).task('a'))).toBe(isSo));

test('who stands where is told node by node', () => {
  const scene = new Scene([4, 4], agent('d', 1), app('a', 3, 1), app('b', 1, 1));
  const placement = scene.standing({ a: [1, 1], b: [0] });
  const names = scene.capacity.nodes.map(({ name }) => name);
  expect(standingPods(placement)).toEqual([
    { node: names[0], workload: 'Deployment/b', count: 1 }, { node: names[1], workload: 'Deployment/a', count: 2 },
  ]);
});
