import { Cluster } from '../../../cluster';
import { verdictsOf } from '../../../../test/support/listed-nodes';
import { liveNode, livePod, plansOnLive } from '../../../../test/support/live-plan';
import { workload } from '../../../../test/support/rollout';

const CORDONED = { unschedulable: true };
const TAINTED = { taints: [{ key: 'spot', effect: 'NoSchedule' }] };
const surge = { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } };
const oneMayMiss = { replicas: 2, strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } } };
const web = (cpu: number, spec: object, pod: object = {}, kind = 'Deployment') =>
  workload(kind, 'web', { cpu }, spec, pod);
const at = (object: ReturnType<typeof web>, image = 'a:2') => {
  const changed = structuredClone(object) as { spec: { template: { spec: { containers: { image: string }[] } } } };
  changed.spec.template.spec.containers[0].image = image;
  return changed;
};
/** Of a restart and of the change to another image. */
const verdicts = (live: object[], object: ReturnType<typeof web>, ...others: object[]) => {
  const { restart: [restart] } = plansOnLive([...live, object, ...others], object, ...others);
  const { change: [change] } = plansOnLive([...live, object, ...others], at(object), ...others);
  return [restart, change];
};
const said = (plans: ReturnType<typeof verdicts>) => plans.map(({ verdict }) => verdict);

describe('old pods on nodes that take no more of them', () => {
  test.each([['cordoned', CORDONED], ['tainted', TAINTED]])(
    'leave the room elsewhere to new ones: %s', (_, spec) => {
      const live = [liveNode('n1', spec), liveNode('n2'), livePod('web-0', 'Deployment/web', 'n1', 3)];
      expect(said(verdicts(live, web(3, surge)))).toEqual(['proven', 'proven']);
    });

  test('give none back: where one of two stands so, the other may never stop', () => {
    const live = [
      liveNode('n1', CORDONED), liveNode('n2'), liveNode('n3', {}, 'True', { cpu: '2' }),
      livePod('web-0', 'Deployment/web', 'n1', 2), livePod('web-1', 'Deployment/web', 'n2', 2),
    ];
    const other = (name: string) => workload('Deployment', name, { cpu: 1 }, { replicas: 1 });
    const plans = verdicts(live, web(2, oneMayMiss), other('b'), other('c'));
    expect(said(plans)).not.toContain('proven');
    expect(plans[0].alone.witness.join()).toContain('1 pod on n1 that takes no new pods of Deployment/web');
  });

  test('do not count where their own tolerations let them in', () => {
    const tolerating = web(3, surge, { tolerations: [{ key: 'spot', operator: 'Exists' }] });
    const pod = livePod('web-0', 'Deployment/web', 'n1', 3);
    const standing = { ...pod, spec: { ...pod.spec, tolerations: [{ key: 'spot', operator: 'Exists' }] } };
    expect(said(verdicts([liveNode('n1', TAINTED), standing], tolerating))).toEqual(['impossible', 'impossible']);
  });

  test('change nothing where new ones find no room at all', () => {
    const live = [liveNode('n1', CORDONED), livePod('web-0', 'Deployment/web', 'n1', 3)];
    expect(said(verdicts(live, web(3, surge)))).toEqual(['impossible', 'impossible']);
  });

  test('are no matter to what has no place by itself, and changes together with them', () => {
    const b = (image: string, pod: object) => workload('Deployment', 'b', { cpu: 2 }, { replicas: 1, ...surge }, {
      ...pod, containers: [{ name: 'a', image, resources: { requests: { cpu: 2 } } }] });
    const live = (pod: object) => [liveNode('n1', CORDONED), liveNode('n2'), web(1, surge), b('b:1', pod),
      livePod('web-0', 'Deployment/web', 'n1', 1), livePod('b-0', 'Deployment/b', 'n2', 2)];
    const together = (pod: object) =>
      plansOnLive(live({}), at(web(1, surge)), b('b:2', pod)).change[1].together.verdict;
    expect([together({ nodeSelector: { pool: 'gone' } }), together({})]).toEqual(['impossible', 'unknown']);
  });

  test('leave others room elsewhere', () => {
    const live = [
      liveNode('n1', CORDONED), liveNode('n2'),
      livePod('b-0', 'Deployment/b', 'n1', 2), livePod('web-0', 'Deployment/web', 'n2', 2),
    ];
    const b = (pod: object) => workload('Deployment', 'b', { cpu: 2 }, { replicas: 1 }, pod);
    const beside = (pod: object) => verdicts(live, web(2, surge), b(pod));
    const plans = beside({});
    expect(said(plans)).toEqual(['unknown', 'proven']);
    expect(plans[0].alone.witness[0]).toBe(
      '1 pod on n1 that takes no new pods of Deployment/b: what room that leaves elsewhere is not counted');
    // Nor could it stand where the update needs room.
    const apart = b({ nodeSelector: { 'kubernetes.io/hostname': 'n1' } });
    const small = [liveNode('n1', CORDONED), liveNode('n2', {}, 'True', { cpu: '3' }), ...live.slice(2)];
    expect(said(verdicts(small, web(2, surge), apart))).toEqual(['impossible', 'impossible']);
  });

  test('are told by labels too, which the node had when they came', () => {
    const labelled = (name: string, pool: string) => ({ ...liveNode(name), metadata: { name, labels: { pool } } });
    const chosen = { nodeSelector: { pool: 'a' } };
    const of = (name: string, node: string) => {
      const pod = livePod(`${name}-0`, `Deployment/${name}`, node, 3);
      return { ...pod, spec: { ...pod.spec, ...chosen } };
    };
    const moved = [labelled('n1', 'b'), labelled('n2', 'a')];
    expect(said(verdicts([...moved, of('web', 'n1')], web(3, surge, chosen)))).toEqual(['proven', 'proven']);
    // Their room is not free where others may come.
    const other = workload('Deployment', 'b', { cpu: 3 }, { replicas: 1 }, chosen);
    const onN1 = web(3, surge, { nodeSelector: { pool: 'b' } });
    const { change: [plan] } = plansOnLive([...moved, of('b', 'n1'), other], onN1, other);
    expect([plan.verdict, plan.witness[0]]).toEqual(['unknown',
      '1 pod on n1 that takes no new pods of Deployment/b, but of Deployment/web: what room they hold there is not counted']);
    const agent = workload('DaemonSet', 'agent', { cpu: 3 }, {}, { nodeSelector: { pool: 'b' } });
    expect(plansOnLive([...moved, of('b', 'n1'), other], agent, other).change[0].verdict).toBe('unknown');
  });

  test('leave unknown what moves together with them', () => {
    const live = [liveNode('n1', CORDONED), liveNode('n2'), livePod('web-0', 'Deployment/web', 'n1', 2)];
    const { restart } = plansOnLive(
      live, web(2, surge), workload('Deployment', 'b', { cpu: 2 }, { replicas: 1, strategy: { type: 'Recreate' } }),
    );
    // The other one has room whatever stands there.
    expect(restart.map(({ together }) => together.verdict)).toEqual(['unknown', 'proven']);
  });
});

