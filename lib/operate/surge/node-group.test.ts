import { gpuNode, viewOf } from '../../../test/support/operate';
import {
  growCall, instanceOf, lifecycleCall, nodeGroupOf, NodeGroupOptions, removeCall, scalingCall, terminateCall,
} from './node-group';

const LABELS = {
  'alpha.eksctl.io/cluster-name': 'ops', 'eks.amazonaws.com/nodegroup': 'gpu',
  'topology.kubernetes.io/region': 'us-east-2',
};

function groupOf(options: NodeGroupOptions, labels: object = {}) {
  const node = gpuNode('gpu-1', 1);
  return nodeGroupOf(options, viewOf({ ...node, metadata: { ...node.metadata, labels } }).snapshot.nodes);
}

test('the nodes say which group of which cluster they are of, and options say it better', () => {
  expect(groupOf({}, LABELS)).toEqual({ eks: { cluster: 'ops', name: 'gpu', region: 'us-east-2' } });
  expect(groupOf({ eksCluster: 'a', nodeGroup: 'b', region: 'c' }, LABELS).eks)
    .toEqual({ cluster: 'a', name: 'b', region: 'c' });
});

test('a person makes nodes, or programs of somebody else', () => {
  expect(groupOf({ nodesReady: true }, LABELS)).toEqual({});
  const commands = groupOf({ addNodeCommand: 'add', removeNodeCommand: 'remove' }, LABELS);
  expect(growCall(commands, 3)).toEqual(['add', ['3']]);
  expect(growCall({}, 3)).toBeUndefined();
});

test('fails when nobody says who makes the nodes, or only who makes them', () => {
  expect(() => groupOf({})).toThrow(
    'surge: does not know who makes the nodes; write --eks-cluster and --node-group, or --add-node-command',
  );
  expect(() => groupOf({ addNodeCommand: 'add' })).toThrow(
    'surge: has only one of --add-node-command and --remove-node-command; write both',
  );
});

test('just one instance ends, and the count goes down with it', () => {
  expect(terminateCall({ cluster: 'ops', name: 'gpu' }, 'i-1')[1]).toEqual([
    'autoscaling', 'terminate-instance-in-auto-scaling-group', '--instance-id', 'i-1',
    '--should-decrement-desired-capacity',
  ]);
});

test.each([
  ['aws:///us-east-2a/i-0a1b2c', 'i-0a1b2c'], ['gce://project/zone/node', undefined], ['', undefined],
])('the instance of %j is %j', (providerId, instance) => {
  expect(instanceOf(providerId)).toBe(instance);
});

describe('what AWS and eksctl are asked, word by word', () => {
  const eks = { cluster: 'ops', name: 'gpu' };
  const far = { ...eks, region: 'eu-1' };
  const text = (call: readonly [string, string[]] | undefined) => call && [call[0], ...call[1]].join(' ');

  test('in the region that is known', () => {
    expect(text(scalingCall(eks))).toBe('aws eks describe-nodegroup --cluster-name ops --nodegroup-name gpu ' +
      '--query nodegroup.scalingConfig --output json');
    expect(text(scalingCall(far))).toMatch(/ --output json --region eu-1$/);
    expect(text(lifecycleCall(eks, 'i-1'))).toBe('aws autoscaling describe-auto-scaling-instances --instance-ids i-1 ' +
      '--query AutoScalingInstances[0].LifecycleState --output text');
    expect(text(lifecycleCall(far, 'i-1'))).toMatch(/ --output text --region eu-1$/);
    expect(text(growCall({ eks: far }, 3)))
      .toBe('eksctl scale nodegroup --cluster ops --name gpu --nodes 3 --region eu-1');
    expect(text(terminateCall(far, 'i-1'))).toMatch(/^aws autoscaling terminate-.* --region eu-1$/);
  });

  test('or a program of somebody else, or nobody', () => {
    const gone = { node: 'gpu-1', instance: 'i-1', left: 2 };
    expect(text(removeCall({ eks }, gone))).toBe(text(terminateCall(eks, 'i-1')));
    expect(text(removeCall({ commands: { add: 'a', remove: 'r' } }, gone))).toBe('r gpu-1 2');
    expect(removeCall({}, gone)).toBeUndefined();
  });
});

test('a group that eksctl made by itself is known by its own label, and one name alone is none', () => {
  const cluster = { 'alpha.eksctl.io/cluster-name': 'ops' };
  expect(groupOf({}, { ...cluster, 'alpha.eksctl.io/nodegroup-name': 'own' }).eks)
    .toEqual({ cluster: 'ops', name: 'own', region: undefined });
  expect(() => groupOf({}, cluster)).toThrow('does not know who makes the nodes');
  expect(() => groupOf({ nodeGroup: 'gpu' })).toThrow('does not know who makes the nodes');
  expect(() => groupOf({ removeNodeCommand: 'r' })).toThrow('has only one of');
  expect(() => nodeGroupOf({}, [])).toThrow('or --add-node-command and --remove-node-command, or --nodes-ready');
});
