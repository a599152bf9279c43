import { JsonObject, Manifest } from '../../manifests';
import { readNode } from '../node-list';
import { isToBeEvicted } from './evicted-pods';

const DOWN = 'node.kubernetes.io/unreachable';
const pod = (spec: object) => new Manifest(
  { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec } as JsonObject,
  { file: 'x', locate: () => ({ file: 'x', line: 1, column: 1 }) }, 0,
);
const evicted = (taint: object, ...tolerations: object[]) => {
  const node = readNode({ metadata: { name: 'n1' }, spec: { taints: [taint] },
    status: { allocatable: { cpu: '1', memory: '1Gi', pods: '9' }, conditions: [{ type: 'Ready', status: 'True' }] } });
  return isToBeEvicted(pod({ tolerations }), node);
};

test.each<[string, boolean, object, object[]]>([
  ['without a toleration', true, { key: 'a', effect: 'NoExecute' }, []],
  ['not where the taint keeps off new ones alone', false, { key: 'a', effect: 'NoSchedule' }, []],
  ['of a node that is down, as the other taint is about to come', true, { key: DOWN, effect: 'NoSchedule' }, []],
  ['tolerated for a while', true, { key: DOWN, effect: 'NoExecute' },
    [{ key: DOWN, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 }]],
  ['not tolerated for ever', false, { key: DOWN, effect: 'NoExecute' },
    [{ key: DOWN, operator: 'Exists', effect: 'NoExecute' }]],
  ['not where everything is tolerated', false, { key: 'a', effect: 'NoExecute' }, [{ operator: 'Exists' }]],
  ['of the same key and value', false, { key: 'a', value: 'b', effect: 'NoExecute' }, [{ key: 'a', value: 'b' }]],
  ['of another value', true, { key: 'a', value: 'b', effect: 'NoExecute' }, [{ key: 'a', value: 'c' }]],
  ['of another effect', true, { key: 'a', effect: 'NoExecute' },
    [{ key: 'a', operator: 'Exists', effect: 'NoSchedule' }]],
])('a pod is evicted by a taint: %s', (_, expected, taint, tolerations) =>
  expect(evicted(taint, ...tolerations)).toBe(expected));

test('a pod of a node that is not in the snapshot is not evicted', () => {
  expect(isToBeEvicted(pod({}), undefined)).toBe(false);
});
