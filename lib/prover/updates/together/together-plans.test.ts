import { NodePool } from '../../../cluster';
import { Cluster } from '../../../cluster/cluster';
import { gpu, load, noSurge, pool, surge, workload } from '../../../../test/support/rollout';
import { planRollout } from '..';

const recreate = { replicas: 1, strategy: { type: 'Recreate' } };
const web = (name: string, cpu: number, spec: object, pod: object = {}) =>
  workload('Deployment', name, { cpu }, spec, pod);
const cpuPool = (nodes: number, cpu: string) => pool('cpu', nodes, { cpu, extendedResources: {} });
const verdicts = (pools: NodePool[], ...objects: object[]) =>
  planRollout(load(...objects), new Cluster({ pools })).workloads.map(({ alone, together, verdict }) =>
    [alone.verdict, together.verdict, verdict].join(' '),
  );

test('a neighbour that looks for room takes what a stopped pod leaves, and the verdict is the worse one', () => {
  const llm = workload('Deployment', 'llm', { ...gpu, cpu: 6 }, recreate);
  expect(verdicts([pool('gpu', 1, { cpu: '8' }), cpuPool(1, '8')], llm, web('web', 5, surge(1))))
    .toEqual(['proven possible possible', 'impossible possible impossible']);
});

test('halves that are left by pods that move are too small for a large one', () =>
  expect(verdicts([cpuPool(2, '4')], web('a', 3, noSurge(1)), web('b', 1.5, noSurge(2)))).toEqual([
    'proven possible possible', 'proven proven proven',
  ]));

test('the witness names what moves beside it, and who holds the room in the end', () => {
  const [{ witness }] = planRollout(
    load(web('a', 3, noSurge(1)), web('b', 1.5, noSurge(2))),
    new Cluster({ pools: [cpuPool(2, '4')] }),
  ).workloads;
  expect(witness).toEqual([
    'updated together with Deployment/b, others may take the room that it leaves',
    'it waits for ever when the pods stand like this:',
    'a new Deployment/a pod needs 3 cpu and stays Pending',
    'pool cpu has 8 cpu on 2 nodes, held by Deployment/b (3)',
  ]);
});

test('pods of one size that have room wherever others stand finish together as they do alone', () =>
  expect(verdicts([pool('gpu', 3)], ...['a', 'b', 'c'].map((name) => workload('Deployment', name, gpu, recreate))))
    .toEqual(Array.from({ length: 3 }, () => 'proven proven proven')));

test('what nothing else may meet goes together as it goes alone', () => {
  const far = { nodeSelector: { tier: 'far' } };
  expect(
    verdicts(
      [cpuPool(1, '8'), pool('far', 1, { cpu: '8', extendedResources: {} }, { labels: { tier: 'far' } })],
      web('a', 5, surge(1), far),
      web('b', 5, surge(1), { nodeSelector: { tier: 'none' } }),
    )[0],
  ).toBe('impossible impossible impossible');
});

test('a pod that no node holds beside what all others keep stays impossible', () =>
  expect(verdicts([cpuPool(2, '8')], web('a', 5, surge(1)), web('b', 5, surge(1)))).toEqual([
    'impossible impossible impossible', 'impossible impossible impossible',
  ]));

test('fails to decide beside pods whose moves are not modelled, and names them', () => {
  const odd = web('odd', 2, noSurge(2), { schedulerName: 'own' });
  const [{ alone, together }] = planRollout(
    load(web('a', 3, noSurge(1)), odd), new Cluster({ pools: [cpuPool(2, '4')] }),
  ).workloads;
  expect([alone.verdict, together.verdict, together.witness.at(-1)]).toEqual([
    'proven', 'unknown', 'the moves of Deployment/odd beside others are not tried one by one',
  ]);
});

test('a quota that another update may fill with pods that wait is not proven', () => {
  const quota = { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'q' }, spec: { hard: { pods: '3' } } };
  const [, small] = planRollout(
    load(web('large', 5, surge(1)), web('small', 1, surge(1)), quota),
    new Cluster({ pools: [cpuPool(1, '8')] }),
  ).workloads;
  expect([small.alone.verdict, small.together.verdict]).toEqual(['proven', 'possible']);
});

