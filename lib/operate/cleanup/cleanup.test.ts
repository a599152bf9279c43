import { Model } from '../../manifests';
import { readServedKinds } from '../preflight/served-kinds';
import { deletions } from './cleanup';
import { remainsOf } from './remains';

const SERVED = readServedKinds(`namespaces v1 false Namespace
persistentvolumeclaims v1 true PersistentVolumeClaim
services v1 true Service
clusterroles rbac.authorization.k8s.io/v1 false ClusterRole
`);
const object = (kind: string, name: string, namespace?: string, spec: object = {}, apiVersion = 'v1') => ({
  apiVersion, kind, metadata: { name, namespace }, spec,
});
const { manifests } = Model.load([
  {
    file: 'a.json',
    text: JSON.stringify({
      apiVersion: 'v1',
      kind: 'List',
      items: [
        object('Namespace', 'a'), object('Namespace', 'b'), object('PersistentVolumeClaim', 'data', 'a'),
        object('Service', 'web', 'a'), object('Service', 'web', 'b'),
        object('ClusterRole', 'wide', undefined, {}, 'rbac.authorization.k8s.io/v1'),
      ],
    }),
  },
]);
const named = (isDataDeleted: boolean) =>
  deletions(manifests, 'a', SERVED, isDataDeleted).map((args) => args.join(' '));

test('data and namespace stay unless they are to go, and nothing of another namespace or of the cluster ever goes', () => {
  expect(named(false)).toEqual(['--namespace a delete services web --ignore-not-found']);
  expect(named(true)).toEqual([
    '--namespace a delete services web --ignore-not-found',
    '--namespace a delete persistentvolumeclaims data --ignore-not-found',
    'delete namespaces a --ignore-not-found',
  ]);
});

test('what remains and costs money is named', () => {
  const { manifests: live } = Model.load([
    {
      file: 'live.json',
      text: JSON.stringify({
        apiVersion: 'v1',
        kind: 'List',
        items: [
          object('PersistentVolumeClaim', 'data', 'a', {
            resources: { requests: { storage: '5Gi' } }, volumeName: 'pvc-1',
          }),
          object('Service', 'web', 'a', { type: 'LoadBalancer' }),
          object('Service', 'api', 'a', { type: 'ClusterIP' }),
          object('Service', 'web', 'b', { type: 'LoadBalancer' }),
          {
            ...object('PersistentVolume', 'pvc-2', undefined, {
              claimRef: { namespace: 'a' }, persistentVolumeReclaimPolicy: 'Retain',
            }),
            status: { phase: 'Released' },
          },
        ],
      }),
    },
  ]);
  expect(remainsOf(live, 'a')).toEqual([
    'PersistentVolumeClaim/data, 5Gi, volume pvc-1', 'Service/web, a load balancer',
    'PersistentVolume/pvc-2, released and kept by its policy Retain',
  ]);
});

test('what has no size or volume yet is left too; what others hold, or what is bound, is not', () => {
  const { manifests: live } = Model.load([
    {
      file: 'live.json',
      text: JSON.stringify({
        apiVersion: 'v1', kind: 'List',
        items: [
          object('PersistentVolumeClaim', 'new', 'a'), object('PersistentVolumeClaim', 'theirs', 'b'),
          object('Service', 'inner', 'a', { type: 'ClusterIP' }),
          object('Service', 'theirs', 'b', { type: 'LoadBalancer' }),
          {
            ...object('PersistentVolume', 'pv', undefined, { claimRef: { namespace: 'a' } }),
            status: { phase: 'Bound' },
          },
          object('ConfigMap', 'c', 'a'),
        ],
      }),
    },
  ]);
  expect(remainsOf(live, 'a')).toEqual(['PersistentVolumeClaim/new, of unknown size, volume not made']);
});
