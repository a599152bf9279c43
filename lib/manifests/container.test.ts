import { fieldOf } from '../../test/support/fields';
import { readContainers } from './container';

test('app containers are read, then sidecars, and no other init containers', () => {
  const named = (name: string, more: object = {}) => ({ name, ...more });
  const spec = {
    containers: [named('a'), {}], initContainers: [named('init'), named('side', { restartPolicy: 'Always' })],
  };
  expect(readContainers(fieldOf(spec)).map(({ name, pointer }) => [name, pointer])).toEqual([
    ['a', '/at/containers/0'], ['', '/at/containers/1'], ['side', '/at/initContainers/1'],
  ]);
});

test('probes have what upstream takes where nothing, or zero, is written', () => {
  const seconds = { initialDelaySeconds: 1, periodSeconds: 2, timeoutSeconds: 3, failureThreshold: 4,
    successThreshold: 5 };
  const zero = Object.fromEntries(Object.keys(seconds).map((key) => [key, 0]));
  const [{ startupProbe, livenessProbe, readinessProbe }] = readContainers(fieldOf({ containers: [
    { startupProbe: seconds, livenessProbe: zero, readinessProbe: { periodSeconds: 7 } },
  ] }));
  const defaults = { initialDelaySeconds: 0, periodSeconds: 10, timeoutSeconds: 1, failureThreshold: 3,
    successThreshold: 1 };
  expect(startupProbe).toEqual({ pointer: '/at/containers/0/startupProbe', ...seconds });
  expect(livenessProbe).toEqual({ pointer: '/at/containers/0/livenessProbe', ...defaults });
  expect(readinessProbe).toEqual({ pointer: '/at/containers/0/readinessProbe', ...defaults, periodSeconds: 7 });
});

test('a probe that is not written is none', () => {
  const [{ startupProbe, livenessProbe, readinessProbe }] = readContainers(fieldOf({ containers: [
    { startupProbe: null, name: 'a' }] }));
  expect([startupProbe, livenessProbe, readinessProbe]).toEqual([undefined, undefined, undefined]);
});
