import { ClaimUse } from './claim-use';
import { ClaimIndex } from './claims';
import { load, surge, workload } from '../../../../test/support/rollout';
import { claimOf, placedOn, storageClass, volumeOf } from '../../../../test/support/storage';

const claim = (name: string, accessModes: unknown, namespace?: string): object => ({
  apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name, namespace },
  spec: { accessModes, resources: { requests: { storage: '1Gi' } } },
});
const mounts = (...claims: string[]) => ({
  volumes: claims.map((claimName) => ({ name: claimName, persistentVolumeClaim: { claimName } })),
});
const web = (name: string, ...claims: string[]) => workload('Deployment', name, {}, surge(1), mounts(...claims));
const ephemeral = (storageClassName: string) =>
  ({ volumes: [{ name: 'scratch', ephemeral: { volumeClaimTemplate: { spec:
  { accessModes: ['ReadWriteOnce'], storageClassName, resources: { requests: { storage: '1Gi' } } } } } }] });

/** How the claims of the first workload tie its pods. */
function use(...objects: object[]): ClaimUse {
  const model = load(...objects);
  return new ClaimIndex(model).use(model.workloads[0]);
}

test.each<[string, unknown, Partial<ClaimUse>]>([
  ['one node at a time', ['ReadWriteOnce'], { attachment: 'node', claimName: 'data', unknown: [] }],
  ['one pod at a time', ['ReadWriteOncePod'], { attachment: 'pod', claimName: 'data', unknown: [] }],
  ['many nodes', ['ReadWriteMany'], { attachment: 'free', claimName: 'data', unknown: [] }],
  ['many nodes, to read', ['ReadOnlyMany'], { attachment: 'free', unknown: [] }],
  ['many nodes or one', ['ReadWriteOnce', 'ReadWriteMany'], { attachment: 'free', unknown: [] }],
  ['one node or one pod', ['ReadWriteOnce', 'ReadWriteOncePod'], { attachment: 'pod', unknown: [] }],
  ['nobody says what', [], { attachment: 'free', claimName: undefined, unknown: ['data'] }],
  ['something else', ['Sometimes'], { attachment: 'node', unknown: [] }],
  ['no list', 'ReadWriteOnce', { attachment: 'free', unknown: ['data'] }],
])('a claim that attaches to %s', (_, accessModes, expected) => {
  expect(use(web('web', 'data'), claim('data', accessModes))).toMatchObject({ shared: [], ...expected });
});

test('a claim that is not in the input is not known', () => {
  expect(use(web('web', 'data'))).toMatchObject({
    attachment: 'free', claimName: undefined, unknown: ['data'], shared: [],
  });
  expect(use(web('web', 'data'), claim('data', ['ReadWriteOnce'], 'other'))).toMatchObject({ unknown: ['data'] });
});

test('no claim ties nothing', () => {
  expect(use(web('web'))).toEqual({
    attachment: 'free', claimName: undefined, unknown: [], shared: [], bound: [], staysInZone: false, zonal: [],
    local: [], perhapsZonal: [], staysOnNode: false, unseenVolumes: [],
    refusals: [], unprovided: [], placedEarly: [], placedAnew: [], disks: new Map(),
  });
});

test('of several claims the one that ties most counts', () => {
  const claims = [
    claim('many', ['ReadWriteMany']), claim('node', ['ReadWriteOnce']), claim('pod', ['ReadWriteOncePod']),
  ];
  expect(use(web('web', 'many', 'pod', 'node', 'gone'), ...claims)).toMatchObject({
    attachment: 'pod', claimName: 'pod', unknown: ['gone'], shared: [],
  });
  expect(use(web('web', 'many', 'node'), ...claims)).toMatchObject({ attachment: 'node', claimName: 'node' });
});

test('a claim that others mount is shared, unless every node can attach it', () => {
  const claims = [claim('many', ['ReadWriteMany']), claim('node', ['ReadWriteOnce'])];
  const shared = (...others: object[]) => use(web('web', 'many', 'node', 'gone'), ...others, ...claims).shared;
  expect(shared(web('other', 'many', 'node', 'gone'))).toEqual(['node', 'gone']);
  expect(shared(web('other', 'many'))).toEqual([]);
  expect(shared({ ...(web('other', 'node') as object), metadata: { name: 'other', namespace: 'elsewhere' } })).toEqual(
    [],
  );
});

test('a claim that one workload mounts twice is not shared', () => {
  expect(use(web('web', 'node', 'node'), claim('node', ['ReadWriteOnce'])).shared).toEqual([]);
});

