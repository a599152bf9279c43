import { Field, isCpu, readResourceQuota } from '.';
import { liveObjects } from '../../test/support/admission';

const quota = (spec?: object, status?: object) => {
  const { hard, used, ...rest } = readResourceQuota(Field.of(liveObjects([
    { kind: 'ResourceQuota', metadata: { name: 'q', namespace: 'shop' }, spec, status }])[0], []));
  return { ...rest, hard: Object.fromEntries(hard), used: Object.fromEntries(used) };
};

test('amounts of cpu are in thousandths, others in whole units, unreadable ones left out', () => {
  const amounts = { 'cpu': '1', 'requests.cpu': '500m', 'limits.cpu': 2, 'memory': '1Ki', 'pods': '3', 'x': 'much' };
  const read = { 'cpu': 1000, 'requests.cpu': 500, 'limits.cpu': 2000, 'memory': 1024, 'pods': 3 };
  expect(quota({ hard: amounts }, { used: { ...amounts, pods: 2 } })).toEqual({
    name: 'q', namespace: 'shop', hard: read, used: { ...read, pods: 2 }, scopes: [],
  });
  expect(quota()).toMatchObject({ hard: {}, used: {}, scopes: [] });
});

test('scopes are those in short, and those that select', () => {
  const matchExpressions = [
    { scopeName: 'PriorityClass', operator: 'In', values: ['high', 5] }, { scopeName: 'A', operator: 'NotIn' },
    { scopeName: 'B', operator: 'DoesNotExist' }, { scopeName: 'C', operator: 'Exists' }, { operator: 'Other' },
  ];
  expect(quota({ scopes: ['BestEffort', 5], scopeSelector: { matchExpressions } }).scopes).toEqual([
    { name: 'BestEffort', operator: 'Exists', values: [] }, { name: '', operator: 'Exists', values: [] },
    { name: 'PriorityClass', operator: 'In', values: ['high'] }, { name: 'A', operator: 'NotIn', values: [] },
    { name: 'B', operator: 'DoesNotExist', values: [] }, { name: 'C', operator: 'Exists', values: [] },
    { name: '', operator: 'Exists', values: [] },
  ]);
});

test.each([['cpu', true], ['requests.cpu', true], ['limits.cpu', true], ['memory', false], ['count/cpu', false]])(
  '%s is counted in millicores: %p', (resource, inMillicores) => expect(isCpu(resource)).toBe(inMillicores));
