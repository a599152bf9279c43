import { gpuPod, LACKING, ofRevision, SERVING, template, web } from '../../../test/support/gpu-rollout';
import { gpuNode, viewOf, WEB } from '../../../test/support/operate';
import { Json } from '../../../test/support/rules';
import { isScaledByOthers } from './owner-workload';
import { recoveriesOf } from './recoveries';
import { isServing, stuckAt } from './stuck';

const NODES = [gpuNode('gpu-1', 1), gpuNode('gpu-2', 1)];
const HANGING = [
  web(2, { status: { replicas: 2 } }), ofRevision(1), ofRevision(2), gpuPod(1, SERVING, 'gpu-1'), gpuPod(2, LACKING),
];
const at = (...objects: Json[]) => {
  const view = viewOf(...objects);
  return stuckAt(WEB, view.snapshot, view);
};
const offered = (...others: Json[]) => recoveriesOf(at(...HANGING, ...others)!);
const titles = (...others: Json[]) => offered(...others).map(({ title }) => title);

/** A pod on the second GPU, of a workload where one is named. */
const holder = (name: string, owner?: string, kind = 'StatefulSet'): Json => ({
  apiVersion: 'v1', kind: 'Pod',
  metadata: {
    name, namespace: 'lab', ownerReferences: owner === undefined ? [] : [{ kind, name: owner, controller: true }],
  },
  spec: { nodeName: 'gpu-2', containers: template(1).spec.containers }, status: SERVING,
});
const workload = (kind: string, name: string): Json =>
  ({ apiVersion: 'apps/v1', kind, metadata: { name, namespace: 'lab' }, spec: { replicas: 2 } });

test('a workload of another namespace may have the name of the one that is stuck', () => {
  expect(titles(...NODES, workload('StatefulSet', 'web'), holder('web-0', 'web')))
    .toContain('scale lab/StatefulSet/web from 2 to 1');
});

test('what cannot be scaled, and whose maker is not known, is left alone', () => {
  expect(titles(...NODES, workload('DaemonSet', 'agent'), holder('a', 'agent', 'DaemonSet')).join('; '))
    .not.toMatch(/scale|delete/);
  expect(titles(...NODES, holder('a', 'gone')).join('; ')).not.toMatch(/scale|delete/);
});

test('a pod that nobody makes again goes, which is said of what runs in it', () => {
  expect(offered(...NODES, holder('notebook')).find(({ id }) => id === 'delete-pod')).toMatchObject({
    effect: 'nobody makes it again, and what runs in it ends; the update is made', verdict: 'proven', witness: [],
  });
});

test('nodes that differ are tried one each, at most two', () => {
  const more = (name: string, cpu: string, gpus = '1') =>
    ({ ...gpuNode(name, 1), status: { allocatable: { cpu, 'memory': '8Gi', 'pods': '10', 'nvidia.com/gpu': gpus } } });
  const nodes = (...list: Json[]) =>
    offered(holder('notebook'), ...list).filter(({ id }) => id === 'add-node').map(({ title }) => title);
  expect(nodes(...NODES, more('big', '64'), more('huge', '128')))
    .toEqual(['one node more like gpu-1', 'one node more like big']);
  expect(nodes(...NODES, { ...gpuNode('gpu-3', 1), spec: { taints: [{ key: 'a', effect: 'NoSchedule' }] } }))
    .toEqual(['one node more like gpu-1', 'one node more like gpu-3']);
  expect(nodes(...NODES, more('none', '64', '0'))).toEqual(['one node more like gpu-1']);
  expect(offered(...NODES, holder('notebook')).find(({ id }) => id === 'add-node')!.effect)
    .toBe('no downtime, and the update is made; it costs what a node costs');
});

test('a quota or a volume is a want of room too, which no node of a kind ends', () => {
  const stuck = at(...HANGING, ...NODES)!;
  for (const code of ['quota', 'volume'] as const) {
    const ids = recoveriesOf({ ...stuck, obstacle: { ...stuck.obstacle, code, evidence: [] } }).map(({ id }) => id);
    expect(ids).toEqual(['undo', 'recreate']);
  }
});

