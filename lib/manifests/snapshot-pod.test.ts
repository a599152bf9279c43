import { load } from '../../test/support/rollout';
import { tellsNoCondition, withoutNode } from './snapshot-pod';

const pod = (more: object) => load({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, ...more }).manifests[0];

test('a pod without its node is else the same', () => {
  const { name, json } = withoutNode(pod({ spec: { nodeName: 'n1', priority: 3 }, status: { phase: 'Running' } }));
  expect(name).toBe('a');
  expect(JSON.parse(JSON.stringify(json))).toMatchObject({ spec: { priority: 3 }, status: { phase: 'Running' } });
  expect(json.spec).not.toMatchObject({ nodeName: 'n1' });
  expect(withoutNode(pod({})).json.spec).toEqual({ nodeName: undefined });
});

test.each<[boolean, object]>([
  [true, {}], [true, { status: { phase: 'Running' } }], [false, { status: { phase: 'Pending' } }],
  [false, { status: { phase: 'Running', conditions: [] } }],
])('that conditions were left out is %s of %j', (expected, more) => expect(tellsNoCondition(pod(more))).toBe(expected));
