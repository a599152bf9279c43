import { claim, container, deployment, gpuNodes, gpus, judge, mountsData, object, only, statefulSet } from '../../../test/support/rules';

describe('replicas-share-read-write-once-claim', () => {
  const id = 'replicas-share-read-write-once-claim';
  const check = (mode: string, replicas: number, pod: object = {}) => judge(id, [claim(mode), deployment({ ...mountsData, ...pod }, { replicas })]);
  test('fails for two replicas, a DaemonSet, and an autoscaler that may run two', () => {
    expect(only(check('ReadWriteOnce', 2)).message).toContain('2 replicas mount claim data');
    expect(judge(id, [claim('ReadWriteOnce'), { ...deployment(mountsData), kind: 'DaemonSet' }])).toHaveLength(1);
    const scaler = object(
      'HorizontalPodAutoscaler',
      'web',
      { spec: { scaleTargetRef: { kind: 'Deployment', name: 'web' }, maxReplicas: 2 } },
      'autoscaling/v2',
    );
    expect(judge(id, [claim('ReadWriteOnce'), deployment(mountsData), scaler])).toHaveLength(1);
  });
  test('complies with one replica, ReadWriteMany, or all pods on one node', () => {
    const together = {
      affinity: {
        podAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'web' } } }],
        },
      },
    };
    expect([check('ReadWriteOnce', 1), check('ReadWriteMany', 2), check('ReadWriteOnce', 2, together)]).toEqual([
      'compliant',
      'compliant',
      'compliant',
    ]);
  });
  test('fails for ReadWriteOncePod even on one node', () => expect(check('ReadWriteOncePod', 2, { nodeName: 'one' })).toHaveLength(1));
  test('does not apply to claims made for each pod', () => expect(judge(id, [statefulSet({ replicas: 3 })])).toBe('not applicable'));
});

describe('extended-resource-request-differs-from-limit', () => {
  const id = 'extended-resource-request-differs-from-limit';
  const check = (resources: object) => judge(id, [deployment({ containers: [container({ resources })] })]);
  test.each([
    ['a request without limit', { requests: { 'nvidia.com/gpu': 1 } }, 'without a limit'],
    ['a request below the limit', { requests: { 'nvidia.com/gpu': 1 }, limits: { 'nvidia.com/gpu': 2 } }, 'must be equal'],
    ['half a GPU', { limits: { 'nvidia.com/gpu': '500m' } }, 'only whole numbers'],
  ])('fails for %s', (_, resources, message) => expect(only(check(resources)).message).toContain(message));
  test('complies with equal amounts in any notation, and with the limit alone', () => {
    expect(check({ requests: { 'nvidia.com/gpu': 1 }, limits: { 'nvidia.com/gpu': '1' } })).toBe('compliant');
    expect(check({ limits: { 'nvidia.com/gpu': 1 } })).toBe('compliant');
  });
  test('does not apply to cpu and memory', () => expect(check({ requests: { cpu: 1 }, limits: { cpu: 2 } })).toBe('not applicable'));
});

describe('shared-memory-too-small', () => {
  const id = 'shared-memory-too-small';
  const shm = (emptyDir: object) => ({
    volumes: [{ name: 'shm', emptyDir }],
    containers: [container({ ...gpus(2), volumeMounts: [{ name: 'shm', mountPath: '/dev/shm' }] })],
  });
  test('fails for two GPUs without, or with a disk instead of memory', () => {
    expect(judge(id, [deployment({ containers: [container(gpus(2))] })])).toHaveLength(1);
    expect(judge(id, [deployment(shm({}))])).toHaveLength(1);
  });
  test('complies with memory at /dev/shm', () => expect(judge(id, [deployment(shm({ medium: 'Memory' }))])).toBe('compliant'));
  test('does not apply to one GPU', () => expect(judge(id, [deployment({ containers: [container(gpus(1))] })])).toBe('not applicable'));
});