test('where no old pod serves the way back is an update with its downtime', () => {
  const [undo] = recoveriesOf(at(
    web(2, { status: { replicas: 1, availableReplicas: 0 } }), ofRevision(1, 0), ofRevision(2), gpuPod(2, LACKING),
    holder('notebook'), gpuNode('gpu-2', 1),
  )!);
  expect(undo).toMatchObject({ id: 'undo', title: 'back to revision 1', changed: [{ name: 'web' }] });
  expect(undo.effect).toMatch(/; the update is not made$/);
});

test('what is recreated already, or of no revision, is not recreated', () => {
  const recreated = web(2, { status: { replicas: 2 }, spec: { strategy: { type: 'Recreate' } } });
  const ids = (...objects: Json[]) => recoveriesOf(at(...objects, holder('notebook'), ...NODES)!).map(({ id }) => id);
  expect(ids(recreated, ...HANGING.slice(1))).not.toContain('recreate');
  const first = web(2, { status: { replicas: 1, availableReplicas: 0 } });
  expect(ids(first, ofRevision(2), gpuPod(2, LACKING))).toEqual(['delete-pod', 'add-node']);
});

describe('what is stuck', () => {
  test('has the revision that runs and serves', () => {
    const stuck = at(...HANGING, gpuNode('gpu-1', 1))!;
    expect([stuck.running?.revision, stuck.serving?.revision]).toEqual([1, 1]);
    expect(stuck.obstacle.code).toBe('unschedulable');
  });

  test('has none that runs where pods of several stand, and none that serves where too few are ready', () => {
    const several = at(
      ...HANGING, ofRevision(0), gpuPod(0, SERVING, 'gpu-2'), ...NODES,
    )!;
    expect([several.running, several.serving?.revision]).toEqual([undefined, 1]);
    const unready = at(...HANGING.slice(0, 3), gpuPod(1, {}, 'gpu-1'), gpuPod(2, LACKING), NODES[0])!;
    expect([unready.running?.revision, unready.serving]).toEqual([1, undefined]);
  });

  test('is not what goes on by itself, is complete, or is not there', () => {
    expect(at(...HANGING, eventTrigger(), gpuNode('gpu-1', 1))).toBeUndefined();
    expect(at(...NODES)).toBeUndefined();
  });

  test('serves with pods on nodes that are ready and stay', () => {
    const of = (wanted: number, ...pods: Json[]) => {
      const view = viewOf(web(2), ofRevision(1), ...pods);
      return isServing(view.replicaSetsOf(WEB)[0], wanted, view);
    };
    const pod = gpuPod(1, SERVING, 'gpu-1');
    expect([of(1, pod), of(2, pod), of(0)]).toEqual([true, false, true]);
    expect(of(1, gpuPod(1, SERVING))).toBe(false);
    expect(of(1, gpuPod(1, {}, 'gpu-1'))).toBe(false);
    expect(of(1, { ...pod, metadata: { ...pod.metadata, deletionTimestamp: '2026-11-26T10:00:00Z' } })).toBe(false);
  });
});

function eventTrigger(): Json {
  return {
    apiVersion: 'v1', kind: 'Event', metadata: { name: 'e', namespace: 'research-ops' }, reason: 'TriggeredScaleUp',
    involvedObject: { kind: 'Pod', name: 'web-2-a', namespace: 'research-ops' }, message: 'x',
  };
}

describe('how many pods there are', () => {
  test.each<[string, Json, boolean]>([
    ['an autoscaler of it', {}, true],
    ['one that names no kind', { spec: { scaleTargetRef: { name: 'web' } } }, true],
    ['a ScaledObject', { kind: 'ScaledObject', apiVersion: 'keda.sh/v1alpha1' }, true],
    ['what is no autoscaler', { kind: 'ConfigMap' }, false],
    ['one of another name', { spec: { scaleTargetRef: { kind: 'Deployment', name: 'api' } } }, false],
    ['one of another kind', { spec: { scaleTargetRef: { kind: 'StatefulSet', name: 'web' } } }, false],
    ['one of another namespace', { metadata: { name: 'a', namespace: 'b' } }, false],
  ])('%s decides how many there are: %#', (_, more, expected) => {
    const view = viewOf(web(2), {
      apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'a', namespace: 'research-ops' },
      spec: { scaleTargetRef: { kind: 'Deployment', name: 'web' }, maxReplicas: 2 }, ...more,
    });
    expect(isScaledByOthers(view.find(WEB)!, view)).toBe(expected);
  });
});
