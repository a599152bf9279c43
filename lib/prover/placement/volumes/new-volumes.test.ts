import { listed, verdictsOf } from '../../../../test/support/listed-nodes';
import { workload } from '../../../../test/support/rollout';

const ZONE = 'topology.kubernetes.io/zone';
const storageClass = (provisioner: string, more: object = {}) => ({
  apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'fast' }, provisioner,
  volumeBindingMode: 'WaitForFirstConsumer', ...more,
});
const onlyZoneB = { allowedTopologies: [{ matchLabelExpressions: [{ key: ZONE, values: ['b'] }] }] };
const spec = { accessModes: ['ReadWriteOnce'], storageClassName: 'fast', resources: { requests: { storage: '5Gi' } } };
const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' }, spec };
const recreate = { replicas: 1, strategy: { type: 'Recreate' } };
const mounted = workload('Deployment', 'web', { cpu: 1 }, recreate,
  { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] });
const scratch = { volumes: [{ name: 'scratch', ephemeral: { volumeClaimTemplate: { spec } } }] };
const ephemeral = workload('Deployment', 'web', { cpu: 1 }, recreate, scratch);
const database = (replicas: number) => workload('StatefulSet', 'web', { cpu: 1 },
  { replicas, serviceName: 'web', volumeClaimTemplates: [{ metadata: { name: 'data' }, spec }] });
const inZoneA = listed({ n1: { [ZONE]: 'a' } });
const verdicts = (...args: Parameters<typeof verdictsOf>) => verdictsOf(...args).map(({ verdict }) => verdict);

describe('volumes that are still to be made', () => {
  test.each<[string, object[]]>([
    ['of a claim', [mounted, claim]], ['of a claim template', [database(1)]], ['of a pod', [ephemeral]],
  ])('%s go only where their class allows', (_, objects) => {
    const aws = 'ebs.csi.aws.com';
    expect(verdicts(inZoneA, ...objects, storageClass(aws, onlyZoneB))).toEqual(['impossible', 'impossible']);
    expect(verdicts(listed({ n1: { [ZONE]: 'b' } }), ...objects, storageClass(aws, onlyZoneB)))
      .toEqual(['proven', 'proven']);
  });

  test('before their pod has a place may be in any zone that their class allows, as it may go to one only', () => {
    const allowed = (...values: string[]) => storageClass('ebs.csi.aws.com', {
      volumeBindingMode: 'Immediate', allowedTopologies: [{ matchLabelExpressions: [{ key: ZONE, values }] }],
    });
    const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }];
    const web = workload('Deployment', 'web', { cpu: 1 }, recreate, { nodeSelector: { [ZONE]: 'a' }, volumes });
    const both = listed({ n1: { [ZONE]: 'a' }, n2: { [ZONE]: 'b' } });
    const fits = (...zones: string[]) => verdicts(both, web, claim, allowed(...zones))[1];
    expect([fits('a'), fits('b'), fits('a', 'b')]).toEqual(['proven', 'impossible', 'possible']);
  });

  test('of a pod are in no zone in particular before it has a place (volumeBindingMode Immediate)', () => {
    const early = storageClass('ebs.csi.aws.com', { volumeBindingMode: 'Immediate' });
    expect(verdicts(inZoneA, ephemeral, early)).toEqual(['proven', 'proven']);
    expect(verdicts(listed({ n1: { [ZONE]: 'a' }, n2: { [ZONE]: 'b' } }), ephemeral, early))
      .toEqual(['unknown', 'unknown']);
  });
});

describe('volumes that somebody provided', () => {
  const nobody = storageClass('kubernetes.io/no-provisioner');
  const volume = (name: string, node: string) => ({
    apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name },
    spec: {
      accessModes: ['ReadWriteOnce'], capacity: { storage: '9Gi' }, storageClassName: 'fast', local: { path: '/d' },
      nodeAffinity: { required: { nodeSelectorTerms: [
        { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: [node] }] },
      ] } },
    },
  });
  const two = listed({ n1: {}, n2: {} });

  test('are where pods of a claim template go', () => {
    const full = workload('DaemonSet', 'agent', { cpu: 4 }, {}, { nodeSelector: { 'kubernetes.io/hostname': 'n2' } });
    expect(verdicts(two, database(1), full, nobody, volume('v1', 'n2')).slice(0, 2)).toContain('impossible');
    expect(verdicts(two, database(1), nobody, volume('v1', 'n2'))).toEqual(['proven', 'proven']);
  });

  test('are not dealt out to several pods', () =>
    expect(verdictsOf(two, database(2), nobody, volume('v1', 'n1'), volume('v2', 'n2'))[0]).toEqual({
      verdict: 'unknown',
      witness: ['not modelled: which PersistentVolume each of 2 claims data (5Gi, ReadWriteOnce) gets'],
    }));

  test('are none where a pod asks for its own and no volume is in the input', () =>
    expect(verdicts(two, ephemeral, nobody)).toEqual(['unknown', 'unknown']));
});

describe('storage that a CSI driver reports', () => {
  const lvm = storageClass('lvm.csi');
  const driver = {
    apiVersion: 'storage.k8s.io/v1', kind: 'CSIDriver', metadata: { name: 'lvm.csi' }, spec: { storageCapacity: true },
  };
  const left = (capacity: string, nodeTopology: object, more: object = {}) => ({
    apiVersion: 'storage.k8s.io/v1', kind: 'CSIStorageCapacity', metadata: { name: capacity.toLowerCase() },
    storageClassName: 'fast', capacity, nodeTopology, ...more,
  });
  const on = (name: string) => ({ matchLabels: { 'kubernetes.io/hostname': name } });
  const two = listed({ n1: {}, n2: {} });
  const without = verdicts(two, mounted, claim, lvm);

  test('is not asked for where the driver reports none', () => expect(without).toEqual(['proven', 'proven']));

  test('is unknown where it is not in the input', () =>
    expect(verdictsOf(two, mounted, claim, lvm, driver)[0].witness)
      .toEqual(['not modelled: how much storage CSI driver lvm.csi has left (CSIStorageCapacity)']));

  test('keeps pods to the nodes that reach enough of it', () => {
    const busy = workload('DaemonSet', 'agent', { cpu: 4 }, {}, { nodeSelector: { 'kubernetes.io/hostname': 'n2' } });
    const objects = [claim, lvm, driver, left('9Gi', on('n2')), left('1Gi', on('n1'))];
    expect(verdicts(two, mounted, ...objects)).toEqual(['proven', 'proven']);
    expect(verdicts(two, mounted, busy, ...objects)[0]).toBe('impossible');
  });

  test.each<[string, object, string]>([
    ['too little of it', left('1Gi', on('n1')), 'impossible'],
    ['too small volumes of it', left('9Gi', on('n1'), { maximumVolumeSize: '1Gi' }), 'impossible'],
    ['enough of it on every node', left('9Gi', {}), 'proven'],
  ])('decides: %s', (_, capacity, verdict) =>
    expect(verdicts(two, mounted, claim, lvm, driver, capacity)[0]).toBe(verdict));

  test('is not added up over several volumes', () => {
    expect(verdicts(two, database(2), lvm, driver, left('9Gi', {}))[0]).toBe('unknown');
    expect(verdicts(two, ephemeral, lvm, driver, left('9Gi', {}))[0]).toBe('unknown');
  });
});
