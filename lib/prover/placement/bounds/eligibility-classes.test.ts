import { EligibilityClasses } from './eligibility-classes';
import { emptySlots } from './empty-slots';
import { eligibilityKey, openNodes, shapeOf } from '../open-nodes';
import { Placement } from '../placement';
import { capacityOf, cpuApp, nodesOf, taskNamed } from '../../../../test/support/capacity';

const in_ = (name: string) => ({ nodeSelector: { pool: name } });
const pools = ['a', 'b'].map((name, index) => nodesOf(name, 2, 4 + 4 * index, { labels: { pool: name } }));
const urgent = { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'urgent' }, value: 9 };
const capacity = capacityOf(pools, urgent,
  cpuApp('free', 1), cpuApp('like', 1, 3), cpuApp('other', 2), cpuApp('urgent', 1, 1, { priorityClassName: 'urgent' }),
  cpuApp('ina', 1, 1, in_('a')), cpuApp('inb', 3, 1, in_('b')), cpuApp('huge', 9), cpuApp('big', 5));
const classes = EligibilityClasses.of(capacity);
const task = (name: string) => taskNamed(capacity, name);

test('tasks that may go to the same nodes are a class, and those that ask the same with one priority a shape', () => {
  expect(classes.all.map(({ eligible, groups, tasks, shapes }) => ({
    eligible, groups, tasks: tasks.map(({ workload: { name } }) => name),
    shapes: shapes.map((shape) => shape.tasks.map(({ workload: { name } }) => name)),
  }))).toEqual([
    { eligible: [true, true], groups: [0, 1], tasks: ['free', 'like', 'other', 'urgent', 'big'],
      shapes: [['free', 'like'], ['other'], ['urgent'], ['big']] },
    { eligible: [true, false], groups: [0], tasks: ['ina'], shapes: [['ina']] },
    { eligible: [false, true], groups: [1], tasks: ['inb'], shapes: [['inb']] },
  ]);
  expect(classes.all[0].shapes[1]).toMatchObject({ requests: task('other').requests, rank: task('other').rank });
  expect(EligibilityClasses.of(capacity)).toBe(classes);
});

test('who may come to a group, and to groups with slots, is known', () => {
  expect([classes.on(0), classes.on(1)]).toEqual([[0, 1], [0, 2]]);
  expect(classes.reaching([0, 3])).toEqual([[0, [1]], [2, [1]]]);
  expect(classes.reaching([2, 3])).toEqual([[0, [0, 1]], [1, [0]], [2, [1]]]);
  expect(classes.reaching([0, 0])).toEqual([]);
});

test('those that may not leave some groups are found', () => {
  const names = (groups: boolean[]) => classes.confinedTo(groups).map(({ workload: { name } }) => name);
  expect(names([true, false])).toEqual(['ina']);
  expect(names([false, true])).toEqual(['inb']);
  expect(names([false, false])).toEqual([]);
  expect(names([true, true])).toEqual(['free', 'like', 'other', 'urgent', 'big', 'ina', 'inb']);
});

test('a task that is not placed, or made by hand, has the place of those that ask the same', () => {
  expect(['free', 'like', 'other', 'urgent', 'ina'].map((name) => classes.placeOf(task(name))))
    .toEqual([[0, 0], [0, 0], [0, 1], [0, 2], [1, 0]]);
  expect(classes.placeOf({ ...task('like') })).toEqual([0, 0]);
  expect(classes.placeOf({ ...task('like'), requests: Float64Array.of(1, 7) })).toEqual([0, -1]);
  expect(classes.placeOf(task('huge'))).toEqual([0, -1]);
  expect(classes.placeOf({ ...task('ina'), eligible: [false, false] })).toEqual([-1, -1]);
});

test('a task as if it evicted nobody has the place of its own shape, and no other rank has', () => {
  const { rank } = task('urgent');
  expect(classes.placeOf({ ...task('urgent'), rank: { ...rank, evicts: false } })).toEqual([0, 2]);
  expect(classes.placeOf({ ...task('urgent'), rank: { ...rank, value: 8 } })).toEqual([0, -1]);
  expect(classes.placeOf({ ...task('urgent'), rank: { ...rank, isDoubtful: true } })).toEqual([0, -1]);
});

test('slots of empty nodes are counted by group, one where pods keep apart', () => {
  expect(emptySlots(capacity, task('other'), false)).toEqual([2, 4]);
  expect(emptySlots(capacity, task('other'), true)).toEqual([1, 1]);
  expect(emptySlots(capacity, task('big'), false)).toEqual([0, 1]);
  expect(emptySlots(capacity, task('big'), true)).toEqual([0, 1]);
  expect(emptySlots(capacity, task('ina'), false)).toEqual([4, 0]);
  expect(emptySlots(capacity, task('like'), false)).toBe(emptySlots(capacity, task('free'), false));
});

test('keys are the same for the same alone', () => {
  expect([eligibilityKey(task('free')), eligibilityKey(task('ina'))]).toEqual(['11', '10']);
  expect(shapeOf(task('free'))).toBe(shapeOf(task('like')));
  expect(new Set(['free', 'other', 'ina'].map((name) => shapeOf(task(name)))).size).toBe(3);
});

test('nodes are open to a task as long as there is room for one more of its pods', () => {
  const placement = new Placement(capacity);
  expect(openNodes(placement, task('free'))).toEqual([0, 1, 2, 3]);
  const fuller = new Placement(capacity);
  fuller.add(task('ina'), 0, 4);
  fuller.add(task('big'), 2, 1);
  expect(openNodes(fuller, task('free'))).toEqual([1, 2, 3]);
  expect(openNodes(fuller, task('inb'))).toEqual([2, 3]);
  expect(openNodes(fuller, task('big'))).toEqual([3]);
  expect(openNodes(fuller, task('like'))).toBe(openNodes(fuller, task('free')));
});
