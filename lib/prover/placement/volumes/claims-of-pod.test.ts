import { ClaimIndex } from './claims';
import { load, surge, workload } from '../../../../test/support/rollout';
import { claimOf, mounting, placedOn, storageClass, volumeOf } from '../../../../test/support/storage';

const ephemeral = (storageClassName: string) =>
  ({ volumes: [{ name: 'scratch', ephemeral: { volumeClaimTemplate: { spec:
  { accessModes: ['ReadWriteOnce'], storageClassName, resources: { requests: { storage: '1Gi' } } } } } }] });

const web = (...claims: string[]) => workload('Deployment', 'web', {}, surge(1), mounting(...claims));

describe('claims of each pod', () => {
  const template = (name: string, spec: object = {}) =>
    ({ metadata: { name }, spec: { storageClassName: 'c', ...spec } });
  const db = (spec: object = {}, ...templates: object[]) => workload('StatefulSet', 'db', {}, {
    serviceName: 'db', replicas: 3, volumeClaimTemplates: templates.length > 0 ? templates : [template('own')], ...spec,
  });
  const disk = storageClass('c', 'ebs.csi.aws.com');
  const local = storageClass('c', 'rancher.io/local-path');
  const index = (...objects: object[]) => {
    const model = load(...objects);
    return { claims: new ClaimIndex(model), own: model.workloads[0] };
  };
  const made = (ordinal: number, spec: object = {}) => claimOf(`own-db-${ordinal}`, { storageClassName: 'c', ...spec });

  test('tie no pods to each other, and keep each where its volume is', () => {
    const { claims, own } = index(db(), local);
    expect(claims.use(own)).toMatchObject({
      attachment: 'free', claimName: undefined, unknown: [], staysInZone: true, zonal: [], staysOnNode: true,
    });
    expect(claims.use(own, 0)).toMatchObject({ staysInZone: false, staysOnNode: false });
    const zonal = index(db(), disk);
    expect(zonal.claims.use(zonal.own)).toMatchObject({ staysInZone: true, staysOnNode: false });
    expect(claims.use(own)).toBe(claims.use(own));
    expect(claims.use(own, 1)).not.toBe(claims.use(own, 0));
  });

  test('are looked up by ordinal, from the first one on', () => {
    const bound = volumeOf('v', placedOn('rack', 'r'));
    const there = made(1, { volumeName: 'v' });
    const { claims, own } = index(db(), disk, there, bound);
    expect([0, 1, 2].map((ordinal) => claims.use(own, ordinal).bound.length)).toEqual([0, 1, 0]);
    expect(claims.boundOrdinals(own)).toEqual([1]);
    const later = index(db({ ordinals: { start: 5 } }), disk, made(6, { volumeName: 'v' }), bound);
    expect(later.claims.boundOrdinals(later.own)).toEqual([1]);
    const two = index(db({}, template('own'), template('log')), disk, there, bound);
    expect(two.claims.boundOrdinals(two.own)).toEqual([1]);
    const none = index(db(), disk, made(1), made(3, { volumeName: 'v' }), bound);
    expect(none.claims.boundOrdinals(none.own)).toEqual([]);
    const deployment = index(web());
    expect(deployment.claims.boundOrdinals(deployment.own)).toEqual([]);
  });

  test('that are made and not bound stay where the first pod was', () => {
    const { claims, own } = index(db(), local, made(0));
    expect(claims.use(own, 0)).toMatchObject({ staysInZone: true, staysOnNode: true, zonal: [], local: [] });
    expect(claims.use(own, 1)).toMatchObject({ staysInZone: false, staysOnNode: false });
  });

  test('go where their class allows, as those that live with a pod do', () => {
    const only = storageClass('c', 'ebs.csi.aws.com', {
      allowedTopologies: [{ matchLabelExpressions: [{ key: 'zone', values: ['a'] }] }],
    });
    const inA = [[{ labels: [{ key: 'zone', operator: 'In', values: ['a'] }], fields: [] }]];
    const { claims, own } = index(db(), only, made(2, { volumeName: 'v' }), volumeOf('v'));
    expect([claims.use(own).bound, claims.use(own, 0).bound, claims.use(own, 2).bound]).toEqual([inA, inA, []]);
    const scratch = index(workload('Deployment', 'web', {}, surge(1), ephemeral('c')), only);
    expect(scratch.claims.use(scratch.own).bound).toEqual(inA);
  });

  test('that are made early are named by their template, those that live with a pod apart', () => {
    const early = storageClass('c', 'ebs.csi.aws.com', { volumeBindingMode: 'Immediate' });
    const { claims, own } = index(db({}, template('own'), template('log')), early);
    expect(claims.use(own)).toMatchObject({ placedEarly: ['own', 'log'], placedAnew: [] });
    expect(claims.use(own, 0).placedEarly).toEqual([]);
    const scratch = index(workload('Deployment', 'web', {}, surge(1), ephemeral('c')), early);
    expect(scratch.claims.use(scratch.own)).toMatchObject({ placedEarly: [], placedAnew: ['scratch'] });
    const waiting = index(workload('Deployment', 'web', {}, surge(1), ephemeral('c')), disk);
    expect(waiting.claims.use(waiting.own).placedAnew).toEqual([]);
  });

  test('look for a volume each where nobody makes any, those that have one aside', () => {
    const manual = storageClass('c', 'kubernetes.io/no-provisioner');
    const free = (...names: string[]) => names.map((name) => volumeOf(name, { storageClassName: 'c' }));
    const asked = (...objects: object[]) => {
      const { claims, own } = index(db(), manual, ...objects);
      return claims.use(own);
    };
    const had = (ordinal: number) => made(ordinal, { volumeName: `own-${ordinal}` });
    expect(asked(...free('v', 'w')).refusals)
      .toEqual(['only 2 PersistentVolumes fit 3 claims own (1Gi, ReadWriteOnce), and its class makes none']);
    expect(asked(...free('v', 'w', 'x')).refusals).toEqual([]);
    expect(asked(...free('v', 'w'), had(0)).refusals).toEqual([]);
    expect(asked(...free('v', 'w'), made(0)).refusals).toHaveLength(1);
    expect(asked(had(0), had(1), ...free()).unprovided).toEqual([
      'no PersistentVolume of the class of claim own (1Gi, ReadWriteOnce) is in the input, and its class makes none',
    ]);
    expect(asked(had(0), had(1), had(2)).unprovided).toEqual([]);
    const { claims, own } = index(db(), manual, ...free('v'));
    expect(claims.use(own, 0).refusals).toEqual([]);
    const scratch = index(workload('Deployment', 'web', {}, surge(2), ephemeral('c')), manual, ...free('v', 'w'));
    expect(scratch.claims.use(scratch.own)).toMatchObject({ refusals: [], unprovided: [
      'PersistentVolumes for 2 claims scratch (1Gi, ReadWriteOnce), which each pod takes anew',
    ] });
  });

  test('of volumes at several places it is open which pod gets which', () => {
    const manual = storageClass('c', 'kubernetes.io/no-provisioner');
    const there = ['v', 'w', 'x'].map((name) => volumeOf(name, { storageClassName: 'c', ...placedOn('rack', name) }));
    const { claims, own } = index(db(), manual, ...there);
    expect(claims.use(own).unprovided)
      .toEqual(['which PersistentVolume each of 3 claims own (1Gi, ReadWriteOnce) gets']);
    const one = index(db({ replicas: 1 }), manual, ...there);
    expect(one.claims.use(one.own).unprovided).toEqual([]);
  });

  test('want storage that a driver says to have left', () => {
    const lvm = storageClass('c', 'lvm.csi');
    const driver = {
      apiVersion: 'storage.k8s.io/v1', kind: 'CSIDriver', metadata: { name: 'lvm.csi' },
        spec: { storageCapacity: true },
    };
    const left = (capacity: string) => ({
      apiVersion: 'storage.k8s.io/v1', kind: 'CSIStorageCapacity', metadata: { name: 'l' }, storageClassName: 'c',
      capacity, nodeTopology: {},
    });
    const asked = (replicas: number, ...objects: object[]) => {
      const { claims, own } = index(db({ replicas }), lvm, driver, ...objects);
      const { refusals, unprovided } = claims.use(own);
      return [...refusals, ...unprovided];
    };
    expect(asked(1, left('1Gi'))).toEqual([]);
    expect(asked(2, left('1Gi'))).toEqual([
      'whether the storage that is left is enough for all of 2 claims own (1Gi, ReadWriteOnce)',
    ]);
    expect(asked(2, left('1Mi'))).toEqual([
      'no CSIStorageCapacity of its class has room for 2 claims own (1Gi, ReadWriteOnce)',
    ]);
    expect(asked(1)).toEqual(['how much storage CSI driver lvm.csi has left (CSIStorageCapacity)']);
  });

  test('from where they can be used is told for each that is not bound', () => {
    const { claims, own } = index(db({}, template('own'), template('log', { storageClassName: 'acme' })), disk);
    expect(claims.reaches(own).map(({ reach }) => reach)).toEqual(['zone', 'everywhere']);
    expect(claims.openPlaces(own)).toEqual(['StorageClass acme is not in the input']);
    const mounted = index(web('data', 'bound', 'gone'), claimOf('data', { storageClassName: 'acme' }),
      claimOf('bound', { storageClassName: 'acme', volumeName: 'v' }), volumeOf('v'));
    expect(mounted.claims.reaches(mounted.own)).toHaveLength(1);
    expect(mounted.claims.openPlaces(mounted.own))
      .toEqual(['claim gone is not in the input', 'StorageClass acme is not in the input']);
  });
});
