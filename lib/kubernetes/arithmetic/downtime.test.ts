import { expectedDowntime, readyTime, UpdateBounds } from '.';
import { load, workload } from '../../../test/support/rollout';

const path = { httpGet: { path: '/', port: 8000 } };
const startupProbe = { ...path, initialDelaySeconds: 60, periodSeconds: 10, failureThreshold: 30, timeoutSeconds: 5 };
const read = (spec: object, ...containers: object[]) => load(workload('Deployment', 'nim', {}, spec, {
  containers: containers.map((probes, index) => ({ name: `c${index}`, ...probes })), terminationGracePeriodSeconds: 90,
})).workloads[0];

const BOUNDS: UpdateBounds = { maxSurge: 0, maxUnavailable: 1, recreate: false };

test('readiness takes as many periods as successes are asked for', () => {
  expect(
    readyTime(read({}, { startupProbe, readinessProbe: { ...path, periodSeconds: 5, successThreshold: 3 } })),
  ).toEqual({ least: 60, most: 380 });
});

test('one container without a bound leaves the pod without a bound', () => {
  expect(readyTime(read({}, { startupProbe }, { readinessProbe: path }))).toEqual({ least: 60, most: undefined });
});

test('nothing goes down where nothing runs', () => {
  expect(expectedDowntime(read({}, { startupProbe }), 0, BOUNDS)).toEqual({ least: 0, most: 0 });
});

test('nothing bounds the downtime where nothing bounds the start', () => {
  expect(expectedDowntime(read({}, { readinessProbe: path }), 1, BOUNDS)).toEqual({ least: 0, most: undefined });
});

test('downtime includes minReadySeconds', () => {
  expect(expectedDowntime(read({ minReadySeconds: 15 }, { startupProbe }), 1, BOUNDS)).toEqual({
    least: 75, most: 470,
  });
});

test('new pods that start beside the old ones may close the gap', () => {
  expect(expectedDowntime(read({ minReadySeconds: 15 }, { startupProbe }), 1, { ...BOUNDS, maxSurge: 1 })).toEqual({
    least: 0, most: 470,
  });
});
