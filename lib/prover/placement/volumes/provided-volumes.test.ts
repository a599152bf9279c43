import { Field, Manifest } from '../../../manifests';
import { whatIsProvided } from './provided-volumes';
import { claimText, placesOfAny, suffices } from './static-volumes';
import { VolumeIndex } from './volumes';
import { load } from '../../../../test/support/rollout';
import { claimOf, placedOn, storageClass, volumeOf } from '../../../../test/support/storage';

const HOST = 'kubernetes.io/hostname';
const NOBODY = 'kubernetes.io/no-provisioner';
const EBS = 'ebs.csi.aws.com';
const specOf = (manifest: Manifest): Field => Field.of(manifest, []).get('spec');
/** A claim of class `c` and what else is there. */
function of(spec: object, ...objects: object[]) {
  const model = load(claimOf('data', { storageClassName: 'c', ...spec }), ...objects);
  return { spec: specOf(model.byKind('PersistentVolumeClaim')[0]), volumes: new VolumeIndex(model) };
}

describe('volumes that somebody provided', () => {
  const provided = (spec: object, ...objects: object[]) => {
    const { spec: asked, volumes } = of(spec, storageClass('c', NOBODY), ...objects);
    const found = volumes.providedFor(asked);
    return found && [found.isKnown, ...found.fitting.map((volume) => volume.get('metadata', 'name').value)];
  };
  const free = (name: string, spec: object = {}, more: object = {}) =>
    volumeOf(name, { storageClassName: 'c', ...spec }, more);

  test('are those of the class that have what is asked for', () => {
    expect(provided({}, free('v'), free('w', { capacity: { storage: '2Gi' } }), volumeOf('x')))
      .toEqual([true, 'v', 'w']);
    expect(provided({}, free('v', { capacity: { storage: '1Mi' } }))).toEqual([true]);
    expect(provided({}, free('v', { capacity: undefined }))).toEqual([true]);
    expect(provided({ resources: undefined }, free('v', { capacity: undefined }))).toEqual([true, 'v']);
    expect(provided({ accessModes: ['ReadWriteOnce', 'ReadOnlyMany'] }, free('v'))).toEqual([true]);
    expect(provided({}, free('v', { accessModes: ['ReadWriteOnce', 'ReadOnlyMany'] }))).toEqual([true, 'v']);
    expect(provided({ volumeMode: 'Block' }, free('v'), free('w', { volumeMode: 'Block' }))).toEqual([true, 'w']);
    expect(provided({ volumeMode: 'Filesystem' }, free('v'), free('w', { volumeMode: 'Block' }))).toEqual([true, 'v']);
  });

  test('are free', () => {
    expect(provided({}, free('v', { claimRef: { name: 'x', namespace: 'y' } }), free('w', { claimRef: {} })))
      .toEqual([true, 'w']);
    expect(provided({}, free('v', {}, { status: { phase: 'Released' } }),
      free('w', {}, { status: { phase: 'Available' } })))
      .toEqual([true, 'w']);
  });

  test('are selected by their labels', () => {
    const selector = { matchLabels: { tier: 'fast' } };
    expect(provided({ selector }, free('v'), free('w', {}, { labels: { tier: 'fast' } }))).toEqual([true, 'w']);
    expect(provided({ selector: {} }, free('v'))).toEqual([true, 'v']);
  });

  test('are not known where none of the class is in the input', () =>
    expect([provided({}), provided({}, volumeOf('v'))]).toEqual([[false], [false]]));

  test('are asked for only where no provisioner makes them, and no volume is named', () => {
    const ask = (spec: object, ...objects: object[]) => {
      const { spec: asked, volumes } = of(spec, ...objects);
      return volumes.providedFor(asked)?.fitting.length;
    };
    expect(ask({}, storageClass('c', EBS), free('v'))).toBeUndefined();
    expect(ask({}, free('v'))).toBeUndefined();
    expect(ask({ storageClassName: '' }, volumeOf('v'), volumeOf('w', { storageClassName: '' }))).toBe(2);
    expect(ask({ volumeName: 'v' }, storageClass('c', NOBODY), free('v'))).toBeUndefined();
    expect(ask({ volumeName: '' }, storageClass('c', NOBODY), free('v'))).toBe(1);
    const byDefault = storageClass('c', NOBODY, {
      metadata: { name: 'c', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
    });
    expect(ask({ storageClassName: undefined }, byDefault, free('v'))).toBe(1);
  });
});

test('a claim in words is its size and its modes', () => {
  const text = (spec: object) => claimText(of(spec).spec);
  expect([text({}), text({ accessModes: [] }), text({ resources: undefined, accessModes: ['A', 'B'] })])
    .toEqual(['1Gi, ReadWriteOnce', '1Gi', '0, A, B']);
});

test('volumes have the places of any of them, or all where one has none', () => {
  const fields = (...volumes: object[]) =>
    load(...volumes).byKind('PersistentVolume').map((manifest) => Field.of(manifest, []));
  expect(placesOfAny(fields(volumeOf('v', placedOn(HOST, 'n1')), volumeOf('w')))).toBeUndefined();
  expect(placesOfAny(fields(volumeOf('v', placedOn(HOST, 'n1'))))).toHaveLength(1);
  const [volume] = fields(volumeOf('v'));
  expect(suffices(volume, of({}).spec)).toBe(true);
});

describe('a volume for several nodes', () => {
  const many = (spec: object, ...objects: object[]) => {
    const { spec: asked, volumes } = of({ accessModes: ['ReadWriteMany'], ...spec }, ...objects);
    return whatIsProvided([{ name: 'data', spec: asked, count: 1, isMadeAnew: false }], volumes);
  };
  const nothing = { refusals: [], unprovided: [] };

  test('is made by no driver of disks, those that took the place of old provisioners among them', () => {
    const refused = (driver: string) =>
      ({ refusals: [expect.stringContaining(`${driver} makes no volume for claim data`)], unprovided: [] });
    expect(many({}, storageClass('c', EBS))).toEqual(refused(EBS));
    expect(many({}, storageClass('c', 'kubernetes.io/aws-ebs'))).toEqual(refused(EBS));
    expect(many({}, storageClass('c', 'rbd.csi.ceph.com'))).toEqual(refused('rbd.csi.ceph.com'));
    expect(many({ accessModes: ['ReadWriteOnce'] }, storageClass('c', EBS))).toEqual(nothing);
    expect(many({ volumeMode: 'Block' }, storageClass('c', EBS))).toEqual(nothing);
    expect(many({}, storageClass('c', 'efs.csi.aws.com'))).toEqual(nothing);
  });

  test('may be there, or be named', () => {
    const volume = volumeOf('v', { storageClassName: 'c', accessModes: ['ReadWriteMany'] });
    expect(many({}, storageClass('c', EBS), volume)).toEqual(nothing);
    expect(many({ volumeName: 'v' }, storageClass('c', EBS))).toEqual(nothing);
  });

  test('is open where the settings of a driver decide, or the name of a class tells of disks', () => {
    const open = (words: string) => ({ refusals: [], unprovided: [expect.stringContaining(words)] });
    expect(many({}, storageClass('c', 'rancher.io/local-path'))).toEqual(open('is a matter of its settings'));
    expect(many({ storageClassName: 'gp3' })).toEqual(open('whether StorageClass gp3, which is not in the input'));
    expect(many({ storageClassName: 'local-path' })).toEqual(open('whether StorageClass local-path'));
    expect(many({ storageClassName: 'efs' })).toEqual(nothing);
  });
});
