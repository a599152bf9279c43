import { Cluster } from '../../../cluster';
import { Capacity } from '../capacity';
import { HOSTNAME, ZONE } from './task';
import { capacityOf, cpuApp, nodesOf } from '../../../../test/support/capacity';
import { listed } from '../../../../test/support/listed-nodes';
import { load, noSurge, workload } from '../../../../test/support/rollout';
import { priority } from '../../../../test/support/scene';
import { claimOf, mounting, placedOn, storageClass, volumeOf } from '../../../../test/support/storage';
import { namesOf, near, required, term, web, webOf, zoned } from '../../../../test/support/zoned-web';

const apart = (...terms: object[]) => required('podAntiAffinity', ...terms);

describe('parts of a workload', () => {
  test('are one, with the pods that stand beside its own', () => {
    const model = load(cpuApp('web', 1, 2), cpuApp('api', 1, 3));
    const extra = new Map([[model.workloads[0], 2]]);
    const { tasks } = new Capacity(model, new Cluster({ pools: zoned() }), extra);
    expect(tasks.map(({ index, least, most, ordinal }) => [index, least, most, ordinal]))
      .toEqual([[0, 4, 4, undefined], [1, 3, 3, undefined]]);
  });

  test('are the ordinals whose volumes are bound, and the rest', () => {
    const parts = (replicas: number, bound: number[], ...more: object[]) => capacityOf(zoned(),
      workload('StatefulSet', 'db', { cpu: 1 }, {
        serviceName: 'db', replicas,
          volumeClaimTemplates: [{ metadata: { name: 'own' }, spec: { storageClassName: 'c' } }],
      }),
      ...bound.flatMap((ordinal) => [
        claimOf(`own-db-${ordinal}`, { storageClassName: 'c', volumeName: `v${ordinal}` }),
        volumeOf(`v${ordinal}`, placedOn(ZONE, 'b')),
      ]), ...more).tasks.map(({ ordinal, least, most, eligible }) => [ordinal, least, most, eligible]);
    const [both, inB] = [[true, true], [false, true]];
    expect(parts(3, [1])).toEqual([[1, 1, 1, inB], [undefined, 2, 2, both]]);
    expect(parts(2, [0, 1])).toEqual([[0, 1, 1, inB], [1, 1, 1, inB]]);
    expect(parts(0, [])).toEqual([[undefined, 0, 0, both]]);
    const scaler = {
      apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'db' },
      spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'db' }, minReplicas: 1,
        maxReplicas: 4 },
    };
    expect(parts(2, [0], scaler)).toEqual([[undefined, 1, 4, both]]);
  });
});

test('pods of a controller that name their node wait for volumes that a scheduler would have made', () => {
  const why = 'volume data is made where a scheduler places its pod, and none places pods that name their node';
  const named = (...objects: object[]) =>
    webOf(cpuApp('web', 1, 1, { nodeName: 'cpu-1', ...mounting('data') }), claimOf('data', { storageClassName: 'c' }),
      ...objects);
  expect(named(storageClass('c', 'ebs.csi.aws.com'))).toMatchObject({ refusal: why, eligible: [false, false] });
  expect(named().refusal).toBeUndefined();
  expect(named().unmodelled).toContain(why);
  expect(named(storageClass('c', 'ebs.csi.aws.com')).eligible).toEqual([false, false]);
  const free = webOf(cpuApp('web', 1, 1, mounting('data')), claimOf('data', { storageClassName: 'c' }),
    storageClass('c', 'ebs.csi.aws.com'));
  expect([free.refusal, free.eligible]).toEqual([undefined, [true, true]]);
  const resourceClaims = [{ name: 'g', resourceClaimTemplateName: 't' }];
  expect(webOf(cpuApp('web', 1, 1, { nodeName: 'cpu-1', resourceClaims }))
    .unmodelled).toContain('devices of pods that name their node, which a scheduler would allocate');
});

test('claims for which there is no volume close all nodes, and say why', () => {
  const task = webOf(cpuApp('web', 1, 1, mounting('one', 'two')), storageClass('c', 'kubernetes.io/no-provisioner'),
    claimOf('one', { storageClassName: 'c' }), claimOf('two', { storageClassName: 'c' }),
    volumeOf('v', { storageClassName: 'c', capacity: { storage: '1Mi' } }));
  expect(task).toMatchObject({ eligible: [false, false], refusal: ['one', 'two'].map((name) =>
    `no PersistentVolume fits claim ${name} (1Gi, ReadWriteOnce), and its class makes none`).join('; ') });
});

