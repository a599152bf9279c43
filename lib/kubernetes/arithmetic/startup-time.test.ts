import { deploymentBounds, expectedDowntime, killTime, neededProgressDeadline, readyTime } from '.';
import { load, noSurge, surge, workload } from '../../../test/support/rollout';

const startupProbe = {
  httpGet: { path: '/', port: 8000 }, initialDelaySeconds: 60, periodSeconds: 10, failureThreshold: 30,
  timeoutSeconds: 5,
};
const readinessProbe = { httpGet: { path: '/', port: 8000 }, periodSeconds: 5 };
const read = (spec: object, probes: object) =>
  load(
    workload('Deployment', 'nim', {}, spec, {
      containers: [{ name: 'main', ...probes }], terminationGracePeriodSeconds: 90,
    }),
  ).workloads[0];
const bounds = (spec: object) => deploymentBounds(read(spec, {}).strategy, 1);

test('the kubelet kills between the first and the last moment the probes allow', () => {
  expect(killTime(read({}, { startupProbe }).pod.containers[0].startupProbe!)).toEqual({ least: 350, most: 365 });
});

test('a pod is ready within its startup budget and one readiness period', () => {
  expect(readyTime(read({}, { startupProbe, readinessProbe }))).toEqual({ least: 60, most: 370 });
});

test('nothing bounds the start without a startup probe', () => {
  expect(readyTime(read({}, { readinessProbe }))).toEqual({ least: 0, most: undefined });
  expect(neededProgressDeadline(read({}, { readinessProbe }), bounds(surge(1)))).toBeUndefined();
});

test('the progress deadline includes the grace of a pod that must leave first, and minReadySeconds', () => {
  const probes = { startupProbe, readinessProbe };
  expect(neededProgressDeadline(read({ minReadySeconds: 15 }, probes), bounds(surge(1)))).toBe(385);
  expect(neededProgressDeadline(read({ minReadySeconds: 15 }, probes), bounds(noSurge(1)), 120)).toBe(595);
});

test('downtime lasts from the end of the old pod to the readiness of the new one', () => {
  const probes = { startupProbe, readinessProbe };
  expect(expectedDowntime(read({}, probes), 1, bounds(surge(1)))).toEqual({ least: 0, most: 0 });
  expect(expectedDowntime(read({}, probes), 1, bounds(noSurge(1)))).toEqual({ least: 60, most: 460 });
  expect(expectedDowntime(read({}, probes), 2, bounds(noSurge(1)))).toEqual({ least: 0, most: 0 });
});
