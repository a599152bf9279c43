import { liveNode, plansOnLive } from '../../../../test/support/live-plan';
import { workload } from '../../../../test/support/rollout';

const claim = (spec: object, name = 'data') => ({
  apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name, namespace: 'default' },
  spec: {
    accessModes: ['ReadWriteOnce'], storageClassName: 'fast', resources: { requests: { storage: '1Gi' } }, ...spec,
  },
});
const storageClass = {
  apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'fast' }, provisioner: 'ebs.csi.aws.com',
  volumeBindingMode: 'WaitForFirstConsumer',
};
const web = workload('Deployment', 'web', { cpu: 1 }, { replicas: 1, strategy: { type: 'Recreate' } },
  { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] });
const other = (spec: object) => ({ ...claim(spec, 'other'), status: { phase: 'Bound' } });
const added = (spec: object, ...live: object[]) => {
  const { change: [{ verdict, witness }] } = plansOnLive([liveNode('n1'), storageClass, ...live], web, claim(spec));
  return [verdict, witness.join()];
};

test('a new claim has its volume made by a class that is there, and by none that is not', () => {
  expect(added({})[0]).toBe('proven');
  expect(added({ storageClassName: 'slow' })).toEqual(
    ['unknown', expect.stringContaining('the cluster has no StorageClass slow')]);
  expect(added({ storageClassName: undefined })).toEqual(
    ['unknown', expect.stringContaining('the cluster has no default class')]);
});

test('the claim that it is to be a copy of has to be there', () => {
  const dataSource = { kind: 'PersistentVolumeClaim', name: 'other' };
  expect(added({ dataSource }, other({}))[0]).toBe('proven');
  expect(added({ dataSource: { ...dataSource, name: 'none' } }, other({}))[0]).toBe('impossible');
});

test('whether a snapshot or attributes are there is not known where the input has them not', () => {
  const dataSourceRef = { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 'monday' };
  expect(added({ dataSourceRef })).toEqual(['unknown',
    expect.stringContaining('VolumeSnapshot monday, which claim data needs and which is not in the input')]);
  expect(added({ volumeAttributesClassName: 'gold' })).toEqual(
    ['unknown', expect.stringContaining('VolumeAttributesClass gold')]);
});
