import {
  gpuNode, liveDeployment, livePod, replicaSet, unschedulable, viewOf, WEB,
} from '../../../test/support/operate';
import { beyondHistory } from './old-replica-sets';
import { lackingResources, recoveriesOf } from './recoveries';
import { stuckAt } from './stuck';

const GPU = { resources: { limits: { 'nvidia.com/gpu': '1' }, requests: { 'nvidia.com/gpu': '1' } } };
const NODES = [gpuNode('gpu-1', 1), gpuNode('gpu-2', 1)];
const lacking = unschedulable('0/2 nodes are available: 2 Insufficient nvidia.com/gpu.');
const serving = { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] };

function template(revision: number): object {
  const containers = [{ name: 'main', image: `web:${revision}`, ...GPU }];
  return { metadata: { labels: { app: 'web' } }, spec: { containers } };
}

/** A rolling update from revision 1 to 2, whose new pod finds no GPU. */
function hang(...others: object[]) {
  const spec = {
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }, template: template(2),
  };
  const view = viewOf(
    liveDeployment({ spec, status: { replicas: 2, updatedReplicas: 1, availableReplicas: 1 } }),
    ...[1, 2].map((revision) => ({ ...replicaSet(revision), spec: { replicas: 1, template: template(revision) } })),
    livePod(1, serving, { spec: { nodeName: 'gpu-1', containers: [{ name: 'main', image: 'web:1', ...GPU }] } }),
    livePod(2, lacking, { spec: { containers: [{ name: 'main', image: 'web:2', ...GPU }] } }),
    ...others,
  );
  return stuckAt(WEB, view.snapshot, view)!;
}

/** A pod of somebody else on the second GPU. */
function holder(metadata: object = {}): object {
  return {
    apiVersion: 'v1', kind: 'Pod', metadata: { name: 'notebook', namespace: 'lab', ...metadata },
    spec: { nodeName: 'gpu-2', containers: [{ name: 'main', image: 'a:1', ...GPU }] }, status: serving,
  };
}

const offered = (...others: object[]) =>
  Object.fromEntries(
    recoveriesOf(hang(...NODES, ...others)).map(({ id, verdict, effect }) => [id, { verdict, effect }]),
  );

test('the pod that serves is what the way back rests on, so that it needs no room', () => {
  expect(offered(holder()).undo).toEqual({ verdict: 'proven', effect: 'no downtime; the update is not made' });
});

test('the update is made when the old pod stops first', () => {
  expect(offered(holder()).recreate).toMatchObject({ verdict: 'proven', effect: expect.stringMatching(/downtime/) });
});

test('a pod that nobody makes again may go, and one of a controller that is not known may not', () => {
  expect(offered(holder())['delete-pod']).toMatchObject({ verdict: 'proven' });
  const owned = holder({ ownerReferences: [{ kind: 'Notebook', name: 'notebook', controller: true }] });
  expect(Object.keys(offered(owned))).toEqual(['undo', 'recreate', 'add-node']);
  expect(Object.keys(offered(holder({ namespace: 'kube-system' })))).not.toContain('delete-pod');
});

describe('another workload that holds a GPU', () => {
  const owner = {
    apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'notebook', namespace: 'lab' }, spec: { replicas: 1 },
  };
  const pod = holder({ ownerReferences: [{ kind: 'StatefulSet', name: 'notebook', controller: true }] });

  test('may be scaled down', () => {
    expect(offered(owner, pod)['scale-down']).toEqual({
      verdict: 'proven', effect: 'notebook is down until it is scaled up again; the update is made',
    });
  });

  test('is left alone where an autoscaler would scale it up again', () => {
    const autoscaler = {
      apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'a', namespace: 'lab' },
      spec: { scaleTargetRef: { kind: 'StatefulSet', name: 'notebook' }, maxReplicas: 2 },
    };
    expect(offered(owner, pod, autoscaler)).not.toHaveProperty('scale-down');
  });
});

test('one node more is tried for nodes that are equal once', () => {
  expect(recoveriesOf(hang(...NODES, holder())).filter(({ id }) => id === 'add-node')).toMatchObject([
    { title: 'one node more like gpu-1', verdict: 'proven', commands: [] },
  ]);
});

test('a rollout that goes on by itself is not stuck', () => {
  const view = viewOf(liveDeployment(), replicaSet(2), livePod(2, serving, { spec: { nodeName: 'gpu-1' } }));
  expect(stuckAt(WEB, view.snapshot, view)).toBeUndefined();
});

