import { load, workload } from '../../../../test/support/rollout';
import { revisionsOf } from './revisions-of';

function revisions(kind: string, status: object, generation: number | undefined = 2) {
  const object = { ...workload(kind, 'a', {}), metadata: { name: 'a', generation }, status };
  return revisionsOf(load(object).manifests[0]);
}
const seen = (more: object) => ({ observedGeneration: 2, ...more });

test.each<[string, object, string | undefined]>([
  ['Deployment', seen({ replicas: 3, updatedReplicas: 3 }), 'one'],
  ['Deployment', seen({ replicas: 3, updatedReplicas: 2 }), 'several'],
  ['Deployment', seen({ replicas: 3 }), 'several'],
  // Between the old pods and the new ones.
  ['Deployment', seen({}), 'several'],
  ['DaemonSet', seen({ currentNumberScheduled: 2, updatedNumberScheduled: 2 }), 'one'],
  ['DaemonSet', seen({ currentNumberScheduled: 2, updatedNumberScheduled: 1 }), 'several'],
  ['DaemonSet', seen({ currentNumberScheduled: 2, replicas: 1, updatedReplicas: 1 }), 'several'],
  ['StatefulSet', seen({ currentRevision: 'a', updateRevision: 'a' }), 'one'],
  ['StatefulSet', seen({ currentRevision: 'a', updateRevision: 'b' }), 'several'],
  ['StatefulSet', seen({ updateRevision: 'b' }), 'several'],
  ['StatefulSet', seen({ currentRevision: 'a' }), undefined],
  ['ReplicaSet', seen({ replicas: 1 }), undefined],
])('a %s with status %j has pods of %s', (kind, status, expected) => expect(revisions(kind, status)).toBe(expected));

test('a status of an older object, or of an unknown one, says nothing', () => {
  const status = { replicas: 3, updatedReplicas: 3 };
  expect(revisions('Deployment', { ...status, observedGeneration: 1 })).toBeUndefined();
  expect(revisions('Deployment', status)).toBeUndefined();
  const { manifests: [bare] } = load({ ...workload('Deployment', 'a', {}),
    status: { ...status, observedGeneration: 2 } });
  expect(revisionsOf(bare)).toBeUndefined();
});
