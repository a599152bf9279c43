import { livePod, replicaSet, viewOf, WEB, liveDeployment } from '../../test/support/operate';
import { Json } from '../../test/support/rules';
import { isScaledByOthers, ownerWorkload } from './recover/owner-workload';
import { ownerOf } from './view';

const controlled = (kind: string, name: string) => ({ ownerReferences: [{ kind, name, controller: true }] });
const owned = (kind: string, by: string): Json =>
  ({ apiVersion: 'v1', kind, metadata: { name: 'c', namespace: WEB.namespace, ...controlled(by, 'web') } });
const named = (object: Json, metadata: Json): Json => ({ ...object, metadata: { ...object.metadata, ...metadata } });

test('ReplicaSets of a Deployment are in the order of their revisions, without what else it owns', () => {
  const others = [owned('ConfigMap', 'Deployment'), named(replicaSet(3), { ownerReferences: [] })];
  const view = viewOf(liveDeployment(), replicaSet(10), replicaSet(9), ...others);
  expect(view.replicaSetsOf(WEB).map(({ name }) => name)).toEqual(['web-9', 'web-10']);
});

test('the new pods of a Deployment are those of its revision, and all others are old', () => {
  const pods = (metadata: Json) => {
    const view = viewOf(named(liveDeployment(), metadata), replicaSet(1), replicaSet(2), livePod(1), livePod(2));
    const { fresh, old } = view.podsOf(view.find(WEB)!);
    return [fresh, old].map((list) => list.map(({ name }) => name));
  };
  expect(pods({})).toEqual([['web-2-a'], ['web-1-a']]);
  // Its controller has not seen the last change.
  expect(pods({ generation: 3 })).toEqual([[], ['web-1-a', 'web-2-a']]);
});

test('pods of a StatefulSet are old by the label of their revision, once its controller has seen the change', () => {
  const pods = (status: Json, kind = 'StatefulSet') => {
    const set = { ...liveDeployment(), kind, status: { observedGeneration: 2, updateRevision: 'web-b', ...status } };
    const pod = (name: string, revision: string) => named(livePod(1), {
      name, labels: { 'controller-revision-hash': revision }, ...controlled(kind, 'web'),
    });
    const view = viewOf(set, pod('web-0', 'web-a'), pod('web-1', 'web-b'), owned('PersistentVolumeClaim', kind));
    const { fresh, old } = view.podsOf(view.find({ ...WEB, kind })!);
    return [fresh, old].map((list) => list.map(({ name }) => name));
  };
  expect(pods({})).toEqual([['web-1'], ['web-0']]);
  expect(pods({ observedGeneration: 1 })).toEqual([['web-0', 'web-1'], []]);
  expect(pods({ updateRevision: undefined })).toEqual([['web-0', 'web-1'], []]);
  expect(pods({}, 'DaemonSet')).toEqual([['web-0', 'web-1'], []]);
});

test('what was said of an object is in the order of the clock, by whichever field says when', () => {
  const event = (message: string, times: Json) => ({
    apiVersion: 'v1', kind: 'Event', metadata: { name: message, namespace: WEB.namespace }, reason: 'A', message,
    involvedObject: { kind: 'Deployment', name: 'web' }, ...times,
  });
  const view = viewOf(
    liveDeployment(),
    event('third', { series: { lastObservedTime: '2026-11-26T10:03:00Z' }, eventTime: '2026-11-26T09:00:00Z' }),
    event('first', { eventTime: '2026-11-26T10:01:00Z' }), event('second ', { lastTimestamp: '2026-11-26T10:02:00Z' }),
    event('never', { lastTimestamp: null }),
  );
  expect(view.eventsOf(WEB).map(({ message }) => message)).toEqual(['never', 'first', 'second', 'third']);
  expect(view.eventsOf({ ...WEB, name: 'other' })).toEqual([]);
});

test('an owner is a controller in the same namespace', () => {
  const owners = (ownerReferences: Json[]) => {
    const pod = named(livePod(1), { ownerReferences });
    return ownerOf(viewOf(pod).pods[0]);
  };
  expect(owners([{ kind: 'A', name: 'a' }, { kind: 'B', name: 'b', controller: true }]))
    .toEqual({ kind: 'B', name: 'b', namespace: WEB.namespace });
  expect(owners([{ kind: 'A', name: 'a' }])).toBeUndefined();
});

describe('who makes a pod again', () => {
  const owner = (...objects: Json[]) => {
    const view = viewOf(...objects);
    const found = ownerWorkload(view.pods[0], view);
    return typeof found === 'string' ? found : found.id;
  };

  test('is its last controller, nobody, or not known', () => {
    expect(owner(livePod(2), replicaSet(2), liveDeployment())).toBe('Deployment/web');
    expect(owner(livePod(2), named(replicaSet(2), { ownerReferences: [] }))).toBe('ReplicaSet/web-2');
    expect(owner(livePod(2))).toBe('unknown');
    expect(owner(livePod(2), replicaSet(2))).toBe('unknown');
    expect(owner(named(livePod(2), { ownerReferences: [] }))).toBe('nobody');
  });

  test('is not known where owners go round in circles', () => {
    expect(owner(livePod(2), named(replicaSet(2), controlled('ReplicaSet', 'web-2')))).toBe('unknown');
  });
});

test.each<[string, boolean, Json, Json]>([
  ['of its kind and name', true, {}, {}], ['that names no kind, which is a Deployment', true, { kind: undefined }, {}],
  ['of another kind', false, { kind: 'StatefulSet' }, {}], ['of another name', false, { name: 'other' }, {}],
  ['in another namespace', false, {}, { metadata: { name: 'a', namespace: 'b' } }],
  ['of KEDA', true, {}, { kind: 'ScaledObject' }], ['that is none', false, {}, { kind: 'Other' }],
])('a workload with an autoscaler %s is scaled by others: %s', (_, expected, target, more) => {
  const view = viewOf(liveDeployment(), {
    apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'a', namespace: WEB.namespace },
    spec: { scaleTargetRef: { kind: 'Deployment', name: 'web', ...target } }, ...more,
  });
  expect(isScaledByOthers(view.find(WEB)!, view)).toBe(expected);
});