describe('pods of the manifests that wait', () => {
  const deployment = (name: string, cpu: number, spec: object = {}) => workload('Deployment', name, { cpu }, spec);
  const recreate = { strategy: { type: 'Recreate' } };
  const all = [deployment('e', 3, recreate), deployment('f', 2, oneMayMiss), deployment('g', 3, recreate)];
  const waits = livePod('g-1', 'Deployment/g', '', 3);
  const live = [
    liveNode('n1'), liveNode('n2'), liveNode('n3'), livePod('e-1', 'Deployment/e', 'n1', 3),
    livePod('f-1', 'Deployment/f', 'n2', 2), livePod('f-2', 'Deployment/f', 'n3', 2), ...all,
  ];
  const changed = [at(all[0]), all[1], all[2]];

  test('may take what an update frees', () => {
    const { change: [plan] } = plansOnLive([...live, waits], ...changed);
    expect([plan.verdict, ...plan.witness.slice(0, 3)]).toEqual([
      'possible', 'changed together with Deployment/g', 'it waits for ever when the pods stand like this:',
      'a new Deployment/e pod needs 3 cpu and stays Pending',
    ]);
  });

  test('may never take the room that a new workload finds where it is too small for them', () => {
    const [y, w, z] = [deployment('y', 2), deployment('w', 4), deployment('z', 2)];
    const found = (...pods: object[]) => plansOnLive([liveNode('n1'), y, w, ...pods], y, w, z).change[2].verdict;
    const running = livePod('y-1', 'Deployment/y', 'n1', 2);
    expect(found(running, livePod('w-1', 'Deployment/w', '', 4))).toBe('proven');
    expect(plansOnLive([liveNode('n1', CORDONED), liveNode('n2'), livePod('w-1', 'Deployment/w', 'n1', 4), w], w, z)
      .change[1].verdict).toBe('unknown');
  });

  test('are presumed not to be, where none is seen', () => {
    const { change: [plan] } = plansOnLive([...live, livePod('g-1', 'Deployment/g', 'n3', 3)].slice(0, -1), ...changed);
    expect(plan.witness.join()).toContain('this presumes that every pod runs');
  });
});

