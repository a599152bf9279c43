import { liveNode, livePod, plansOnLive } from '../../../test/support/live-plan';

const claim = (ordinal: number, metadata: object = {}) => ({
  apiVersion: 'v1', kind: 'PersistentVolumeClaim',
  metadata: { name: `data-db-${ordinal}`, namespace: 'default', ...metadata },
  spec: {
    accessModes: ['ReadWriteOnce'], storageClassName: 'efs', resources: { requests: { storage: '1Gi' } },
  },
});
const set = (tag: string, replicas = 2) => ({
  apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'db', namespace: 'default' },
  spec: {
    replicas, serviceName: 'db', selector: { matchLabels: { app: 'db' } },
    template: {
      metadata: { labels: { app: 'db' } },
      spec: { containers: [{ name: 'a', image: `a:${tag}`, resources: { requests: { cpu: '1' } } }] },
    },
    volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: claim(0).spec }],
  },
});
const pods = ['n1', 'n1'].map((node, ordinal) => ({
  ...livePod(`db-${ordinal}`, 'StatefulSet/db', node, 1, { labels: { app: 'db' } }),
  status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
}));
const quota = (hard: object) =>
  ({ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'q', namespace: 'default' }, spec: { hard } });
const efs = {
  apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'efs' }, provisioner: 'efs.csi.aws.com',
};
const change = (hard: object, claims: object[], asked: object) => plansOnLive(
  [liveNode('n1'), efs, quota(hard), set('1'), ...pods, ...claims], quota(hard), efs, asked).change[0].verdict;
const NONE = { persistentvolumeclaims: '1' };

test('a quota that is lowered below the claims of a StatefulSet refuses none of its new pods', () => {
  const there = [claim(0), claim(1)];
  const hard: object[] = [NONE, { 'requests.storage': '1Gi' }];
  expect(hard.map((each) => change(each, there, set('2')))).toEqual(['proven', 'proven']);
});

test('but the claims of further ones', () => {
  expect(change(NONE, [claim(0), claim(1)], set('1', 3))).toBe('impossible');
  expect(change({ persistentvolumeclaims: '3' }, [claim(0), claim(1)], set('1', 3))).toBe('proven');
});

test('and one that is made again when it is gone', () => {
  const going = claim(1, { deletionTimestamp: '2026-01-01T00:00:00Z', finalizers: ['kubernetes.io/pvc-protection'] });
  expect(change(NONE, [claim(0), going], set('2'))).not.toBe('proven');
});

test('and its pods are counted as ever', () => {
  expect(change({ pods: '1' }, [claim(0), claim(1)], set('2'))).toBe('impossible');
});
