import { keyOf, Manifest, Model } from '../../manifests';
import { Snapshot } from './snapshot';

const node = (name: string) => ({
  kind: 'Node', metadata: { name }, status: { allocatable: { cpu: '4', memory: '8Gi', pods: '10' } },
});
const deployment = {
  apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'default' }, spec: {},
};
const pod = (name: string, nodeName: string | undefined, revision = 'a1', metadata: object = {}) => ({
  apiVersion: 'v1', kind: 'Pod', spec: { nodeName, containers: [{ name: 'a' }] },
  metadata: {
    name, namespace: 'default', labels: { 'pod-template-hash': revision },
    ownerReferences: [{ kind: 'ReplicaSet', name: `web-${revision}`, controller: true }], ...metadata,
  },
});

/** Pods by node of the Deployment; undefined where the places of some are not known. */
function places(...pods: object[]): { [node: string]: number } | undefined {
  const text = JSON.stringify({ items: [node('n1'), node('n2'), deployment, ...pods] });
  const snapshot = Snapshot.read('cluster.json', [Buffer.from(text)]);
  const [web] = new Model(snapshot.objects).byKind('Deployment') as [Manifest];
  const found = snapshot.placesOf([web]).get(keyOf(web));
  return found && Object.fromEntries(found);
}

test('pods stand on nodes for the object that owns them through others', () => {
  expect(places(pod('a', 'n1'), pod('b', 'n2'), pod('c', 'n1'))).toEqual({ n1: 2, n2: 1 });
});

test('a pod that is being deleted stands nowhere', () => {
  const leaving = pod('b', 'n2', 'a1', { deletionTimestamp: '2026-01-01T00:00:00Z' });
  expect(places(pod('a', 'n1'), leaving)).toEqual({ n1: 1 });
});

test('a pod that waits has no place, and those of two revisions or of a node that is down have none', () => {
  expect(places(pod('a', 'n1'), pod('b', undefined))).toEqual({ n1: 1 });
  expect(places(pod('a', 'n1'), pod('b', 'n2', 'b2'))).toBeUndefined();
  const down = { ...node('n3'), spec: { taints: [{ key: 'node.kubernetes.io/unreachable', effect: 'NoExecute' }] } };
  expect(places(down, pod('a', 'n3'))).toBeUndefined();
  expect(places()).toBeUndefined();
});
