import fc from 'fast-check';
import { Task } from '../../placement';
import { everyLoad, everySize, interestingSizes } from './size';
import { load, workload } from '../../../../test/support/rollout';

const task = (least: number, most: number, spec: object = {}, kind = 'Deployment'): Task =>
  ({ least, most, workload: load(workload(kind, 'subject', {}, spec)).workloads[0] }) as Task;
const sizes = (subject: Task) =>
  interestingSizes(subject).map(({ replicas, bounds }) => [replicas, bounds.maxUnavailable]);

test('the sizes that decide are the ends and the largest at which no pod may be missing', () => {
  expect(sizes(task(1, 10))).toEqual([[1, 0], [3, 0], [10, 2]]);
  expect(sizes(task(5, 10))).toEqual([[5, 1], [10, 2]]);
  expect(sizes(task(1, 3))).toEqual([[1, 0], [3, 0]]);
  expect(sizes(task(2, 2))).toEqual([[2, 0]]);
  expect(sizes(task(0, 2))).toEqual([[1, 0], [2, 0]]);
  expect(sizes(task(0, 1))).toEqual([[1, 0]]);
  expect(sizes(task(0, 0))).toEqual([]);
});

test('a pod whose kind is never updated may always be missing', () => {
  expect(interestingSizes(task(1, 1, {}, 'ReplicaSet'))).toEqual([
    { replicas: 1, bounds: { maxSurge: 0, maxUnavailable: 1, recreate: false } },
  ]);
});

test('the size between the ends is the largest at which no pod may be missing', () => {
  const upTo = (max: number, min = 0) => fc.integer({ min, max });
  fc.assert(
    fc.property(upTo(40, 1), upTo(40), upTo(100), (least, more, percent) => {
      const subject = task(least, least + more, {
        strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: `${percent}%` } },
      });
      const none = everySize(subject)!
        .filter(({ bounds }) => bounds.maxUnavailable === 0)
        .map(({ replicas }) => replicas);
      const decisive = interestingSizes(subject).map(({ replicas }) => replicas);
      expect(decisive).toEqual([...new Set([least, none.length > 0 ? Math.max(...none) : least, least + more])]);
    }),
  );
});

test('every size an autoscaler may choose, except none', () => {
  expect(everySize(task(0, 3))!.map(({ replicas }) => replicas)).toEqual([1, 2, 3]);
  expect(everySize(task(1, 50))).toHaveLength(50);
  expect(everySize(task(1, 51))).toBeUndefined();
});

test('every combination of sizes of the others, the largest first', () => {
  const [one, two] = [task(1, 2), task(3, 4)];
  expect(everyLoad([one, two]).map((each) => [each.get(one), each.get(two)])).toEqual([[2, 4], [1, 4], [2, 3], [1, 3]]);
  expect(everyLoad([])).toEqual([new Map()]);
  expect(everyLoad([task(2, 2)])).toEqual([new Map()]);
  expect(everyLoad([one, task(2, 2)]).map((each) => [...each])).toEqual([[[one, 2]], [[one, 1]]]);
});

test('combinations beyond what can be tried are not listed', () => {
  expect(everyLoad([task(1, 4), task(1, 8)])).toHaveLength(32);
  expect(everyLoad([task(1, 4), task(1, 9)])).toEqual([]);
});
