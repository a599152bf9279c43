import {
  claim, deployment, gpuNodes, Json, judge, mountsData, object, only, statefulSet,
} from '../../../test/support/rules';

const CLAIM = '/spec/template/spec/volumes/0/persistentVolumeClaim/claimName';

describe('replicas-share-read-write-once-claim', () => {
  const id = 'replicas-share-read-write-once-claim';
  const check = (mode: string, replicas: number, pod: object = {}) =>
    judge(id, [claim(mode), deployment({ ...mountsData, ...pod }, { replicas })]);
  test('fails for two replicas, a DaemonSet, and an autoscaler that may run two', () => {
    expect(only(check('ReadWriteOnce', 2)).message).toContain('2 replicas mount claim data');
    expect(judge(id, [claim('ReadWriteOnce'), { ...deployment(mountsData), kind: 'DaemonSet' }])).toHaveLength(1);
    const scaler = object(
      'HorizontalPodAutoscaler',
      'web',
      { spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, maxReplicas: 2 } },
      'autoscaling/v2',
    );
    expect(judge(id, [claim('ReadWriteOnce'), deployment(mountsData), scaler])).toHaveLength(1);
  });
  test('complies with one replica, ReadWriteMany, or all pods on one node', () => {
    const together = {
      affinity: {
        podAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'web' } } },
          ],
        },
      },
    };
    expect([check('ReadWriteOnce', 1), check('ReadWriteMany', 2), check('ReadWriteOnce', 2, together)]).toEqual([
      'compliant',
      'compliant',
      'compliant',
    ]);
  });
  test('fails for ReadWriteOncePod even on one node', () =>
    expect(check('ReadWriteOncePod', 2, { nodeName: 'one' })).toHaveLength(1));
  test('does not apply to claims made for each pod', () =>
    expect(judge(id, [statefulSet({ replicas: 3 })])).toBe('not applicable'));
  test.each<[string, Json, string]>([
    ['a Deployment', deployment(mountsData, { replicas: 2 }), '2 replicas mount claim data, which is ReadWriteOnce'],
    [
      'a DaemonSet', { ...deployment(mountsData), kind: 'DaemonSet' },
      'a pod on each node mounts claim data, which is ReadWriteOnce',
    ],
  ])('says who shares the claim of %s', (_, workload, message) => {
    expect(judge(id, [claim('ReadWriteOnce'), workload])).toEqual([{ pointer: CLAIM, message }]);
  });
});

describe('replicas-share-read-write-once-claim', () => {
  const on = (nodes: number) =>
    judge('replicas-share-read-write-once-claim', [claim('ReadWriteOnce'), deployment(mountsData, { replicas: 2 })], {
      cluster: gpuNodes(nodes),
    });
  test('complies on the only node, where all replicas share the volume', () => expect(on(1)).toBe('compliant'));
  test('still reports it on two nodes', () => expect(on(2)).toHaveLength(1));
  test('counts the nodes of a DaemonSet in the same way', () => {
    const { replicas: _, strategy: __, ...spec } = deployment(mountsData).spec;
    const daemons = (nodes: number) => judge('replicas-share-read-write-once-claim',
      [claim('ReadWriteOnce'), { ...deployment(mountsData), kind: 'DaemonSet', spec }], { cluster: gpuNodes(nodes) });
    expect(daemons(1)).toBe('compliant');
    expect(daemons(2)).toHaveLength(1);
  });
});
