import { liveObjects } from '../../test/support/admission';
import { keyOf, objectKey } from './object-key';

test('an object is told by type, namespace and name, and by no namespace where its kind has none', () => {
  expect(objectKey('Pod', 'a', 'b')).toBe('Pod\0a\0b');
  expect([objectKey('Namespace', 'a', 'b'), objectKey('Namespace', 'c', 'b')])
    .toEqual(['Namespace\0\0b', 'Namespace\0\0b']);
  const key = (json: object) => keyOf(liveObjects([json])[0]);
  expect(key({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'b' } })).toBe('Service\0default\0b');
  expect(key({ apiVersion: 'serving.knative.dev/v1', kind: 'Service', metadata: { name: 'b', namespace: 'a' } }))
    .toBe('Service.serving.knative.dev\0a\0b');
});
