import { gpuNode, viewOf } from '../../../test/support/operate';
import { growCall, instanceOf, nodeGroupOf, NodeGroupOptions, terminateCall } from './node-group';

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
