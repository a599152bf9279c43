import { amountText } from './wording';

test.each<[string, number, string]>([
  ['cpu', 1500, '1.5 cpu'],
  ['cpu', 1234, '1.23 cpu'],
  ['memory', 2 ** 30, '1Gi memory'],
  ['memory', 1.257 * 2 ** 30, '1.26Gi memory'],
  ['ephemeral-storage', 3 * 2 ** 30, '3Gi ephemeral-storage'],
  ['nvidia.com/gpu', 2, '2 nvidia.com/gpu'],
  ['pods', 1, '1 pod'],
  ['pods', 0, '0 pods'],
  ['pods', 2, '2 pods'],
])('%s %d is %s', (resource, amount, expected) => {
  expect(amountText(resource, amount)).toBe(expected);
});
