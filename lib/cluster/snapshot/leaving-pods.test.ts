import { liveNode, livePod, plansOnLive } from '../../../test/support/live-plan';
import { noSurge, workload } from '../../../test/support/rollout';
import { Model } from '../../manifests';
import { Snapshot } from './snapshot';

const web = workload('Deployment', 'web', { cpu: 3 }, noSurge(2)) as { spec: { template: object } };
const pods = [livePod('web-1', 'Deployment/web', 'n1', 3), livePod('web-2', 'Deployment/web', 'gone', 3)];
const verdict = (...live: object[]) => plansOnLive([web, ...pods, ...live], web).change[0].verdict;

describe('pods on a node that is gone', () => {
  test('come again, for which they need room', () => {
    expect(verdict(liveNode('n1'))).toBe('impossible');
    expect(verdict(liveNode('n1'), liveNode('n2'))).toBe('proven');
  });

  test('are told', () => {
    const snapshot = Snapshot.read('c.json', [Buffer.from(JSON.stringify({ items: [liveNode('n1'), web, ...pods] }))]);
    expect(snapshot.clusterFor(Model.load([]))._remarks).toContain(
      '1 pod on nodes that are gone, taken to be deleted: web-2');
  });

  test('are made again by controllers outside the manifests', () => {
    const other = { apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name: 'other', namespace: 'default' },
      spec: { replicas: 1, template: web.spec.template } };
    const snapshot = Snapshot.read('c.json', [Buffer.from(JSON.stringify({ items: [liveNode('n1'), other,
      livePod('other-1', 'ReplicaSet/other', 'gone', 3)] }))]);
    expect(snapshot.clusterFor(Model.load([]))._waiting.map(({ owner }) => owner)).toEqual(['ReplicaSet/other']);
  });

  test('stay where a node could not be read, which may be theirs', () => {
    expect(verdict(liveNode('n1'), { ...liveNode('n2'), status: {} })).toBe('proven');
  });
});

test('pods that a taint evicts come again elsewhere', () => {
  const tainted = liveNode('gone', { taints: [{ key: 'a', effect: 'NoExecute' }] });
  expect(verdict(liveNode('n1'), tainted)).toBe('impossible');
  expect(verdict(liveNode('n1'), liveNode('n2'), tainted)).toBe('proven');
});