describe('where volumes keep pods', () => {
  const EBS = 'ebs.csi.aws.com';
  const NFS = 'nfs.csi.k8s.io';
  const LOCAL = 'rancher.io/local-path';
  const many = { accessModes: ['ReadWriteMany'] };
  /** The use of a claim `data` of a class with that provisioner. */
  const by = (provisioner: string, spec: object = {}, more: object = {}, ...objects: object[]) =>
    use(web('web', 'data'), claimOf('data', { storageClassName: 'c', ...spec }), storageClass('c', provisioner, more),
      ...objects);

  test('a disk of a zone keeps them there, a disk of a node on the node, a file system nowhere', () => {
    expect(by(EBS)).toMatchObject({ staysInZone: true, zonal: ['data'], local: [], staysOnNode: false });
    expect(by(LOCAL)).toMatchObject({ staysInZone: true, zonal: ['data'], local: ['data'], staysOnNode: true });
    expect(by(NFS, many)).toMatchObject({ staysInZone: false, zonal: [], local: [], staysOnNode: false });
    expect(by(EBS, many)).toMatchObject({ staysInZone: true, zonal: ['data'] });
    // One node at a time, though every node reaches it.
    expect(by(NFS)).toMatchObject({ staysInZone: true, zonal: [], staysOnNode: false });
  });

  test('a volume that is bound is where it is', () => {
    const bound = by(LOCAL, { volumeName: 'v' }, {}, volumeOf('v', placedOn('rack', 'r')));
    expect(bound).toMatchObject({ staysInZone: false, zonal: [], local: [], staysOnNode: false, unseenVolumes: [] });
    expect(bound.bound).toEqual([[{ labels: [{ key: 'rack', operator: 'In', values: ['r'] }], fields: [] }]]);
    expect(by(EBS, { volumeName: 'v' })).toMatchObject({ unseenVolumes: ['v'], staysInZone: true });
  });

  test('of a provisioner that nobody knows the zone may be all that is kept', () => {
    expect(by('acme.example', many)).toMatchObject({ local: ['data'], perhapsZonal: ['data'], staysOnNode: true });
    expect(by('acme.example')).toMatchObject({ local: [], perhapsZonal: [], zonal: ['data'], staysOnNode: true });
    expect(by(LOCAL, many)).toMatchObject({ local: ['data'], perhapsZonal: [] });
    expect(by(EBS, many)).toMatchObject({ local: [], perhapsZonal: [] });
  });

  test('volumes that are made early are named', () => {
    const early = { volumeBindingMode: 'Immediate' };
    expect([by(EBS, {}, early).placedEarly, by(EBS).placedEarly, by(NFS, many, early).placedEarly])
      .toEqual([['data'], [], []]);
    expect(by(EBS, { volumeName: 'v' }, early, volumeOf('v')).placedEarly).toEqual([]);
  });

  test('a claim that nobody gives may keep them, and does so where volumes are kept', () => {
    expect(use(web('web', 'data'))).toMatchObject({ staysInZone: true, zonal: [], local: [], staysOnNode: false });
    const kept = load(web('web', 'data')).rewritten((workload) => workload, { keepsVolumes: true });
    expect(new ClaimIndex(kept).use(kept.workloads[0]))
      .toMatchObject({ staysInZone: true, zonal: ['data'], local: ['data'], staysOnNode: true });
  });

  test('disks that a pod names itself keep it in their zone, on one node or for one pod', () => {
    const inline = (...volumes: object[]) => use(workload('Deployment', 'web', {}, surge(1), { volumes }));
    const ebs = (more: object = {}) => ({ name: 'e', awsElasticBlockStore: { volumeID: 'vol-1', ...more } });
    expect(inline(ebs())).toMatchObject({ staysInZone: true, claimName: 'awsElasticBlockStore/vol-1' });
    expect(inline(ebs()).attachment).not.toBe('free');
    expect(inline(ebs()).disks).toEqual(new Map([[EBS, 1]]));
  });
});

describe('pods that name their node wait for volumes', () => {
  const why = (name: string) =>
    `volume ${name} is made where a scheduler places its pod, and none places pods that name their node`;
  const waits = (...objects: object[]) => {
    const model = load(...objects);
    return new ClaimIndex(model).unscheduled(model.workloads[0]);
  };
  const data = (spec: object = {}) => claimOf('data', { storageClassName: 'c', ...spec });
  const lazy = storageClass('c', 'ebs.csi.aws.com');

  test('that a scheduler would have made, for certain where they alone mount them', () => {
    expect(waits(web('web', 'data'), data(), lazy)).toEqual([{ why: why('data'), isSure: true }]);
    expect(waits(web('web', 'data'), web('other', 'data'), data(), lazy))
      .toEqual([{ why: why('data'), isSure: false }]);
    expect(waits(web('web', 'data'), data())).toEqual([{ why: why('data'), isSure: false }]);
    expect(waits(workload('Deployment', 'web', {}, surge(1), ephemeral('c')), lazy))
      .toEqual([{ why: why('scratch'), isSure: true }]);
    const own = workload('StatefulSet', 'db', {}, {
      serviceName: 'db', volumeClaimTemplates: [{ metadata: { name: 'own' }, spec: { storageClassName: 'c' } }],
    });
    expect(waits(own, lazy)).toEqual([{ why: why('of each pod'), isSure: false }]);
  });

  test('and for none that are bound, or made without a pod', () => {
    expect(waits(web('web', 'data'), data({ volumeName: 'v' }), lazy)).toEqual([]);
    expect(waits(web('web', 'data'), data(), lazy, volumeOf('v', { claimRef: { namespace: 'default', name: 'data' } })))
      .toEqual([]);
    expect(waits(web('web', 'data'), data(), storageClass('c', 'ebs.csi.aws.com', { volumeBindingMode: 'Immediate' })))
      .toEqual([]);
    expect(waits(web('web', 'gone'), lazy)).toEqual([]);
  });
});

test('whoever mounts a claim or a disk is known by it', () => {
  const disk = { volumes: [{ name: 'd', awsElasticBlockStore: { volumeID: 'vol-1' } }] };
  const model = load(web('web', 'data', 'data'), web('api', 'data'), workload('Deployment', 'own', {}, surge(1), disk));
  const users = (name: string, namespace = 'default') =>
    new ClaimIndex(model).usersOf(namespace, name).map((each) => each.name);
  expect([users('data'), users('awsElasticBlockStore/vol-1'), users('data', 'other'), users('none')])
    .toEqual([['web', 'api'], ['own'], [], []]);
});
