import { liveNode, livePod, plansOnLive } from '../../../../test/support/live-plan';
import { workload } from '../../../../test/support/rollout';
import { placedOn, storageClass, volumeOf } from '../../../../test/support/storage';

const ZONE = 'topology.kubernetes.io/zone';
const zoned = (name: string, zone: string, cpu = '4') => {
  const node = liveNode(name, {}, 'True', { cpu });
  return { ...node, metadata: { name, labels: { ...node.metadata.labels, [ZONE]: zone } } };
};
const set = (replicas: number, cpu = 2) => workload('StatefulSet', 'db', { cpu }, {
  replicas,
  volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: {
    accessModes: ['ReadWriteOnce'], storageClassName: 'gp3', resources: { requests: { storage: '1Gi' } } } }],
}, { containers: [{ name: 'a', image: 'a:1', resources: { requests: { cpu } } }] });
const gp3 = storageClass('gp3', 'ebs.csi.aws.com', { volumeBindingMode: 'WaitForFirstConsumer' });
/** The claim of an ordinal with its volume in a zone. */
const volume = (ordinal: number, zone: string) => [
  { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: `data-db-${ordinal}`, namespace: 'default' },
    spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'gp3', volumeName: `v${ordinal}`,
      resources: { requests: { storage: '1Gi' } } } },
  volumeOf(`v${ordinal}`, placedOn(ZONE, zone)),
];
const said = (live: object[], asked: object) => plansOnLive([gp3, ...live], asked).change[0].verdict;
const pod = (ordinal: number, node: string) => livePod(`db-${ordinal}`, 'StatefulSet/db', node, 2);
const both = [...volume(0, 'a'), ...volume(1, 'b'), pod(0, 'n1'), pod(1, 'n2')];

test('each pod that is replaced needs room where its own volume is', () => {
  const nodes = (cpu: string) => [zoned('n1', 'a', '16'), zoned('n2', 'b', cpu)];
  expect(said([set(2), ...both, ...nodes('4')], set(2, 4))).toBe('proven');
  expect(said([set(2), ...both, ...nodes('3')], set(2, 4))).not.toBe('proven');
});

test('a further pod needs it where another of its ordinal has left its volume', () => {
  const nodes = [zoned('n1', 'a', '16'), zoned('n2', 'b', '1')];
  const one = [set(1), pod(0, 'n1'), ...volume(0, 'a'), ...nodes];
  expect(said(one, set(2))).toBe('proven');
  expect(said([...one, ...volume(1, 'b')], set(2))).toBe('unknown');
  expect(said([...one, ...volume(1, 'a')], set(2))).toBe('proven');
});

test('a volume of one node, whatever its class is known to make, keeps its pod there', () => {
  const host = 'kubernetes.io/hostname';
  const bound = [0, 1].flatMap((ordinal) => [volume(ordinal, 'a')[0], volumeOf(`v${ordinal}`, placedOn(host, `n${ordinal + 1}`))]);
  const nodes = ['n1', 'n2', 'n3'].map((name) => zoned(name, 'a', name === 'n2' ? '3' : '16'));
  const live = [set(2), ...bound, pod(0, 'n1'), pod(1, 'n2'), ...nodes];
  expect(said(live, set(2, 4))).not.toBe('proven');
});
