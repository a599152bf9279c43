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

test('a pod of a DaemonSet that waits for a node that is gone holds up nothing', () => {
  const agent = (tag: string) => {
    const object = workload('DaemonSet', 'agent', { cpu: 1 }, {}) as { spec: { template: { metadata: object } } };
    const { template } = object.spec;
    const metadata = { ...template.metadata, annotations: { tag } };
    return { ...object, spec: { ...object.spec, template: { ...template, metadata } } };
  };
  const waiting = (node: string) => {
    const pod = livePod('agent-2', 'DaemonSet/agent', '');
    const nodeSelectorTerms = [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: [node] }] }];
    const nodeAffinity = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } };
    return { ...pod, spec: { ...pod.spec, affinity: { nodeAffinity } } };
  };
  const live = [liveNode('n1'), liveNode('n2'), agent('1'), livePod('agent-1', 'DaemonSet/agent', 'n1')];
  const change = (node: string) => plansOnLive([...live, waiting(node)], agent('2')).change[0];
  expect([change('n2').verdict, change('gone').verdict]).toEqual(['proven', 'proven']);
});

test('pods that a taint evicts come again elsewhere', () => {
  const tainted = liveNode('gone', { taints: [{ key: 'a', effect: 'NoExecute' }] });
  expect(verdict(liveNode('n1'), tainted)).toBe('impossible');
  expect(verdict(liveNode('n1'), liveNode('n2'), tainted)).toBe('proven');
});
