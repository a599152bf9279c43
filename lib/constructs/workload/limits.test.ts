import { Duration } from 'cdk8s';
import { ContainerResources } from '../..';
import { toLabelValue } from '../../kubernetes/names';
import { StartupBudget, wholeSeconds } from './startup-budget';

test('a label value is cut where labels end, and ends with a letter or digit', () => {
  expect(toLabelValue('a'.repeat(64))).toBe('a'.repeat(63));
  expect(toLabelValue(`${'a'.repeat(62)}--b`)).toBe('a'.repeat(62));
});

test('a progress deadline that would be read as not set is one second longer', () => {
  const waits = { readinessSeconds: 15, minReadySeconds: 0, terminationGraceSeconds: 60 };
  const quick = { imagePull: Duration.seconds(1), period: Duration.seconds(1) };
  const deadline = (startup: number) =>
    StartupBudget.of(Duration.seconds(startup), quick).progressDeadlineSeconds(waits);
  expect([517, 518, 519].map(deadline)).toEqual([599, 601, 601]);
});

test('the longest duration is accepted, and one second more is not', () => {
  expect(wholeSeconds('wait', Duration.seconds(10 ** 8))).toBe(10 ** 8);
  expect(() => wholeSeconds('wait', Duration.seconds(10 ** 8 + 1))).toThrow(
    'wait 100000001 s is not a whole number of seconds from 1 to 100000000',
  );
});

const disk = { request: '256Mi', limit: '2Gi' };
const sizes = (resources: ContainerResources) => {
  const { requests, limits } = resources._withDefaultDisk(disk)._toKube();
  return [requests!['ephemeral-storage'], limits!['ephemeral-storage']];
};

test.each([
  [{}, ['256Mi', '2Gi']],
  [{ ephemeralStorage: '1Gi' }, ['1Gi', '1Gi']],
  [{ ephemeralStorageLimit: '3Gi' }, ['3Gi', '3Gi']],
  [{ ephemeralStorage: '1Gi', ephemeralStorageLimit: '3Gi' }, ['1Gi', '3Gi']],
])('the default disk gives way to %j', (said, expected) => {
  expect(sizes(ContainerResources.of({ cpu: '1', memory: '1Gi', ...said }))).toEqual(expected);
});
