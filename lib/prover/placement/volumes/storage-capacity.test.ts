import { Field, Manifest } from '../../../manifests';
import { NodeTerm } from '../nodes/node-terms';
import { VolumeIndex } from './volumes';
import { load } from '../../../../test/support/rollout';
import { claimOf, storageClass } from '../../../../test/support/storage';

const ZONE = 'topology.kubernetes.io/zone';
const EARLY = { volumeBindingMode: 'Immediate' };
const specOf = (manifest: Manifest): Field => Field.of(manifest, []).get('spec');
/** A claim of class `c` and what else is there. */
function of(spec: object, ...objects: object[]) {
  const model = load(claimOf('data', { storageClassName: 'c', ...spec }), ...objects);
  return { spec: specOf(model.byKind('PersistentVolumeClaim')[0]), volumes: new VolumeIndex(model) };
}
const is = (key: string, ...values: string[]): NodeTerm['labels'][number] => ({ key, operator: 'In', values });

describe('storage that a driver says to have left', () => {
  const driver =
    { apiVersion: 'storage.k8s.io/v1', kind: 'CSIDriver', metadata: { name: 'lvm.csi' },
      spec: { storageCapacity: true } };
  const lvm = storageClass('c', 'lvm.csi');
  const left = (name: string, more: object) => ({
    apiVersion: 'storage.k8s.io/v1', kind: 'CSIStorageCapacity', metadata: { name }, storageClassName: 'c', ...more,
  });
  const on = (zone: string) => ({ nodeTopology: { matchLabels: { [ZONE]: zone } } });
  const room = (spec: object, ...objects: object[]) => {
    const { spec: asked, volumes } = of(spec, ...objects);
    return volumes.roomFor(asked);
  };

  test('is where a volume may be made', () => {
    expect(room({}, driver, lvm, left('a', { capacity: '2Gi', ...on('a') }),
      left('b', { capacity: '1Mi', ...on('b') })))
      .toEqual({ places: [{ labels: [is(ZONE, 'a')], fields: [] }], isShort: false });
    expect(room({}, driver, lvm, left('a', { capacity: '1Gi', ...on('a') }),
      left('b', { capacity: '9Gi', ...on('b') })))
      .toMatchObject({ places: [{ labels: [is(ZONE, 'a')] }, { labels: [is(ZONE, 'b')] }] });
    expect(room({}, driver, lvm, left('a', { capacity: '2Gi', nodeTopology: {} }),
      left('b', { capacity: '2Gi', ...on('b') })))
      .toEqual({ places: undefined, isShort: false });
  });

  test('is short where none has enough, by the largest volume where that is said', () => {
    expect(room({}, driver, lvm, left('a', { capacity: '1Mi', ...on('a') }))).toEqual({ places: [], isShort: true });
    expect(room({}, driver, lvm, left('a', { capacity: '9Gi', maximumVolumeSize: '1Mi', ...on('a') })))
      .toMatchObject({ isShort: true });
    expect(room({}, driver, lvm, left('a', { capacity: '1Mi', maximumVolumeSize: '9Gi', ...on('a') })))
      .toMatchObject({ isShort: false });
    expect(room({}, driver, lvm, left('a', on('a')))).toMatchObject({ isShort: true });
    // Of another class, or nowhere.
    expect(room({}, driver, lvm, left('a', { capacity: '9Gi', storageClassName: 'd', ...on('a') })))
      .toMatchObject({ isShort: true });
    expect(room({}, driver, lvm, left('a', { capacity: '9Gi' }))).toMatchObject({ isShort: true });
  });

  test('is open where nothing of it is in the input', () => {
    expect(room({}, driver, lvm))
      .toEqual({ isShort: false, open: 'how much storage CSI driver lvm.csi has left (CSIStorageCapacity)' });
  });

  test('does not matter where nobody asks for it', () => {
    const some = left('a', { capacity: '1Mi', ...on('a') });
    expect(room({}, { ...driver, spec: {} }, lvm, some)).toBeUndefined();
    expect(room({}, lvm, some)).toBeUndefined();
    expect(room({}, driver, storageClass('c', 'other.csi'), some)).toBeUndefined();
    expect(room({}, driver, storageClass('c', 'lvm.csi', EARLY), some)).toBeUndefined();
    expect(room({}, driver, some)).toBeUndefined();
    expect(room({ volumeName: 'v' }, driver, lvm, some)).toBeUndefined();
    expect(room({ volumeName: '' }, driver, lvm, some)).toMatchObject({ isShort: true });
    expect(room({ resources: { requests: {} } }, driver, lvm, some)).toBeUndefined();
  });

  test('narrows where a new volume goes, unless it is short', () => {
    const places = (capacity: string) => {
      const { spec, volumes } = of({}, driver, lvm, left('a', { capacity, ...on('a') }));
      return volumes.placesOfNew(spec);
    };
    expect([places('2Gi'), places('1Mi')]).toEqual([[[{ labels: [is(ZONE, 'a')], fields: [] }]], []]);
  });
});
