import { UpdateBounds } from '../../../kubernetes/arithmetic';
import { Task } from '../../placement';
import { agent, app, beside, priority, ranked, Scene, spread } from '../../../../test/support/scene';
import { Attachment, endings, slotView, withoutVictims } from './endings';

const SURGE: UpdateBounds = { maxSurge: 1, maxUnavailable: 0, recreate: false };
const GIVE_UP: UpdateBounds = { maxSurge: 0, maxUnavailable: 1, recreate: false };

const PROVEN = { finishes: true, blocks: false };
const STUCK = { finishes: false, blocks: true };
const EITHER = { finishes: true, blocks: true };
const NO_START = { finishes: false, blocks: false };

interface Case {
  readonly byNode: number[];
  readonly replicas?: number;
  readonly bounds?: UpdateBounds;
  readonly attachment?: Attachment;
  readonly apart?: Task['apart'];
  readonly zoneOf?: readonly (string | undefined)[];
}

const hostname = 'kubernetes.io/hostname';
const outcomeOf = ({ byNode, replicas = 1, bounds = SURGE, attachment = 'free', apart, zoneOf }: Case) =>
  endings(
    { byNode, total: byNode.reduce((sum, slots) => sum + slots, 0), zoneOf },
    { apart } as Task,
    replicas,
    bounds,
    attachment,
  );

test.each<[string, Case, object]>([
  ['nothing to update', { byNode: [], replicas: 0 }, PROVEN],
  ['fewer slots than pods', { byNode: [1], replicas: 2 }, NO_START],
  ['a slot more than pods', { byNode: [1, 1] }, PROVEN],
  ['as many slots as pods', { byNode: [1] }, STUCK],
  ['as many slots as pods, where one may be missing', { byNode: [1], bounds: GIVE_UP }, PROVEN],
])('free pods: %s', (_, input, expected) => {
  expect(outcomeOf(input)).toEqual(expected);
});

test.each<[string, Case, object]>([
  ['one pod that may leave first', { byNode: [2], bounds: GIVE_UP }, PROVEN],
  ['one pod that may not', { byNode: [2] }, STUCK],
  ['two pods', { byNode: [2], replicas: 2, bounds: GIVE_UP }, STUCK],
  ['no room', { byNode: [0], bounds: GIVE_UP }, NO_START],
])('a volume that one pod can hold: %s', (_, input, expected) => {
  expect(outcomeOf({ ...input, attachment: 'pod' })).toEqual(expected);
});

test.each<[string, Case, object]>([
  ['room for the new pod on the only node', { byNode: [2] }, PROVEN],
  ['room for the new pod here and on another node', { byNode: [2, 1] }, EITHER],
  ['no room for the new pod here', { byNode: [1, 1] }, STUCK],
  ['one pod that may leave first', { byNode: [1, 1], bounds: GIVE_UP }, PROVEN],
  [
    'two pods of which one may leave first, and no other node', { byNode: [2, 0], replicas: 2, bounds: GIVE_UP },
    PROVEN,
  ],
  ['two pods of which one may leave first, and another node', { byNode: [2, 1], replicas: 2, bounds: GIVE_UP }, EITHER],
  ['another node of the zone that the volume keeps to', { byNode: [2, 2], zoneOf: ['a', 'a'] }, EITHER],
  ['another node of another zone', { byNode: [2, 2], zoneOf: ['a', 'b'] }, PROVEN],
  ['another node without a zone', { byNode: [2, 2], zoneOf: ['a', undefined] }, PROVEN],
  ['a node of another zone that is full with the old pod', { byNode: [2, 1], zoneOf: ['a', 'b'] }, EITHER],
  ['two pods of which one may leave first, and another zone',
    { byNode: [2, 1], zoneOf: ['a', 'b'], replicas: 2, bounds: GIVE_UP }, PROVEN],
  ['two pods that no node holds together', { byNode: [1, 1], replicas: 2, bounds: GIVE_UP }, NO_START],
  [
    'two pods that keep apart',
    { byNode: [2, 2], replicas: 2, bounds: GIVE_UP, apart: { topologyKey: hostname, perRevision: true } }, NO_START,
  ],
  [
    'one pod that keeps apart from others of its revision',
    { byNode: [2], apart: { topologyKey: hostname, perRevision: true } }, PROVEN,
  ],
])('a volume that one node can attach: %s', (_, input, expected) => {
  expect(outcomeOf({ ...input, attachment: 'node' })).toEqual(expected);
});

test.each<[string, number[], object]>([
  ['every node has room for old and new', [2, 2], PROVEN],
  ['no node has room for both', [1, 1], STUCK],
  ['some node has room for both', [2, 1], EITHER],
])('pods that keep apart within a revision: %s', (_, byNode, expected) => {
  const task = { apart: { topologyKey: hostname, perRevision: true } } as Task;
  expect(endings({ byNode, total: 2 }, task, 2, SURGE, 'free')).toEqual(expected);
});

test('pods that keep apart from every revision need a free node', () => {
  const apart = { topologyKey: hostname, perRevision: false };
  expect(outcomeOf({ byNode: [1, 1], replicas: 2, apart })).toEqual(STUCK);
  expect(outcomeOf({ byNode: [1, 1, 1], replicas: 2, apart })).toEqual(PROVEN);
});

describe('what a waiting pod may have evicted is looked through', () => {
  const HIGH = priority('high', 1);
  /** Who stands when `a` looks for a node, one of each workload on the first one, and the cores that are left there. */
  const seen = (pod: object, ...others: object[]) => {
    const scene = new Scene([8], HIGH, app('a', 1, 1, {}, { ...ranked('high'), ...pod }), ...others);
    const names = scene.capacity.tasks.map(({ workload: { name } }) => name).filter((name) => name !== 'a');
    const standing = scene.standing(Object.fromEntries(names.map((name) => [name, [0]])));
    const view = withoutVictims(standing, scene.task('a'));
    const cpu = scene.capacity.resources.indexOf('cpu');
    return [Object.keys(scene.nodesIn(view)!).join(), view.room[0][cpu] / 1000, view === standing];
  };

  test('others of lower priority, and daemons', () => {
    expect(seen({}, app('b', 1, 2), app('c', 1, 1, {}, ranked('high')))).toEqual(['c', 7, false]);
    expect(seen({}, app('c', 1, 1, {}, ranked('high')))).toEqual(['c', 7, true]);
    expect(seen({}, agent('d', 2), app('c', 1, 1, {}, ranked('high')))).toEqual(['c', 7, false]);
    expect(seen({}, agent('d', 2, 0, ranked('high')), app('b', 1, 2))).toEqual(['', 6, false]);
  });

  test('but those beside which it has to stand, and those that its spread counts', () => {
    expect(seen(spread('b'), app('b', 1, 2), app('c', 1, 1))).toEqual(['b', 6, false]);
    expect(seen(beside('b'), app('b', 1, 2), app('c', 1, 1))).toEqual(['b,c', 5, true]);
    expect(seen(beside('b', 'zone'), app('b', 1, 2), app('c', 1, 1))).toEqual(['b', 6, false]);
  });

  test('room is counted without them, and with its own pods', () => {
    const scene = new Scene(
      [4, 3], HIGH, app('a', 2, 1, {}, ranked('high')), app('b', 1, 2), app('c', 1, 1, {}, ranked('high')));
    const view = slotView(scene.standing({ a: [0, 0], b: [1], c: [1] }), scene.task('a'));
    expect(view).toEqual({ byNode: [4, 2], total: 6, zoneOf: undefined });
  });
});
