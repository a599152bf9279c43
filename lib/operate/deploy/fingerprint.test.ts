import { before, wanted } from '../../../test/support/deploying';
import { ofRevision, web } from '../../../test/support/gpu-rollout';
import { gpuNode, livePod, viewOf } from '../../../test/support/operate';
import { Json, modelOf } from '../../../test/support/rules';
import { planAt } from '../live-plan';
import { fingerprint } from './fingerprint';
import { switchedToRecreate } from './strategy-switch';

const [namespace, live, ...rest] = before;
const rest1 = rest.slice(0, -1);
const of = (manifests: Json[], objects: Json[]) => {
  const asked = modelOf(manifests).manifests;
  return fingerprint(asked, planAt(asked, viewOf(...objects).snapshot));
};
const usual = of([wanted()], before);
const onNode = (node: Json) => of([wanted()], [namespace, live, ...rest1, node]);

test('a plan has a short name, which is the same in whatever order the cluster lists', () => {
  expect(usual).toMatch(/^[0-9a-f]{12}$/);
  expect(of([wanted()], [...before].reverse())).toBe(usual);
  const two = [gpuNode('gpu-1', 2), gpuNode('gpu-2', 2)];
  expect(of([wanted()], [live, ...rest1, ...two])).toBe(of([wanted()], [live, ...rest1, ...two.reverse()]));
});

test.each<[string, () => string]>([
  ['a manifest', () => of([wanted({ revisionHistoryLimit: 3 })], before)],
  ['the room of a node', () => onNode(gpuNode('gpu-1', 3))],
  ['the name of a node', () => onNode(gpuNode('gpu-2', 2))],
  ['a node that takes no more pods', () => onNode({ ...gpuNode('gpu-1', 2), spec: { unschedulable: true } })],
  ['a taint', () => onNode({ ...gpuNode('gpu-1', 2), spec: { taints: [{ key: 'a', effect: 'PreferNoSchedule' }] } })],
  ['the value of a taint', () => onNode({
    ...gpuNode('gpu-1', 2), spec: { taints: [{ key: 'a', value: 'b', effect: 'PreferNoSchedule' }] },
  })],
  ['what runs', () => of([wanted()], [namespace, web(1, { metadata: { generation: 7 } }), ...rest])],
])('another one with another %s', (_, name) => {
  expect(name()).not.toBe(usual);
});

test('each of these tells apart', () => {
  const taints = (taint: Json) => onNode({ ...gpuNode('gpu-1', 2), spec: { taints: [taint] } });
  const names = [
    taints({ key: 'a', effect: 'PreferNoSchedule' }), taints({ key: 'b', effect: 'PreferNoSchedule' }),
    taints({ key: 'a', value: 'v', effect: 'PreferNoSchedule' }),
  ];
  expect(new Set(names).size).toBe(3);
});

test('a pod that comes and changes no verdict changes nothing', () => {
  const other = livePod(1, {}, { metadata: { name: 'other', ownerReferences: [] }, spec: { nodeName: 'gpu-1' } });
  expect(of([wanted()], [...before, other])).toBe(usual);
});

describe('switched to Recreate', () => {
  const switched = (manifests: Json[], ...objects: Json[]) =>
    switchedToRecreate(modelOf(manifests).manifests, viewOf(...objects).snapshot).map(({ name }) => name);
  const recreate = { strategy: { type: 'Recreate' } };

  test('is a Deployment that runs with a rolling update and is to be recreated', () => {
    expect(switched([wanted(recreate)], web(1), ofRevision(1))).toEqual(['web']);
    expect(switched([wanted()], web(1))).toEqual([]);
    expect(switched([wanted(recreate)], web(1, { spec: recreate }))).toEqual([]);
    expect(switched([wanted(recreate)])).toEqual([]);
  });

  test('is no object of another kind', () => {
    const other = (strategy: Json) =>
      ({ apiVersion: 'example.com/v1', kind: 'Rollout', metadata: { name: 'a', namespace: 'b' }, spec: { strategy } });
    expect(switched([other({ type: 'Recreate' })], other({ rollingUpdate: {} }))).toEqual([]);
  });
});