test('pods of its own that stand where none may come leave room to further ones, where nobody replaces them', () => {
  const taints = [{ key: 'maintenance', effect: 'NoSchedule' }];
  const set = (replicas: number) => web(1, { replicas }, {}, 'ReplicaSet');
  const other = workload('Deployment', 'b', { cpu: 2 }, { replicas: 1 });
  const grown = (node: string) => plansOnLive([
    liveNode('n1'), liveNode('n2', { taints }), livePod('b-0', 'Deployment/b', 'n1', 2), other,
    livePod('web-0', 'ReplicaSet/web', node, 1), set(1),
  ], set(3), other).change[0].verdict;
  expect([grown('n1'), grown('n2')]).toEqual(['impossible', 'unknown']);
});

describe('pods on a node whose kubelet does not answer', () => {
  const lost = [liveNode('n1', {}, 'Unknown'), liveNode('n2')];
  const going = { deletionTimestamp: '2026-11-26T10:00:00Z' };

  test.each([['that run', {}], ['that are being deleted', going]])(
    'hold up a StatefulSet and Recreate: pods %s', (_, metadata) => {
      const set = [...lost, livePod('web-0', 'StatefulSet/web', 'n1', 1, metadata)];
      const held = ['impossible', 'impossible'];
      expect(said(verdicts(set, web(1, { serviceName: 'web' }, {}, 'StatefulSet')))).toEqual(held);
      const recreate = [...lost, livePod('web-0', 'Deployment/web', 'n1', 1, metadata)];
      const plans = verdicts(recreate, web(1, { strategy: { type: 'Recreate' } }));
      expect(said(plans)).toEqual(['impossible', 'impossible']);
      expect(plans[0].witness).toEqual([
        '1 pod on n1, whose kubelet does not answer: gone only when the node is back or removed',
        'Recreate makes no new pod before they are gone',
      ]);
    });

  describe('of a DaemonSet', () => {
    const agent = (node: string) => {
      const pod = livePod(`web-${node}`, 'DaemonSet/web', node, 1);
      return { ...pod, spec: { ...pod.spec, tolerations: [{ operator: 'Exists' }] } };
    };
    const three = [...lost, liveNode('n3'), agent('n1'), agent('n2'), agent('n3')];
    const rolling = (maxSurge: number, maxUnavailable: number) =>
      ({ updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } } });
    const of = (live: object[], spec: object = {}, more: object = {}) =>
      said(verdicts(live, web(1, spec, more, 'DaemonSet')));

    test('hold up the others where no more may be missing', () => {
      expect(of(three)).toEqual(['impossible', 'impossible']);
      expect(of([lost[1], agent('n2')])).toEqual(['proven', 'proven']);
    });

    test('hold up nobody where more may be missing, or new pods come first', () => {
      expect(of(three, rolling(0, 2))).toEqual(['proven', 'proven']);
      expect(of(three, rolling(1, 0))).toEqual(['proven', 'proven']);
      expect(of([...lost, agent('n1')])).toEqual(['proven', 'proven']);
    });

    test('are to be replaced where they are, if new ones tolerate the taint of their node', () => {
      expect(of(three, rolling(0, 2), { tolerations: [{ operator: 'Exists' }] })).toEqual(['impossible', 'impossible']);
    });
  });

  test('leave open what becomes of new pods that tolerate that their node is not ready', () => {
    const tolerant = { tolerations: [{ operator: 'Exists' }] };
    expect(said(verdicts(lost, web(1, surge, tolerant)))).toEqual(['unknown', 'unknown']);
    expect(said(verdicts(lost, web(1, surge)))).toEqual(['proven', 'proven']);
  });

  test('hold up nobody who makes new pods beside them, unless a volume is theirs', () => {
    const live = [...lost, livePod('web-0', 'Deployment/web', 'n1')];
    expect(said(verdicts(live, web(1, surge)))).toEqual(['proven', 'proven']);
    const mount = { volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'data' } }] };
    const claim = {
      apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data', namespace: 'default' },
      spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'gp3', resources: { requests: { storage: '1Gi' } } },
    };
    expect(said(verdicts(live, web(1, { ...oneMayMiss, replicas: 1 }, mount), claim))).toEqual(['unknown', 'unknown']);
  });

  test('stop where the kubelet answers, though it is not ready', () => {
    const live = [liveNode('n1', {}, 'False'), liveNode('n2'), livePod('web-0', 'StatefulSet/web', 'n1')];
    expect(said(verdicts(live, web(1, { serviceName: 'web' }, {}, 'StatefulSet')))).not.toContain('impossible');
  });
});

