import fc from 'fast-check';
import { liveDeployment, viewOf, WEB } from '../../../test/support/operate';
import { rolloutState } from './rollout-state';

const stateOf = (object: object) => {
  const view = viewOf(object);
  return rolloutState(view.snapshot.objects[0]);
};
const deployment = (status: object, spec: object = {}) => stateOf(liveDeployment({ status, spec }));

describe('a Deployment', () => {
  test('is complete when every pod is new and available and no other is left', () => {
    expect(deployment({})).toEqual({ isComplete: true, wanted: 1, updated: 1, available: 1 });
  });

  test.each<[string, object, object]>([
    ['its controller to see the change', { observedGeneration: 1 }, {}],
    ['2 more new pods to be made', { replicas: 3 }, { replicas: 3 }],
    ['1 old pod to go', { replicas: 2, availableReplicas: 2 }, {}],
    ['1 more pod to be available', { availableReplicas: 0 }, {}],
    ['somebody to unpause it', { updatedReplicas: 0 }, { paused: true }],
  ])('waits for %s', (missing, status, spec) => {
    expect(deployment(status, spec)).toMatchObject({ isComplete: false, missing });
  });

  test('is not complete in mid-update, although its condition Available is true all the time', () => {
    const conditions = [{ type: 'Available', status: 'True' }];
    expect(deployment({ conditions, replicas: 2, availableReplicas: 1 }).isComplete).toBe(false);
  });

  test('has given up when its controller says so of this generation', () => {
    const conditions = [{ type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded', message: 'late' }];
    expect(deployment({ conditions, availableReplicas: 0 }).givenUp).toBe('late');
    expect(deployment({ conditions, observedGeneration: 1 }).givenUp).toBeUndefined();
  });

  test('is never complete with fewer pods than wanted, or with one left over', () => {
    const count = fc.integer({ min: 0, max: 5 });
    fc.assert(fc.property(count, count, count, count, (replicas, all, updated, available) => {
      const { isComplete } = deployment(
        { replicas: all, updatedReplicas: updated, availableReplicas: available }, { replicas },
      );
      expect(isComplete).toBe(updated >= replicas && all <= updated && available >= updated);
    }));
  });
});

const statefulSet = (status: object, spec: object = {}) => stateOf({
  apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { ...WEB, generation: 1 }, spec: { replicas: 3, ...spec },
  status: { observedGeneration: 1, replicas: 3, updateRevision: 'b', currentRevision: 'a', ...status },
});

test.each<[string | undefined, object, object]>([
  ['2 more pods to be updated', { updatedReplicas: 1, availableReplicas: 3 }, {}],
  ['1 more pod to be available', { updatedReplicas: 3, availableReplicas: 2 }, {}],
  [undefined, { updatedReplicas: 3, availableReplicas: 3 }, {}],
  [undefined, { updatedReplicas: 1, availableReplicas: 3 }, { updateStrategy: { rollingUpdate: { partition: 2 } } }],
  [undefined, { availableReplicas: 3 }, { updateStrategy: { type: 'OnDelete' } }],
  [undefined, { updateRevision: 'a', availableReplicas: 3 }, {}],
])('a StatefulSet waits for %s', (missing, status, spec) => {
  expect(statefulSet(status, spec).missing).toBe(missing);
});

test.each<[string | undefined, object]>([
  ['1 more pod to be updated', { desiredNumberScheduled: 2, updatedNumberScheduled: 1, numberAvailable: 2 }],
  ['1 more pod to be available', { desiredNumberScheduled: 2, updatedNumberScheduled: 2, numberAvailable: 1 }],
  [undefined, { desiredNumberScheduled: 2, updatedNumberScheduled: 2, numberAvailable: 2 }],
])('a DaemonSet waits for %s', (missing, status) => {
  expect(stateOf({ kind: 'DaemonSet', metadata: WEB, spec: {}, status }).missing).toBe(missing);
});

test('a Job is complete or has failed as its conditions say', () => {
  const job = (...conditions: object[]) => stateOf({ kind: 'Job', metadata: WEB, spec: {}, status: { conditions } });
  expect(job()).toMatchObject({ isComplete: false, missing: '1 more pod to succeed' });
  expect(job({ type: 'Complete', status: 'True' }).isComplete).toBe(true);
  expect(job({ type: 'Failed', status: 'True', message: 'too often' })).toMatchObject({ givenUp: 'too often' });
});

test.each<[string | undefined, object, object]>([
  ['its controller to see the change', { observedGeneration: 0, updatedReplicas: 3, availableReplicas: 3 }, {}],
  ['2 pods to go', { replicas: 5, updatedReplicas: 3, availableReplicas: 3 }, {}],
  ['1 more pod to be updated', { updateRevision: 'a', replicas: 2, availableReplicas: 3 }, {}],
  ['1 more pod to be available', { availableReplicas: 0 },
    { replicas: undefined, updateStrategy: { type: 'OnDelete' } }],
  [undefined, { updatedReplicas: 0, availableReplicas: 3 }, { updateStrategy: { rollingUpdate: { partition: 9 } } }],
])('a StatefulSet also waits for %s', (missing, status, spec) => {
  expect(statefulSet(status, spec)).toMatchObject({ missing, isComplete: missing === undefined });
});

test('what a StatefulSet has counts by its revision', () => {
  expect(statefulSet({ updatedReplicas: 1, availableReplicas: 2 }))
    .toEqual({ isComplete: false, wanted: 3, updated: 1, available: 2, missing: '2 more pods to be updated' });
  expect(statefulSet({ updateRevision: 'a', updatedReplicas: 1, availableReplicas: 3 }).updated).toBe(3);
});

test('a DaemonSet that is updated by hand is not waited for, and one that is not seen is', () => {
  const of = (spec: object, status: object, metadata: object = {}) =>
    stateOf({ kind: 'DaemonSet', metadata: { ...WEB, ...metadata }, spec, status });
  const old = { desiredNumberScheduled: 2, updatedNumberScheduled: 0, numberAvailable: 2 };
  expect(of({ updateStrategy: { type: 'OnDelete' } }, old))
    .toEqual({ isComplete: true, wanted: 2, updated: 2, available: 2 });
  expect(of({ updateStrategy: { type: 'RollingUpdate' } }, old).missing).toBe('2 more pods to be updated');
  expect(of({}, { ...old, updatedNumberScheduled: 2 }, { generation: 2 }).missing)
    .toBe('its controller to see the change');
});

test('a Job waits for those that have not succeeded, and fails with a word of its own where it has none', () => {
  const job = (spec: object, status: object) => stateOf({ kind: 'Job', metadata: WEB, spec, status });
  expect(job({ completions: 3 }, { succeeded: 1 }))
    .toEqual({ isComplete: false, wanted: 3, updated: 3, available: 1, missing: '2 more pods to succeed' });
  expect(job({}, { conditions: [{ type: 'Complete', status: 'True' }] }).missing).toBeUndefined();
  expect(job({}, { conditions: [{ type: 'Complete', status: 'False' }, { type: 'Failed', status: 'False' }] }))
    .toMatchObject({ isComplete: false, givenUp: undefined });
  expect(job({}, { conditions: [{ type: 'Failed', status: 'True' }] }).givenUp).toBe('the Job failed');
});

test('a Deployment that is late says its reason where it has no message, and none once it is complete', () => {
  const late = { type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' };
  expect(deployment({ conditions: [late], availableReplicas: 0 }).givenUp).toBe('ProgressDeadlineExceeded');
  expect(deployment({ conditions: [{ ...late, reason: 'ReplicaSetUpdated' }], availableReplicas: 0 }).givenUp)
    .toBeUndefined();
  expect(deployment({ conditions: [late] }).givenUp).toBeUndefined();
  expect(deployment({ updatedReplicas: undefined }, { replicas: undefined }))
    .toMatchObject({ wanted: 1, updated: 0, missing: '1 more new pod to be made' });
  expect(deployment({}, { paused: true }).isComplete).toBe(true);
  expect(deployment({ updatedReplicas: 0 }, { paused: false }).missing).toBe('1 more new pod to be made');
});