describe('old ReplicaSets', () => {
  const idle = (revision: number, more: object = {}) => ({ ...replicaSet(revision), spec: { replicas: 0 }, ...more });
  const beyond = (limit: number | undefined, sets: object[], kept?: number) => {
    const metadata = { annotations: { 'deployment.kubernetes.io/revision': '9' } };
    const view = viewOf(
      liveDeployment({ metadata, spec: { revisionHistoryLimit: limit } }), replicaSet(9), ...sets,
    );
    return beyondHistory(view.find(WEB)!, view, kept).map(({ name }) => name);
  };

  test('go beyond the limit, the oldest first, but for those with pods and the one that is kept', () => {
    const sets = [1, 2, 3, 4].map((revision) => idle(revision));
    expect(beyond(2, sets)).toEqual(['web-1', 'web-2']);
    expect(beyond(2, sets, 2)).toEqual(['web-1']);
    expect(beyond(2, [idle(1, { status: { replicas: 1 } }), ...sets.slice(1)])).toEqual(['web-2']);
  });

  test('stay up to ten where no limit is written', () => {
    expect(beyond(undefined, [1, 2, 3, 4, 5, 6, 7, 8].map((revision) => idle(revision)))).toEqual([]);
  });
});

describe('what each action changes is said before, word for word', () => {
  const all = (...others: object[]) => Object.fromEntries(recoveriesOf(hang(...NODES, ...others))
    .map(({ id, title, commands, changed }) => [id, { title, commands, changed: changed.map((each) => each.id) }]));
  const owner = (replicas?: number) => ({
    apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'notebook', namespace: 'lab' }, spec: { replicas },
  });
  const owned = { ownerReferences: [{ kind: 'StatefulSet', name: 'notebook', controller: true }] };

  test('for a pod that nobody makes again', () => {
    expect(all(holder())).toEqual({
      'undo': {
        title: 'back to revision 1, whose pods serve', changed: ['Deployment/web'],
        commands: [['--namespace', 'research-ops', 'rollout', 'undo', 'deployment/web', '--to-revision', '1']],
      },
      'delete-pod': {
        title: 'delete pod lab/notebook', changed: ['Pod/notebook'],
        commands: [['--namespace', 'lab', 'delete', 'pod', 'notebook']],
      },
      'recreate': {
        title: 'stop the old pod first, by strategy Recreate', changed: ['Deployment/web'],
        commands: [expect.arrayContaining(['patch', 'deployment', 'web'])],
      },
      'add-node': { title: 'one node more like gpu-1', changed: [], commands: [] },
    });
  });

  test('for a workload that has one pod less', () => {
    expect(all(owner(3), holder(owned))['scale-down']).toEqual({
      title: 'scale lab/StatefulSet/notebook from 3 to 2', changed: ['StatefulSet/notebook'],
      commands: [['--namespace', 'lab', 'scale', 'statefulset/notebook', '--replicas=2']],
    });
    expect(offered(owner(3), holder(owned))['scale-down'].effect)
      .toBe('notebook serves with 2 pods; the update is made');
    expect(all(owner(), holder(owned))['scale-down'].title).toBe('scale lab/StatefulSet/notebook from 1 to 0');
    expect(all(owner(0), holder(owned))).not.toHaveProperty('scale-down');
  });
});

test('what lacks room is read of what the scheduler says, extended resources only', () => {
  const { obstacle } = hang(...NODES, holder());
  const said = (text: string) => lackingResources({ ...hang(...NODES), obstacle: { ...obstacle, evidence: [text] } });
  expect(said('0/3: 1 Insufficient cpu, 2 Insufficient nvidia.com/gpu, 1 Insufficient nvidia.com/gpu.'))
    .toEqual(['nvidia.com/gpu']);
  expect(said('1 Insufficient example.com/a, 1 Insufficient nvidia.com/gpu.'))
    .toEqual(['example.com/a', 'nvidia.com/gpu']);
  expect(said('1 node(s) had untolerated taint')).toEqual([]);
});

test('without a want of room only the way back is offered', () => {
  const stuck = hang(...NODES, holder());
  expect(recoveriesOf({ ...stuck, obstacle: { ...stuck.obstacle, code: 'image-not-found' } }).map(({ id }) => id))
    .toEqual(['undo']);
});