describe('manifests that were read from a cluster', () => {
  const nodes = (...items: object[]) => Cluster.fromNodeList(JSON.stringify({ items }));
  const alone = (cluster: Cluster, ...objects: object[]) => verdictsOf(cluster, ...objects)[0].verdict;

  test('show where their pods stand', () => {
    const cordoned = nodes(liveNode('n1', CORDONED), liveNode('n2'));
    const pod = livePod('web-0', 'Deployment/web', 'n1', 3);
    expect(alone(cordoned, web(3, surge), pod)).toBe('proven');
    expect(alone(nodes(liveNode('n1'), liveNode('n2')), web(3, surge), { ...pod, status: { phase: 'Failed' } }))
      .toBe('proven');
    const lost = nodes(liveNode('n1', {}, 'Unknown'), liveNode('n2'));
    const set = web(1, { serviceName: 'web' }, {}, 'StatefulSet');
    expect(alone(lost, set, livePod('web-0', 'StatefulSet/web', 'n1'))).toBe('impossible');
    expect(alone(lost, set, livePod('web-0', 'StatefulSet/web', 'n2'))).toBe('proven');
  });

  test('show what is being deleted', () => {
    const leaving = { deletionTimestamp: '2026-11-26T10:00:00Z' };
    const { metadata: { ownerReferences: _, ...metadata }, ...pod } =
      livePod('other', 'ReplicaSet/r', 'n1', 3, leaving);
    const recreate = web(3, { strategy: { type: 'Recreate' } });
    expect(alone(nodes(liveNode('n1')), recreate, { ...pod, metadata })).toBe('proven');
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default', ...leaving } };
    expect(alone(nodes(liveNode('n1')), web(3, {}), namespace)).toBe('impossible');
    const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data', ...leaving },
      spec: { accessModes: ['ReadWriteMany'], resources: { requests: { storage: '1Gi' } } } };
    const mount = { volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'data' } }] };
    expect(alone(nodes(liveNode('n1')), web(3, {}, mount), claim)).toBe('impossible');
  });
});

describe('where nothing shows on which nodes old pods stand', () => {
  const node = (name: string, spec: object = {}, cpu = '4') => {
    const { status, ...whole } = liveNode(name, spec);
    return { ...whole, status: { ...status, allocatable: { cpu, memory: '8Gi', pods: '10' } } };
  };
  const restart = (nodes: object[], ...objects: object[]) =>
    verdictsOf(Cluster.fromNodeList(JSON.stringify({ items: nodes })), ...objects)[0].verdict;

  test('they may stand on a node that was cordoned since, and be in nobody\'s way', () => {
    const object = web(3, { replicas: 1, ...surge });
    expect(restart([node('n1', CORDONED), node('n2')], object)).toBe('unknown');
    expect(restart([node('n1', CORDONED, '2'), node('n2')], object)).toBe('impossible');
    expect(restart([node('n2')], object)).toBe('impossible');
  });

  test('what does not fit, or waits for its volume, is impossible wherever they stand', () => {
    expect(restart([node('n1', CORDONED), node('n2')], web(3, { replicas: 2, ...surge }))).toBe('impossible');
    const claim = {
      apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' },
      spec: { accessModes: ['ReadWriteOncePod'], storageClassName: 'gp3', resources: { requests: { storage: '1Gi' } } },
    };
    const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }];
    expect(restart([node('n1', CORDONED), node('n2')], web(3, { replicas: 1, ...surge }, { volumes }), claim))
      .toBe('impossible');
  });
});
