import { liveObjects } from '../../test/support/admission';
import { isBeingDeleted, liveField, liveTwin } from './live-twin';

const object = (kind: string, namespace: string, name: string, apiVersion = 'v1') =>
  ({ apiVersion, kind, metadata: { namespace, name } });

test('what a cluster holds in the place of an object is that of its type, namespace and name', () => {
  const live = liveObjects([object('Secret', 'a', 'x'), object('Secret', 'b', 'x'), object('ConfigMap', 'a', 'x'),
    object('Service', 'a', 'y', 'serving.knative.dev/v1')]);
  const found = (type: string, namespace: string, name: string) =>
    live.indexOf(liveTwin({ live }, type, namespace, name)!);
  expect([found('Secret', 'a', 'x'), found('Secret', 'b', 'x'), found('ConfigMap', 'a', 'x'),
    found('Service.serving.knative.dev', 'a', 'y')]).toEqual([0, 1, 2, 3]);
  expect([found('Secret', 'a', 'y'), found('Service', 'a', 'y'), found('Secret', 'c', 'x')]).toEqual([-1, -1, -1]);
  expect(liveTwin({ live: liveObjects([object('Secret', 'c', 'x')]) }, 'Secret', 'c', 'x')?.namespace).toBe('c');
  expect(liveTwin({}, 'Secret', 'a', 'x')).toBeUndefined();
});

test('an object is being deleted that says since when', () => {
  const deleted = (metadata: unknown) => isBeingDeleted(liveObjects([{ kind: 'Pod', metadata } as object])[0]);
  expect([deleted({ deletionTimestamp: '2026-01-01T00:00:00Z' }), deleted({}), deleted(undefined)])
    .toEqual([true, false, false]);
});

test('what an object does not say is what the control plane has written there', () => {
  const [bound] = liveObjects([{ ...object('Claim', 'a', 'x'), spec: { size: 2, volumeName: 'v' } } as object]);
  const [asked] = liveObjects([{ ...object('Claim', 'a', 'x'), spec: { size: 1 } } as object]);
  const said = (field: string, live = [bound]) => liveField(asked, { live }, 'spec', field).value;
  expect([said('size'), said('volumeName'), said('other'), said('volumeName', [])])
    .toEqual([1, 'v', undefined, undefined]);
});
