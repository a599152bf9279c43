import { drain, planned } from '../../../../test/support/remedy-plans';
import { contextOf, ids } from '../../../../test/support/moves';
import { surge, workload } from '../../../../test/support/rollout';
import { NO_CHANGE } from '../change';
import { Dimension } from './move';
import { isComplete, movesFor } from '.';

const set = (...dimensions: Dimension[]) => dimensions
  .map((dimension) => ({ id: '', dimension, title: '', change: NO_CHANGE }));

test('an update may be cured by anything', () => expect(isComplete([], 'update', planned())).toBe(true));

test('a drain that a budget refuses needs another budget or more replicas, one that lacks room needs room', () => {
  const is = (plan: object, ...dimensions: Dimension[]) => isComplete(set(...dimensions), 'drain', planned(plan));
  const [refused, short, both] = [drain('proven', 'a'), drain('possible'), drain('possible', 'a')];
  expect([is(refused, 'budget'), is(refused, 'replicas'), is(refused, 'nodes'), is(refused)])
    .toEqual([true, true, false, false]);
  expect([is(short, 'nodes'), is(short, 'budget'), is(short)]).toEqual([true, false, false]);
  expect([is(both, 'budget', 'nodes'), is(both, 'budget'), is(both, 'nodes')]).toEqual([true, false, false]);
});

test('an update during which nobody serves needs another strategy', () => {
  expect(isComplete(set('nodes', 'strategy'), 'downtime', planned())).toBe(true);
  expect(isComplete(set('nodes', 'volume'), 'downtime', planned())).toBe(false);
});

describe('who writes Recreate', () => {
  const moves = (asked: object) => ids(movesFor('downtime', contextOf(
    [workload('Deployment', 'web', asked, { strategy: { type: 'Recreate' } })],
    { strategy: 'Recreate', maxSurge: 0, maxUnavailable: 1 },
  )));

  test('pauses for want of accelerators, where pods ask for them', () => {
    expect(moves({ 'nvidia.com/gpu': 1 })).toEqual(['surge', 'more-nodes-1-gpu', 'more-nodes-2-gpu']);
  });

  test('may mean it otherwise, and then nothing is moved at all', () => {
    expect([moves({ cpu: 1 }), moves({ 'cpu': 1, 'nvidia.com/gpu': 0 })]).toEqual([[], []]);
  });
});

test('every kind of move is made for an update', () => {
  const context = contextOf([workload('Deployment', 'web', { 'cpu': 1, 'nvidia.com/gpu': 1 }, surge(1))],
    { maxSurge: 1, maxUnavailable: 0 });
  expect(ids(movesFor('update', context)))
    .toEqual(['recreate', 'no-surge', 'cpu-75', 'cpu-50', 'more-nodes-1-gpu', 'more-nodes-2-gpu']);
});