test('a pod of a DaemonSet comes back where no whole pods leave less than it asks, and is not promised to elsewhere', () => {
  const agent = workload('DaemonSet', 'agent', { cpu: 1 }, {});
  const of = (cpu: number) => verdicts([cpuPool(2, '8')], agent, web('web', cpu, noSurge(3)))[0];
  expect([of(2), of(3), of(4)]).toEqual([
    'proven proven proven', 'proven proven proven', expect.stringMatching(/^\w+ (possible|unknown|impossible)/),
  ]);
});

describe('a claim that one node mounts at a time', () => {
  const claim = {
    apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' },
    spec: {
      accessModes: ['ReadWriteOnce'], storageClassName: 'efs', resources: { requests: { storage: '1Gi' } },
    },
  };
  const mounts = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] };
  const one = (name: string, spec: object, pod: object = {}) => workload('Deployment', name, gpu, spec, pod);

  test('its new pod takes the last room and waits there for the volume', () =>
    expect(verdicts([pool('gpu', 3)], claim, one('db', surge(1), mounts), one('llm', surge(1)))[1])
      .toBe('proven possible possible'));

  test('leaves room for all where there is one node more', () =>
    expect(verdicts([pool('gpu', 4)], claim, one('db', surge(1), mounts), one('llm', surge(1)))[1])
      .toBe('proven proven proven'));

  test('is impossible where the update wants a pod more than any node holds, together as alone', () =>
    expect(verdicts([pool('gpu', 4)], claim, one('db', surge(1), mounts), one('llm', surge(1)))[0])
      .toBe('impossible impossible impossible'));
});

describe('in releases that are too large to try', () => {
  const small = Array.from({ length: 30 }, (_, index) => web(`small-${index}`, 2, index % 3 === 0 ? surge(1) : noSurge(1)));

  test('a pod that leaves finds its node taken by a smaller one', () => {
    const [large] = planRollout(load(web('large', 5, noSurge(1)), ...small), new Cluster({ pools: [cpuPool(10, '8')] }))
      .workloads;
    expect([large.alone.verdict, large.together.verdict]).toEqual(['proven', 'possible']);
    expect(large.together.witness[1]).toBe('it waits for ever when the pods stand like this:');
  });

  test('one that no placement keeps out is proven', () =>
    expect(verdicts([cpuPool(17, '8')], web('large', 5, noSurge(1)), ...small)[0]).toBe('proven proven proven'));

  test('one that hangs alone finishes where others leave first', () => {
    const full = Array.from({ length: 19 }, (_, index) => web(`w${index}`, 4, noSurge(1)));
    expect(verdicts([cpuPool(10, '8')], web('last', 4, surge(1)), ...full)[0]).toBe('impossible possible impossible');
  });
});

test('a pod that its volume keeps on its node is not proven where others may take the room that it leaves', () => {
  const local = {
    apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'local' },
    provisioner: 'rancher.io/local-path', volumeBindingMode: 'WaitForFirstConsumer',
  };
  const store = workload('StatefulSet', 'store', { cpu: 3 }, {
    replicas: 1, serviceName: 'store',
    volumeClaimTemplates: [{
      metadata: { name: 'data' },
      spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'local', resources: { requests: { storage: '1Gi' } } },
    }],
  });
  expect(verdicts([cpuPool(2, '4')], store, web('b', 2, noSurge(1)), local)[0]).toMatch(/^proven (?:possible|unknown)/);
});

test('what has no room at the fewest pods of an autoscaler may find it as one is replaced, where the most never fit', () => {
  const autoscaler = {
    apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'b' },
    spec: {
      minReplicas: 2, maxReplicas: 9, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'b' },
    },
  };
  expect(verdicts([cpuPool(1, '3')], web('a', 1, surge(1)), web('b', 1, noSurge(2)), autoscaler)[0])
    .toBe('impossible unknown impossible');
  expect(verdicts([cpuPool(1, '3')], web('a', 1, surge(1)), web('b', 1, surge(2)), autoscaler)[0])
    .toBe('impossible impossible impossible');
});