describe('memory-volume-exceeds-memory-limit', () => {
  const id = 'memory-volume-exceeds-memory-limit';
  const check = (sizeLimit?: string, memory?: string) =>
    judge(id, [
      deployment({
        volumes: [{ name: 'shm', emptyDir: { medium: 'Memory', sizeLimit } }],
        containers: [container({ resources: { limits: { memory } }, volumeMounts: [{ name: 'shm', mountPath: '/dev/shm' }] })],
      }),
    ]);
  test('fails when it is as large as the limit, or unbounded', () => {
    expect(only(check('2Gi', '2Gi')).pointer).toBe('/spec/template/spec/volumes/0/emptyDir/sizeLimit');
    expect(only(check(undefined, '2Gi')).message).toContain('without sizeLimit');
  });
  test('complies below the limit, or without one', () => {
    expect(check('1Gi', '2Gi')).toBe('compliant');
    expect(check('1Gi')).toBe('compliant');
  });
  test('does not apply to disks', () => expect(judge(id, [deployment({ volumes: [{ name: 'tmp', emptyDir: {} }] })])).toBe('not applicable'));
});

describe('rules that need the nodes', () => {
  const cluster = gpuNodes(2);
  const check = (id: string, pod: object, replicas = 1) => judge(id, [deployment(pod, { replicas })], { cluster });
  test('requests-fit-no-node fails for two GPUs on nodes with one', () => {
    expect(only(check('requests-fit-no-node', { containers: [container(gpus(2))] })).witness!.join()).toContain(
      'an empty node offers 1 nvidia.com/gpu',
    );
    expect(check('requests-fit-no-node', { containers: [container(gpus(1))] })).toBe('compliant');
    expect(check('requests-fit-no-node', { nodeSelector: { tier: 'cpu' } })).toBe('not applicable');
  });
  test('node-selector-matches-no-pool fails for labels no pool has', () => {
    expect(only(check('node-selector-matches-no-pool', { nodeSelector: { tier: 'cpu' } }))).toMatchObject({
      pointer: '/spec/template/spec/nodeSelector',
      witness: [expect.stringContaining('tier=cpu')],
    });
    expect(check('node-selector-matches-no-pool', { nodeSelector: { tier: 'gpu' } })).toBe('compliant');
    expect(judge('node-selector-matches-no-pool', [deployment()])).toBe('not applicable');
  });
  test('pods-do-not-fit-cluster fails for three GPUs on two nodes', () => {
    const pod = { containers: [container(gpus(1))] };
    expect(only(check('pods-do-not-fit-cluster', pod, 3)).message).toBe('its 3 pods do not fit beside the other workloads');
    expect(check('pods-do-not-fit-cluster', pod, 2)).toBe('compliant');
    expect(check('pods-do-not-fit-cluster', { containers: [container(gpus(2))] })).toBe('not applicable');
  });
  test('pods-do-not-fit-cluster fails when several workloads are too much together', () => {
    const nim = (name: string) => deployment({ containers: [container(gpus(1))] }, { replicas: 1 }, { name });
    const violations = judge('pods-do-not-fit-cluster', [nim('a'), nim('b'), nim('c')], { cluster });
    expect(violations).not.toBe('compliant');
    expect((violations as { severity?: string }[]).some(({ severity }) => severity === undefined)).toBe(true);
  });
  test('volume-zone-has-no-node fails when the volume is in another zone than the nodes', () => {
    const volume = (zone: string) =>
      object('PersistentVolume', 'pv', {
        spec: {
          nodeAffinity: {
            required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'topology.kubernetes.io/zone', operator: 'In', values: [zone] }] }] },
          },
        },
      });
    const bound = { ...claim('ReadWriteOnce'), spec: { accessModes: ['ReadWriteOnce'], volumeName: 'pv' } };
    const zoned = gpuNodes(2, ['a', 'b']);
    const inZone = (zone: string, nodes = zoned) =>
      judge('volume-zone-has-no-node', [volume(zone), bound, deployment(mountsData)], { cluster: nodes });
    expect(only(inZone('c')).message).toContain('topology.kubernetes.io/zone c');
    expect(inZone('b')).toBe('compliant');
    expect(inZone('c', cluster)).toBe('not applicable');
  });
});
