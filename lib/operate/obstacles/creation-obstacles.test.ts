import { eventAbout, liveDeployment, livePod, replicaSet, viewOf, WEB } from '../../../test/support/operate';
import { Json } from '../../../test/support/rules';
import { containerObstacles } from './container-obstacles';
import { creationObstacles } from './creation-obstacles';

function refused(message: string | undefined, ...objects: Json[]) {
  const conditions = [{ type: 'ReplicaFailure', status: 'True', message }];
  const view = viewOf(liveDeployment({ status: { conditions } }), ...objects);
  return creationObstacles(view.find(WEB)!, view)[0];
}

test.each([
  'failed calling webhook "a"', 'serviceaccount "b" not found', 'connection refused', 'Timeout',
  'context deadline exceeded',
])('%s may heal', (message) => {
  expect(refused(message)).toMatchObject({ code: 'pod-refused', healing: 'from outside' });
});

test('what else is refused stays so', () => {
  expect(refused('no such field')).toEqual({
    code: 'pod-refused', evidence: ['FailedCreate: no such field'], healing: 'never',
    cause: 'the API server refuses the pod',
    // Its controller has made nothing yet.
    next: ['--namespace', 'research-ops', 'describe', 'deployment', 'web'],
  });
  expect(refused(undefined)).toBeUndefined();
});

test('a quota is waited for only while a pod of its namespace stops', () => {
  const message = 'exceeded quota: few, requested: pods=1, used: pods=1';
  const going = (namespace: string) =>
    livePod(1, {}, { metadata: { namespace, deletionTimestamp: '2026-11-26T10:00:00Z' } });
  expect(refused(message, going('other')).healing).toBe('from outside');
  expect(refused(message, livePod(1)).healing).toBe('from outside');
  expect(refused(message, going('research-ops')).healing).toBe('by itself');
});

test('of a workload that is no Deployment what was said of others does not count', () => {
  const set = { ...liveDeployment(), kind: 'StatefulSet' };
  const view = viewOf(set, replicaSet(2), eventAbout('StatefulSet', 'other', 'FailedCreate', 'no'));
  expect(creationObstacles(view.find({ ...WEB, kind: 'StatefulSet' })!, view)).toEqual([]);
});

test('a container whose image nobody tells has one all the same', () => {
  const status = { containerStatuses: [{ name: 'side', state: { waiting: { reason: 'InvalidImageName' } } }] };
  const view = viewOf(livePod(2, status));
  expect(containerObstacles(view.pods[0], view, false)[0].cause).toBe('its image is no name of an image');
});

test('what a registry says counts word by word, each event by itself', () => {
  const status = (message: string) =>
    ({ containerStatuses: [{ name: 'main', state: { waiting: { reason: 'ImagePullBackOff', message } } }] });
  const code = (message: string, ...events: Json[]) => {
    const view = viewOf(livePod(2, status(message)), ...events);
    return containerObstacles(view.pods[0], view, false)[0].code;
  };
  expect(code('status 40', eventAbout('Pod', 'web-2-a', 'Failed', '3'))).toBe('image-pull');
  expect(['unauthorized', 'denied', 'authentication required', 'status 403 x'].map((text) => code(text)))
    .toEqual(Array(4).fill('image-unauthorized'));
  expect(['does not exist', 'name unknown', 'manifest unknown', 'Not Found'].map((text) => code(text)))
    .toEqual(Array(4).fill('image-not-found'));
  expect(code('status 4030')).toBe('image-pull');
});
