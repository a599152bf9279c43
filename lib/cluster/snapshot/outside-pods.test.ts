import { liveNode, livePod, plansOnLive } from '../../../test/support/live-plan';
import { workload } from '../../../test/support/rollout';
import { Snapshot } from './snapshot';
import { Model } from '../../manifests';

const owned = (kind: string, name: string, spec: object, more: object = {}) => ({
  apiVersion: 'apps/v1', kind, metadata: { name, namespace: 'default' },
  spec: { ...spec, template: { metadata: { labels: { app: name } },
    spec: { containers: [{ name: 'a', resources: { requests: { cpu: '2' } } }] } } }, ...more,
});
const waiting = (live: object[], ...manifests: object[]) => {
  const snapshot = Snapshot.read('c.json', [Buffer.from(JSON.stringify({ items: [liveNode('n1'), ...live] }))]);
  const model = Model.load(manifests.map((each) => ({ file: 'a.yaml', text: JSON.stringify(each) })));
  return snapshot.clusterFor(model)._waiting.map(({ owner }) => owner);
};
const metadataOf = (name: string, generation: number) => ({ metadata: { name, namespace: 'default', generation } });
const other = livePod('other-1', 'ReplicaSet/other', 'n1', 2);

describe('pods that controllers outside the manifests want and have not', () => {
  test.each<[string, object[], string[]]>([
    ['are those beyond what there is', [owned('ReplicaSet', 'other', { replicas: 3 }), other],
      ['ReplicaSet/other', 'ReplicaSet/other']],
    ['take the place of one that is being deleted', [owned('ReplicaSet', 'other', { replicas: 1 }),
      { ...other, metadata: { ...other.metadata, deletionTimestamp: '2026-11-26T10:00:00Z' } }], ['ReplicaSet/other']],
    ['are counted by a DaemonSet itself', [owned('DaemonSet', 'agent', {}, { status: { desiredNumberScheduled: 1 } })],
      ['DaemonSet/agent']],
    ['belong to a StatefulSet', [owned('StatefulSet', 'db', { replicas: 1 })], ['StatefulSet/db']],
    ['of a Deployment that waits for its old ones to go are those of the new template', [
      { ...owned('Deployment', 'other', { replicas: 1, strategy: { type: 'Recreate' } },
        { status: { observedGeneration: 2, replicas: 0 } }), ...metadataOf('other', 2) }], ['Deployment/other']],
    ['take the place of one that has failed', [owned('Job', 'other', { backoffLimit: 6 }, { status: { failed: 1 } }),
      { ...other, status: { phase: 'Failed' } }], ['Job/other']],
    ['of a Job are no more than it lacks', [owned('Job', 'other', { parallelism: 3, completions: 4 },
      { status: { succeeded: 2 } })], ['Job/other', 'Job/other']],
    ['of a Job are none where one of them was enough', [owned('Job', 'other', {}, { status: { succeeded: 1 } })], []],
    ['of a Job are none when it is over', [owned('Job', 'other', {},
      { status: { conditions: [{ type: 'Failed', status: 'True' }] } })], []],
    ['of a Job are none while it is suspended', [owned('Job', 'other', { suspend: true })], []],
    ['are made again elsewhere where their node is down', [liveNode('n2', {}, 'Unknown'),
      owned('ReplicaSet', 'other', { replicas: 1 }), { ...other, spec: { ...other.spec, nodeName: 'n2' } }],
    ['ReplicaSet/other']],
    ['of a StatefulSet are not, before they are gone', [liveNode('n2', {}, 'Unknown'),
      livePod('db-0', 'StatefulSet/db', 'n2', 2)], []],
    ['are none where all are there', [owned('ReplicaSet', 'other', { replicas: 1 }), other], []],
    ['are not told where nothing says how many', [owned('ReplicaSet', 'other', {})], []],
  ])('%s', (_, live, expected) => expect(waiting(live)).toEqual(expected));

  test('are none of a controller that the manifests have', () => {
    const set = owned('StatefulSet', 'db', { replicas: 1 });
    expect(waiting([set], set)).toEqual([]);
  });

  test('may take the room that an update frees', () => {
    const web = workload('Deployment', 'web', { cpu: 2 }, { replicas: 1, strategy: { type: 'Recreate' } });
    const all = [liveNode('n1'), livePod('web-1', 'Deployment/web', 'n1', 2), other, web];
    const beside = (replicas: number) =>
      plansOnLive([...all, owned('ReplicaSet', 'other', { replicas })], web).restart[0].verdict;
    expect([beside(1), beside(2)]).toEqual(['proven', 'possible']);
  });
});

test('pods that another pod leads belong to what made that one', () => {
  const lws = {
    apiVersion: 'leaderworkerset.x-k8s.io/v1', kind: 'LeaderWorkerSet', metadata: { name: 'g', namespace: 'default' },
    spec: { replicas: 1, leaderWorkerTemplate: { size: 2, workerTemplate: {
      spec: { containers: [{ name: 'a', image: 'a:1', resources: { requests: { cpu: '2' } } }] } } } },
  };
  const owning = (kind: string, name: string, owner: string) => {
    const [ownerKind, ownerName] = owner.split('/');
    return { ...owned(kind, name, { replicas: 1 }), metadata: { name, namespace: 'default',
      ownerReferences: [{ kind: ownerKind, name: ownerName, controller: true }] } };
  };
  const live = [
    owning('StatefulSet', 'g', 'LeaderWorkerSet/g'), livePod('g-0', 'StatefulSet/g', 'n1', 2),
    owning('StatefulSet', 'g-0', 'Pod/g-0'), livePod('g-0-1', 'StatefulSet/g-0', 'n1', 2),
  ];
  expect(plansOnLive([liveNode('n1'), ...live, lws], lws).restart[0].fits.verdict).toBe('proven');
});
