import { liveObjects } from '../../../test/support/admission';
import { load, noSurge, planFirst, pool, workload } from '../../../test/support/rollout';
import { Cluster } from '../../cluster';
import { Model } from '../../manifests';
import { planRollout } from '../updates';

const quota = (hard: object) => ({ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'q' }, spec: { hard } });
const claim = (name: string, storage = '1Gi') => ({
  apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name },
  spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'gp3', resources: { requests: { storage } } },
});
const app = (name: string, claimName: string) =>
  workload('Deployment', name, { cpu: '1' }, noSurge(1), {
    volumes: [{ name: 'data', persistentVolumeClaim: { claimName } }],
  });
const cluster = new Cluster({ pools: [pool('a', 1)] });
const verdicts = (model: Model) => planRollout(model, cluster).workloads.map(({ name, verdict }) => [name, verdict]);

test.each<[string, object]>([
  ['claims', { persistentvolumeclaims: 1 }], ['claims by their full name', { 'count/persistentvolumeclaims': 1 }],
  ['storage', { 'requests.storage': '1536Mi' }],
  ['storage of the class', { 'gp3.storageclass.storage.k8s.io/requests.storage': '1536Mi' }],
  ['claims of the class', { 'gp3.storageclass.storage.k8s.io/persistentvolumeclaims': 1 }],
])('pods wait for ever for a claim for which a quota of %s has no room', (_, hard) =>
  expect(verdicts(load(quota(hard), claim('c'), claim('d'), app('one', 'c'), app('two', 'd')))).toEqual([
    ['one', 'proven'], ['two', 'impossible'],
  ]));

test('a claim outside the bounds of a LimitRange is never stored, and the plan says which', () => {
  const range = {
    apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'l' },
    spec: { limits: [{ type: 'PersistentVolumeClaim', min: { storage: '2Gi' } }] },
  };
  expect(planFirst([pool('a', 1)], range, claim('c'), app('one', 'c'))).toMatchObject({
    verdict: 'impossible',
    witness: [
      'the API server refuses what pods of Deployment/one cannot do without',
      'LimitRange l: PersistentVolumeClaim/c requests 1Gi of storage, below the minimum 2Gi',
    ],
  });
});

test('a workload beyond a quota of its kind is never stored, one that a live cluster has stays', () => {
  const objects = [quota({ 'count/deployments.apps': 1 }), app('one', 'c'), app('two', 'd'), claim('c'), claim('d')];
  expect(verdicts(load(...objects))).toEqual([['one', 'proven'], ['two', 'impossible']]);
  const model = load(...objects);
  const live = new Model(model.manifests, { live: liveObjects([app('two', 'd'), claim('d')]) });
  expect(verdicts(live)).toEqual([['one', 'proven'], ['two', 'proven']]);
});
