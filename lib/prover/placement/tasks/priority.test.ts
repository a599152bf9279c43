import { load, workload } from '../../../../test/support/rollout';
import { mayEvict, mayPerhapsEvict, PriorityIndex, Rank } from './priority';

const priority = (name: string, value: number, more: object = {}) =>
  ({ apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value, ...more });
const rank = (pod: object, ...classes: object[]): Rank => {
  const model = load(workload('Deployment', 'web', {}, {}, pod), ...classes);
  return new PriorityIndex(model).rankOf(model.workloads[0]);
};

test.each<[string, object, object[], Partial<Rank>]>([
  ['no class: zero', {}, [], { value: 0, evicts: true }],
  [
    'no class beside a default: the default', {}, [priority('d', 5, { globalDefault: true })],
    { value: 5, evicts: true },
  ],
  [
    'of two defaults the smaller', {},
    [priority('d', 5, { globalDefault: true }), priority('e', 3, { globalDefault: true })], { value: 3 },
  ],
  [
    'a default that evicts nobody', {}, [priority('d', 5, { globalDefault: true, preemptionPolicy: 'Never' })],
    { value: 5, evicts: false },
  ],
  [
    'its class', { priorityClassName: 'high' }, [priority('high', 9), priority('d', 5, { globalDefault: true })],
    { value: 9, evicts: true },
  ],
  [
    'a class that evicts nobody', { priorityClassName: 'high' }, [priority('high', 9, { preemptionPolicy: 'Never' })],
    { value: 9, evicts: false },
  ],
  ['a negative class', { priorityClassName: 'low' }, [priority('low', -9)], { value: -9, evicts: true }],
  ['a class of the system', { priorityClassName: 'system-node-critical' }, [], { value: 2_000_001_000, evicts: true }],
  [
    'a class that is not in the input', { priorityClassName: 'gone' }, [],
    { value: undefined, className: 'gone', evicts: true },
  ],
])('priority as admission gives it (kubernetes plugin/pkg/admission/priority): %s', (_, pod, classes, expected) => {
  expect(rank(pod, ...classes)).toMatchObject(expected);
});

const of = (value?: number, evicts = true, className?: string): Rank => ({ value, evicts, className });

test.each<[string, Rank, Rank, boolean, boolean]>([
  ['higher', of(2), of(1), true, false],
  ['equal', of(1), of(1), false, false],
  ['lower', of(1), of(2), false, false],
  ['higher, evicts nobody', of(2, false), of(1), false, false],
  ['unknown', of(undefined, true, 'a'), of(1), false, true],
  ['against unknown', of(1), of(undefined, true, 'a'), false, true],
  ['both of one unknown class', of(undefined, true, 'a'), of(undefined, true, 'a'), false, false],
  ['higher than some of them', of(2), { ...of(1), highest: 2, anew: 1 }, false, true],
  ['some of them are higher', { ...of(1), highest: 3, anew: 1 }, of(2), false, true],
  ['higher, and lower than those that are made in their place', of(2), { ...of(1), highest: 1, anew: 3 }, false, true],
  ['higher, and as high as those that are made in their place', of(2), { ...of(1), highest: 1, anew: 2 }, true, false],
  ['those that are made in their place are higher', { ...of(1), highest: 1, anew: 3 }, of(2), false, true],
  ['unknown, evicts nobody', of(undefined, false, 'a'), of(1), false, false],
])('who evicts whom (kubernetes pkg/scheduler/framework/preemption): %s', (_, one, two, certainly, perhaps) => {
  expect([mayEvict(one, two), mayPerhapsEvict(one, two)]).toEqual([certainly, perhaps]);
});
