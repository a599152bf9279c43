import { Captives, Others } from './captives';
import { Capacity } from '../capacity';
import { Task } from '../tasks/task';
import { capacityOf, cpuApp, nodesOf, taskNamed } from '../../../../test/support/capacity';

const only = { nodeSelector: { pool: 'a' } };
const priority = (name: string, value: number) =>
  ({ apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value });
const scaler = {
  apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'scaled' },
  spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'scaled' }, minReplicas: 1,
    maxReplicas: 4 },
};
const capacity = capacityOf(
  [nodesOf('a', 2, 8, { labels: { pool: 'a' } }), nodesOf('b', 2, 8, { labels: { pool: 'b' } })],
  priority('low', -1), priority('high', 1), scaler,
  cpuApp('web', 1, 2, only), cpuApp('scaled', 2, 1, only), cpuApp('low', 3, 1, { ...only, priorityClassName: 'low' }),
  cpuApp('high', 4, 1, { ...only, priorityClassName: 'high' }), cpuApp('free', 5),
  cpuApp('inb', 6, 1, { nodeSelector: { pool: 'b' } }),
);
const task = (name: string) => taskNamed(capacity, name);
const all = (_: Task, pods: number) => pods;
/** Of pods, and of cpu. */
const asked = (name: string, others: Others, but?: [string, number][], standing = all) =>
  [...new Captives(capacity as Capacity, standing)
    .ask(task(name), others, but && new Map(but.map(([other, pods]) => [task(other), pods])))]
    .slice(0, capacity.resources.length);

test('what others ask that cannot go elsewhere, and that it does not evict, is in the way', () => {
  // Scaled and high; low is evicted, the others may go elsewhere.
  expect(asked('web', 'least')).toEqual([2, 6000]);
  expect(asked('web', 'most')).toEqual([5, 12000]);
  expect(asked('web', 'absent')).toEqual([0, 0]);
  expect(asked('high', 'least')).toEqual([0, 0]);
  expect(asked('low', 'least')).toEqual([4, 8000]);
  expect(asked('inb', 'least')).toEqual([0, 0]);
  expect(asked('free', 'least')).toEqual([5, 14000]);
});

test('so many of each may be said, and so many instead of some', () => {
  expect(asked('web', ({ workload: { name } }) => (name === 'high' ? 2 : 0))).toEqual([2, 8000]);
  expect(asked('web', 'least', [['scaled', 3]])).toEqual([4, 10000]);
  expect(asked('web', 'least', [['scaled', 0], ['high', 0]])).toEqual([0, 0]);
  // Neither the task itself, nor what is not in the way.
  expect(asked('web', 'least', [['web', 9], ['low', 9], ['free', 9]])).toEqual([2, 6000]);
});

test('no more of them count than can stand', () => {
  const one = (_: Task, pods: number) => Math.min(1, pods);
  expect(asked('web', 'most', undefined, one)).toEqual([2, 6000]);
  expect(asked('web', 'most', [['high', 5]], one)).toEqual([2, 6000]);
});

test('what was asked once does not change what is asked next', () => {
  const captives = new Captives(capacity as Capacity, all);
  const ask = (name: string, others: Others, ...but: [string, number][]) =>
    [...captives.ask(task(name), others, new Map(but.map(([other, pods]) => [task(other), pods])))]
    .slice(0, capacity.resources.length);
  for (let again = 0; again < 2; again++) {
    expect(ask('web', 'least', ['scaled', 4])).toEqual([5, 12000]);
    expect(ask('web', 'least')).toEqual([2, 6000]);
    expect(ask('scaled', 'least')).toEqual([3, 6000]);
    expect(ask('web', 'most')).toEqual([5, 12000]);
    expect(ask('low', 'least')).toEqual([4, 8000]);
  }
});
