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
