import { admittedPod } from '../../../test/support/admission';
import { container, deployment, object } from '../../../test/support/rules';

const quota = (...resources: string[]) =>
  object('ResourceQuota', 'few', { spec: { hard: Object.fromEntries(resources.map((name) => [name, '10'])) } });
const reasons = (spec: object, ...resources: string[]) =>
  admittedPod(deployment(spec), quota(...resources)).objections.map(({ reason }) => reason);
const pod = (resources: object, more: object = {}) => ({ containers: [container({ resources })], ...more });

test('refuses a container without an amount that a quota counts', () => {
  expect(reasons(pod({ requests: { memory: '1Gi' } }), 'requests.cpu', 'requests.memory', 'limits.cpu')).toEqual([
    'quota few counts requests.cpu, and container app states no cpu request',
    'quota few counts limits.cpu, and container app states no cpu limit',
  ]);
  expect(reasons(pod({ requests: { cpu: '1' }, limits: { cpu: '1' } }), 'cpu', 'limits.cpu')).toEqual([]);
  expect(reasons(pod({}), 'pods', 'requests.storage')).toEqual([]);
});

test.each([{ requests: { cpu: '1' } }, { limits: { memory: '1Gi' } }, { requests: { memory: '1Gi' } }])(
  'asks nothing of the containers of a pod that states %j itself', (resources) => {
    expect(reasons(pod({}, { resources }), 'requests.cpu', 'limits.cpu')
      .filter((reason) => reason.includes('container'))).toEqual([]);
  });

test('asks nothing of pods that the quota does not count, and in the name of init containers too', () => {
  const scoped = object('ResourceQuota', 'ends', { spec: { hard: { 'requests.cpu': '1' }, scopes: ['Terminating'] } });
  const told = (spec: object) => admittedPod(deployment(spec), scoped).objections.map(({ reason }) => reason);
  expect(told(pod({}))).toEqual([]);
  expect(told({ activeDeadlineSeconds: 5, initContainers: [container({ name: 'fetch' })],
    containers: [container({ resources: { requests: { cpu: 1 } } })] }))
    .toEqual(['quota ends counts requests.cpu, and init container fetch states no cpu request']);
});
