import { deployment, gpuNodes, modelOf, object } from '../../../../test/support/rules';
import { planRollout } from '../plan-rollout';

const gpu = (count: number) => [{ name: 'a', image: 'a:1', resources: { limits: { 'nvidia.com/gpu': count } } }];
const web = (replicas: number) => deployment({ containers: gpu(1) }, { replicas });
const hook = (when: string, count = 1) =>
  object('Job', 'migrate', {
    metadata: { name: 'migrate', namespace: 'shop', annotations: { 'helm.sh/hook': when } },
    spec: { template: { spec: { restartPolicy: 'Never', containers: gpu(count) } } },
  }, 'batch/v1');
const verdicts = (nodes: number, ...objects: object[]) =>
  planRollout(modelOf(objects), gpuNodes(nodes)).workloads.map(({ verdict }) => verdict);

test('a hook that has ended before an update holds nothing of it, in whatever order they are written', () => {
  expect(verdicts(2, web(1), hook('pre-upgrade'))).toEqual(['proven', 'proven']);
  expect(verdicts(2, hook('pre-install,pre-upgrade'), web(1))).toEqual(['proven', 'proven']);
  expect(verdicts(2, web(1), hook('pre-upgrade'), { ...hook('pre-upgrade'), metadata: {
    ...hook('pre-upgrade').metadata, name: 'second',
  } })).toEqual(['proven', 'proven', 'proven']);
});

test('a hook that runs beside an update takes its room', () =>
  expect(verdicts(2, web(1), hook('post-upgrade'))[0]).toBe('possible'));

test('a hook for which the pods that run leave no room never ends', () => {
  expect(verdicts(2, web(2), hook('pre-upgrade'))[1]).toBe('impossible');
  expect(verdicts(3, web(2), hook('pre-upgrade'))[1]).toBe('proven');
  expect(verdicts(2, web(1), hook('pre-upgrade', 9))[1]).toBe('impossible');
});

test('the pods of a first installation are not there when its hook runs', () =>
  expect(verdicts(2, web(2), hook('pre-install'))[1]).toBe('possible'));
