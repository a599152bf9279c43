import { asksForDomains, mostInDomains } from './domain-slots';
import { Attraction, HOSTNAME, Task, ZONE } from '../tasks/task';
import { Capacity } from '../capacity';
import { spreadOver, taskOf } from '../../../../test/support/capacity';

const ZONES = ['a', 'a', 'b', undefined];
const capacity = {
  domain: (node: number, key: string) => (key === ZONE ? ZONES[node] : `n${node}`),
} as unknown as Capacity;
const alone: Task = taskOf();
const beside = (own: Partial<Attraction> = {}): Task => {
  const task = taskOf({ attractions: [] });
  task.attractions.push({ topologyKey: ZONE, self: true, targets: [task], satisfied: [false], ...own });
  return task;
};
const most = (task: Task, slots: number[], nodes = slots.map((_, node) => node)) =>
  mostInDomains(capacity, task, task.spreads, nodes, slots);

test('domains decide about spread, about pods that keep apart over more than a node, and about affinity to itself', () => {
  const asks = (task: Task) => asksForDomains(task, task.spreads);
  expect(asks(alone)).toBe(false);
  expect(asks(taskOf({ spreads: [spreadOver([0])] }))).toBe(true);
  expect(asks(taskOf({ apart: { topologyKey: HOSTNAME, perRevision: false } }))).toBe(false);
  expect(asks(taskOf({ apart: { topologyKey: ZONE, perRevision: false } }))).toBe(true);
  expect(asks(beside())).toBe(true);
});

test('affinity that somebody else may satisfy leaves pods more domains than one', () => {
  const asks = (own: Partial<Attraction>) => asksForDomains(beside(own), []);
  expect([
    asks({ self: false }), asks({ targets: [alone] }), asks({ satisfied: [false, true] }), asks({ targets: [] }),
  ]).toEqual([false, false, false, true]);
  expect(asksForDomains({ ...beside(), unmodelled: ['something'] }, [])).toBe(false);
});

test('without domains every slot counts', () => expect(most(alone, [3, 2, 1])).toBe(6));

test('pods that keep apart by node have the slots that they are given', () =>
  expect(most(taskOf({ apart: { topologyKey: HOSTNAME, perRevision: false } }), [1, 1, 0, 1])).toBe(3));

test('pods that keep apart by domain have one in each domain that has a slot', () => {
  const apart = taskOf({ apart: { topologyKey: ZONE, perRevision: false } });
  expect(most(apart, [3, 2, 1, 0])).toBe(2);
  expect(most(apart, [3, 2, 0, 0])).toBe(1);
  expect(most(apart, [0, 0, 0, 0])).toBe(0);
  expect(most(apart, [1, 1], [1, 2])).toBe(2);
  // Nodes without the label are each by itself.
  expect(most(apart, [1, 1, 1], [0, 3, 3])).toBe(2);
});

test('pods that have to stand beside their own have the roomiest domain', () => {
  expect(most(beside(), [3, 2, 4])).toBe(5);
  expect(most(beside(), [1, 1, 4])).toBe(4);
  expect(most(beside(), [1, 1, 4], [2, 2, 0])).toBe(4);
  expect(most(beside({ topologyKey: HOSTNAME }), [1, 2, 1])).toBe(2);
  expect(most(beside(), [])).toBe(0);
});

test('of several limits the tightest counts', () => {
  const task = { ...beside(), spreads: [spreadOver([0, 1, 2])] };
  expect(most(task, [3, 2, 1])).toBe(5);
  expect(most(task, [9, 9, 1])).toBe(5);
  expect(most({ ...task, spreads: [spreadOver([0, 1, 2]), spreadOver([0, 1, 2], { minDomains: 4 })] }, [9, 9, 1]))
    .toBe(3);
});
