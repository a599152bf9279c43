import { deployment, modelOf, statefulSet } from '../../test/support/rules';
import { isSame, kubectlName, refOf, watchedOf } from './workload-ref';

const WEB = { kind: 'Deployment', namespace: 'shop', name: 'web' };

test('workloads whose rollout can be watched are those of Kubernetes', () => {
  const of = (kind: string, name: string) => ({ ...deployment({}, {}, { name }), kind });
  const rollout = { ...of('Rollout', 'r'), apiVersion: 'argoproj.io/v1alpha1' };
  const job = { ...of('Job', 'j'), apiVersion: 'batch/v1' };
  expect(watchedOf(modelOf([deployment(), statefulSet(), of('DaemonSet', 'd'), job, rollout, of('ReplicaSet', 'rs')])))
    .toEqual([WEB, { kind: 'StatefulSet', namespace: 'shop', name: 'db' },
      { kind: 'DaemonSet', namespace: 'shop', name: 'd' }, { kind: 'Job', namespace: 'shop', name: 'j' }]);
});

test('a workload is told by kind, namespace and name', () => {
  expect(refOf(modelOf([deployment()]).manifests[0])).toEqual(WEB);
  expect(kubectlName(WEB)).toBe('deployment/web');
  expect([{}, { kind: 'Job' }, { namespace: 'x' }, { name: 'x' }].map((more) => isSame(WEB, { ...WEB, ...more })))
    .toEqual([true, false, false, false]);
});