test('volumes that each pod has anew are made in some zone, where there are several', () => {
  const pod = { volumes: [{ name: 's', ephemeral: { volumeClaimTemplate: { spec: {
    accessModes: ['ReadWriteOnce'], storageClassName: 'c', resources: { requests: { storage: '1Gi' } } } } } }] };
  const early = storageClass('c', 'ebs.csi.aws.com', { volumeBindingMode: 'Immediate' });
  const said =
    'ephemeral volume s, which is made in some zone before its pod has a place (volumeBindingMode Immediate)';
  expect(webOf(cpuApp('web', 1, 1, pod), early).unmodelled).toEqual([said]);
  const one = [nodesOf('cpu', 2, 8, { zones: ['a'] })];
  expect(web(capacityOf(one, cpuApp('web', 1, 1, pod), early)).unmodelled).toEqual([]);
});

describe('a claim that all pods mount', () => {
  const disk = storageClass('c', 'ebs.csi.aws.com');
  const data = (spec: object = {}) => claimOf('data', { storageClassName: 'c', ...spec });
  const ties = (...objects: object[]) => webOf(cpuApp('web', 1, 2, mounting('data')), ...objects).ties
    .map(({ claim, topologyKey, users }) => [claim, topologyKey, ...namesOf(users)]);

  test('ties them to one node where one node has it at a time, and to a zone where its volume stays there', () => {
    expect(ties(data(), disk)).toEqual([['data', HOSTNAME, 'web']]);
    expect(ties(data({ accessModes: ['ReadWriteMany'] }), disk)).toEqual([['data', ZONE, 'web']]);
    expect(ties(data({ accessModes: ['ReadWriteMany'] }), storageClass('c', 'topolvm.io')))
      .toEqual([['data', HOSTNAME, 'web']]);
    expect(ties(data({ accessModes: ['ReadWriteMany'] }), storageClass('c', 'efs.csi.aws.com'))).toEqual([]);
    expect(ties(data({ volumeName: 'v' }), disk, volumeOf('v'))).toEqual([['data', HOSTNAME, 'web']]);
    expect(ties(disk)).toEqual([]);
  });

  test('ties all that mount it, by one tie', () => {
    const capacity =
      capacityOf(zoned(), cpuApp('web', 1, 1, mounting('data', 'data')), cpuApp('api', 1, 1, mounting('data')),
      data(), disk);
    expect(capacity.tasks.map((task) => task.ties.length)).toEqual([1, 1]);
    expect(capacity.tasks[0].ties[0]).toBe(capacity.tasks[1].ties[0]);
    expect(namesOf(capacity.tasks[0].ties[0].users)).toEqual(['web', 'api']);
  });

  test('is open where a DaemonSet mounts it as well', () => {
    const agent = workload('DaemonSet', 'agent', {}, {}, mounting('data'));
    expect(webOf(cpuApp('web', 1, 1, mounting('data')), agent, data(), disk).unmodelled)
      .toEqual(['claim data, which DaemonSet agent mounts as well']);
  });

  test('a disk that pods name themselves is held by one node, a shared one by none', () => {
    const inline = (...volumes: object[]) =>
      webOf(cpuApp('web', 1, 1, { volumes })).ties.map(({ claim, topologyKey }) => [claim, topologyKey]);
    expect(inline({ name: 'd', awsElasticBlockStore: { volumeID: 'vol-1' } }))
      .toEqual([['awsElasticBlockStore/vol-1', HOSTNAME]]);
    expect(inline({ name: 'd', nfs: { server: 's', path: '/' } })).toEqual([]);
  });

  test('one that every node may mount beside one that ties is no tie', () => {
    const task = webOf(cpuApp('web', 1, 1, mounting('data', 'files')), data(), disk,
      claimOf('files', { storageClassName: 'f', accessModes: ['ReadWriteMany'] }),
        storageClass('f', 'efs.csi.aws.com'));
    expect(task.ties.map(({ claim }) => claim)).toEqual(['data']);
  });
});

