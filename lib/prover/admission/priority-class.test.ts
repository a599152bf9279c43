import { admittedPod } from '../../../test/support/admission';
import { deployment, object } from '../../../test/support/rules';

const pod = (extra: object) => deployment(extra);
const high = object('PriorityClass', 'high', { value: 1000 }, 'scheduling.k8s.io/v1');
const objections = (...objects: object[]) =>
  admittedPod(...objects).objections.map(({ reason, certain }) => [reason, certain]);

test('a class that exists, in the input or in every cluster, is admitted', () => {
  expect(objections(pod({ priorityClassName: 'high' }), high)).toEqual([]);
  expect(objections(pod({ priorityClassName: 'system-node-critical' }))).toEqual([]);
  expect(objections(pod({}))).toEqual([]);
});

test('a class that is not in the input leaves doubt, and one that a live cluster lacks is refused', () => {
  expect(objections(pod({ priorityClassName: 'high' }))).toEqual([['PriorityClass high is not in the input', false]]);
  expect(admittedPod.beside([{ ...high, metadata: { name: 'low' } }], pod({ priorityClassName: 'high' })).objections)
    .toMatchObject([{ reason: 'PriorityClass high does not exist', certain: true }]);
});

test('pods that name no class get the default one', () => {
  expect(admittedPod(pod({}), { ...high, globalDefault: true }).pod.priorityClassName).toBe('high');
  expect(admittedPod(pod({}), high).pod.priorityClassName).toBeUndefined();
});

test('refuses a number that contradicts the class', () => {
  expect(objections(pod({ priorityClassName: 'high', priority: 5 }), high)).toEqual([
    ['priority 5 is written, and PriorityClass high makes it 1000', true],
  ]);
  expect(objections(pod({ priorityClassName: 'high', priority: 1000 }), high)).toEqual([]);
});
