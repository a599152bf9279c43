import { drainOnLive, made, standing } from '../../../../test/support/live-drains';
import { liveNode } from '../../../../test/support/live-plan';

const CORDONED = { unschedulable: true };
const TAINTED = { taints: [{ key: 'spot', effect: 'NoSchedule' }] };
const on = (...values: string[]) => ({ affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: {
  nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values }] }],
} } } });

describe('a drain where pods stand on nodes that take no more of them', () => {
  const tolerant = { tolerations: [{ key: 'spot', operator: 'Exists' }] };
  const pod = (name: string, node: string) => standing(`${name}-1`, `Deployment/${name}`, node, 3);
  const drained = (nodes: object[], ...names: [string, string, object][]) => {
    const objects = names.map(([name, , more]) => made('Deployment', name, 3, { spec: { replicas: 1 }, pod: more }));
    const { verdict, witness: [why] } =
      drainOnLive([...nodes, ...names.map(([name, node]) => pod(name, node))], ...objects);
    return [verdict, why];
  };

  test('counts no room that these hold', () => {
    const onFirst = on('n1', 'n2');
    const nodes = [liveNode('n1'), liveNode('n2', TAINTED), liveNode('n3')];
    expect(drained(nodes, ['web', 'n1', { ...onFirst, ...tolerant }], ['other', 'n2', on('n2', 'n3')])).toEqual([
      'unknown', '1 pod on n2 that takes no new pods of Deployment/other, but of Deployment/web: what room they hold ' +
        'there is not counted']);
    expect(drained(nodes, ['web', 'n1', { ...onFirst, ...tolerant }], ['other', 'n3', on('n2', 'n3')])[0])
      .toBe('proven');
  });

  test('nor what these leave elsewhere', () => {
    const nodes = [liveNode('n0', CORDONED), liveNode('n1'), liveNode('n2')];
    const left = '1 pod on n0 that takes no new pods of Deployment/other: what room that leaves elsewhere is not counted';
    expect(drained(nodes, ['web', 'n1', {}], ['other', 'n0', {}])).toEqual(['unknown', left]);
    expect(drained(nodes, ['web', 'n1', {}], ['other', 'n2', {}])[0]).toBe('impossible');
  });

  test('waits for ever for those of a StatefulSet whose kubelet does not answer', () => {
    const lost = [liveNode('n1', {}, 'Unknown'), liveNode('n2'), liveNode('n3')];
    const set = made('StatefulSet', 'db', 1, { spec: { replicas: 1 } });
    const verdicts = [lost, [liveNode('n1'), ...lost.slice(1)]].map((nodes) =>
      drainOnLive([...nodes, standing('db-0', 'StatefulSet/db', 'n1', 1)], set).verdict);
    expect(verdicts).toEqual(['impossible', 'proven']);
  });
});
