import { quotaAmount } from './quota-amount';

test.each([
  ['requests.cpu', 1500, '1.5'], ['limits.cpu', 2000, '2'], ['cpu', 1, '0.001'],
  ['requests.memory', 3 * 2 ** 29, '1.5Gi'], ['memory', 4 * 2 ** 30 / 3, '1.33Gi'],
  ['limits.memory', 2 ** 30, '1Gi'], ['memory', 2 ** 30 - 2 ** 20, '1023Mi'], ['memory', 2 ** 20, '1Mi'],
  ['requests.memory', 2 ** 20 - 1, '1048575'], ['requests.storage', 2 ** 40, '1024Gi'],
  ['gold.storageclass.storage.k8s.io/requests.storage', 2 ** 30, '1Gi'],
  ['gold.storageclass.storage.k8s.io/persistentvolumeclaims', 2 ** 30, '1073741824'],
  ['pods', 3, '3'], ['requests.nvidia.com/gpu', 2 ** 30, '1073741824'],
])('%s of %i is written %s', (resource, value, text) => expect(quotaAmount(resource, value)).toBe(text));
