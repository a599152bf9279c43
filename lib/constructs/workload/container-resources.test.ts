import { ContainerResources } from '../..';

const QUANTITY = 'a Kubernetes quantity; write a number with an optional suffix, such as 500m, 2 or 20Gi';

test('limits are the requests unless they are given', () => {
  expect(ContainerResources.of({ cpu: '500m', memory: '2Gi' })._toKube()).toEqual({
    requests: { cpu: '500m', memory: '2Gi' },
    limits: { cpu: '500m', memory: '2Gi' },
  });
});

test('quantities are rendered as the text that was written, whole numbers too', () => {
  const { requests, limits } = ContainerResources.of({
    cpu: '4', cpuLimit: '4.5', memory: '1024', memoryLimit: '1e9',
  })._toKube();
  expect(requests).toEqual({ cpu: '4', memory: '1024' });
  expect(limits).toEqual({ cpu: '4.5', memory: '1e9' });
});

test.each([
  [{ ephemeralStorage: '1Gi' }, '1Gi', '1Gi'],
  [{ ephemeralStorageLimit: '2Gi' }, '2Gi', '2Gi'],
  [{ ephemeralStorage: '1Gi', ephemeralStorageLimit: '2Gi' }, '1Gi', '2Gi'],
])('disk %j is requested and limited', (disk, request, limit) => {
  const resources = ContainerResources.of({ cpu: '1', memory: '1Gi', ...disk })._toKube();
  expect(resources.requests!['ephemeral-storage']).toEqual(request);
  expect(resources.limits!['ephemeral-storage']).toEqual(limit);
});

test('devices are requested and limited alike, and what was there stays', () => {
  const { requests, limits } = ContainerResources.of({ cpu: '1', memory: '1Gi' })
    .withDevices('nvidia.com/gpu', 2)
    ._toKube();
  expect(requests).toEqual({ 'cpu': '1', 'memory': '1Gi', 'nvidia.com/gpu': '2' });
  expect(limits).toEqual(requests);
});

test('memory is known in bytes', () => {
  const resources = ContainerResources.of({ cpu: '1', memory: '1Gi', memoryLimit: '2G' });
  expect([resources.memoryBytes, resources.memoryLimitBytes]).toEqual([2 ** 30, 2e9]);
});

test.each([
  [{ cpu: '2 cores', memory: '1Gi' }, `cpu '2 cores' is not ${QUANTITY}`],
  [{ cpu: '1', memory: '16GB' }, `memory '16GB' is not ${QUANTITY}`],
  [{ cpu: '0', memory: '1Gi' }, "cpu '0' is not positive; write how much the container needs, such as 500m"],
  [
    { cpu: '1', cpuLimit: '-1', memory: '1Gi' },
    "cpuLimit '-1' is not positive; write how much the container needs, such as 500m",
  ],
  [{ cpu: '1', memory: '0Gi' }, "memory '0Gi' is not positive; write how much the container needs, such as 2Gi"],
  [
    { cpu: '2', cpuLimit: '1500m', memory: '1Gi' },
    "cpu limit '1500m' is below the request '2'; write a limit of at least '2'",
  ],
  [
    { cpu: '1', memory: '2Gi', memoryLimit: '2G' },
    "memory limit '2G' is below the request '2Gi'; write a limit of at least '2Gi'",
  ],
  [{ cpu: '1', memory: '512m' }, "memory '512m' is a fraction of a byte; write 512Mi"],
  [
    { cpu: '1', memory: '1Gi', ephemeralStorage: '2Gi', ephemeralStorageLimit: '1Gi' },
    "ephemeral-storage limit '1Gi' is below the request '2Gi'; write a limit of at least '2Gi'",
  ],
])('fails when the resources are %j', (props, message) => {
  expect(() => ContainerResources.of(props)).toThrow(new Error(message));
});
