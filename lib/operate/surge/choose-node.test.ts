import { gpuNode, liveDeployment, livePod, replicaSet, viewOf } from '../../../test/support/operate';
import { chooseNode } from './choose-node';

const READY = { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] };
const NAMES = ['gpu-1', 'gpu-2', 'gpu-3'];

function choose(objects: object[], allowDowntime = false) {
  const spec = { strategy: { type: 'Recreate' } };
  const { snapshot } = viewOf(
    liveDeployment({ spec }), replicaSet(2), ...NAMES.map((name) => gpuNode(name, 1)), ...objects,
  );
  const chosen = chooseNode(NAMES, snapshot, allowDowntime)!;
  return [chosen.plan.node, chosen.problems.length];
}

const on = (nodeName: string, metadata: object = {}) => livePod(2, READY, { spec: { nodeName }, metadata });
const budget = {
  apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'web', namespace: 'research-ops' },
  spec: { selector: { matchLabels: { app: 'web' } } },
  status: { disruptionsAllowed: 0, currentHealthy: 1, desiredHealthy: 1, expectedPods: 1 },
};
const held = (node: string) => on(node, { labels: { app: 'web' }, name: `web-2-${node}` });
const bare = (node: string) => on(node, { ownerReferences: [], name: `bare-${node}` });

test('an empty node goes, wherever it stands among the others', () => {
  expect(choose([on('gpu-1'), bare('gpu-3')])).toEqual(['gpu-2', 0]);
});

test('a node whose pod may leave goes before one whose pod a budget holds, or that nobody makes again', () => {
  expect(choose([budget, on('gpu-1'), bare('gpu-2'), bare('gpu-3')])).toEqual(['gpu-1', 0]);
});

test('where a budget holds a pod of each, what speaks against the best is said, unless downtime is allowed', () => {
  const objects = [budget, ...NAMES.map(held)];
  expect(choose(objects)[1]).toBe(1);
  expect(choose(objects, true)[1]).toBe(0);
});

test('without nodes there is none', () => {
  expect(chooseNode([], viewOf().snapshot, false)).toBeUndefined();
});

test('of nodes whose pods a budget holds the one with fewer pods goes, and of empty ones the first', () => {
  const more = on('gpu-1', { labels: { app: 'web' }, name: 'web-2-more' });
  expect(choose([budget, ...NAMES.map(held), more], true)[0]).not.toBe('gpu-1');
  expect(choose([])).toEqual(['gpu-1', 0]);
});