describe('pods of a DaemonSet that keep others off', () => {
  const inA = { nodeSelector: { [ZONE]: 'a' } };
  const agent = (pod: object = {}) => workload('DaemonSet', 'agent', { cpu: 1 }, {}, { ...inA, ...pod });
  const capacity = (pod: object, ...objects: object[]) =>
    capacityOf(zoned(4), ...objects, cpuApp('web', 1, 1, { ...apart(term('agent')), ...pod }), agent());

  test('close their nodes, in whose stead the others are left', () => {
    const task = web(capacity({}));
    expect(task.eligible).toEqual([false, true]);
    expect(task.eligible).toEqual([false, true]);
    expect([...task.closedBy].map(([group, [daemon]]) => [group, daemon.name])).toEqual([[0, 'agent']]);
    expect(task.ousts.size).toBe(0);
    const other = web(capacityOf(zoned(4), cpuApp('web', 1), agent(apart(term('web')))));
    expect(other.eligible).toEqual([false, true]);
  });

  test('close the whole domain of a wider term', () => {
    const wide = web(capacityOf([nodesOf('cpu', 4, 8, { zones: ['a', 'b'] }), nodesOf('gpu', 1, 8, { zones: ['a'] }),
      nodesOf('bare', 1, 8)], cpuApp('web', 1, 1, apart(term('agent', ZONE))),
    workload('DaemonSet', 'agent', { cpu: 1 }, {}, { nodeSelector: { 'kubernetes.io/hostname': 'cpu-1' } })));
    const [, , zoneB] = wide.eligible;
    expect([...wide.closedBy.keys()].length).toBe(3);
    expect([wide.eligible.filter(Boolean).length, zoneB]).toEqual([2, wide.eligible[2]]);
  });

  test('are evicted by pods of higher priority, which find no other node or do', () => {
    const high = priority('high', 1);
    const task = web(capacity({ priorityClassName: 'high' }, high));
    expect([task.eligible, task.closedBy.size, [...task.ousts].map(([{ name }, all]) => [name, all])])
      .toEqual([[true, true], 0, [['agent', false]]]);
    const only = web(capacity({ priorityClassName: 'high', ...inA }, high));
    expect([...only.ousts.values()]).toEqual([true]);
    // A class that is not in the input may evict them, or not.
    const perhaps = web(capacity({ priorityClassName: 'none' }));
    expect([perhaps.eligible, perhaps.ousts.size]).toEqual([[false, true], 1]);
  });
});

describe('anti-affinity', () => {
  test('is open towards pods that name their node, whom nobody asks', () => {
    const capacity =
      capacityOf(zoned(), cpuApp('web', 1, 1, apart(term('api'))), cpuApp('api', 1, 1, { nodeName: 'cpu-1' }));
    const said = 'anti-affinity to pods whose node is named (nodeName)';
    expect(capacity.tasks.map(({ unmodelled }) => unmodelled)).toEqual([[said], [said]]);
    expect(capacity.tasks.map(({ repulsions }) => repulsions.length)).toEqual([1, 0]);
  });

  test('is open where the labels of a namespace would decide', () => {
    const elsewhere = { ...(cpuApp('api', 1) as object), metadata: { name: 'api', namespace: 'shop' } };
    const selecting = { namespaceSelector: { matchLabels: { team: 'a' } } };
    const { tasks } = capacityOf(zoned(), cpuApp('web', 1, 1, apart(term('api', HOSTNAME, selecting))), elsewhere);
    const said = 'the labels of namespace shop, which are not in the input';
    expect(tasks.map(({ unmodelled }) => unmodelled)).toEqual([[said], [said]]);
  });

  test('of pods that evict such as come back first leaves them waiting perhaps', () => {
    const ranks = (pod: object, victim: object = {}) => capacityOf(zoned(), priority('high', 1),
      cpuApp('web', 1, 1, { priorityClassName: 'high', ...pod }), cpuApp('api', 1, 1, victim))
      .tasks.map(({ rank }) => rank.isDoubtful === true);
    expect(ranks(apart(term('api')))).toEqual([true, false]);
    expect(ranks(apart(term('api')), apart(term('none')))).toEqual([false, false]);
    expect(ranks(apart(term('api')), near(term('none')))).toEqual([false, false]);
    expect(ranks(apart(term('api')), { priorityClassName: 'high' })).toEqual([false, false]);
    expect(ranks({}, apart(term('web')))).toEqual([false, false]);
  });

  test('within a workload over a label that only some nodes are known to lack is open', () => {
    const own = (cluster: Cluster) =>
      web(new Capacity(load(cpuApp('web', 1, 1, apart(term('web', 'rack')))), cluster));
    expect(own(listed({ a: { rack: 'r' }, b: { rack: 's' } })))
      .toMatchObject({ apart: { topologyKey: 'rack' }, unmodelled: [] });
    expect(own(listed({ a: { rack: 'r' }, b: {} }))).toMatchObject({
      apart: undefined, unmodelled: ['anti-affinity over rack on nodes without that label'],
    });
    expect(own(listed({ a: {}, b: {} }))).toMatchObject({ apart: undefined, unmodelled: [] });
  });
});

test('a job has pods at most, and as many at least as autoscalers leave others', () =>
  expect(capacityOf(zoned(), workload('Job', 'job', {}, { parallelism: 3, completions: 3 }),
    workload('Deployment', 'web', {}, noSurge(2)))
    .tasks.map(({ least, most }) => [least, most])).toEqual([[0, 3], [2, 2]]));
