import { admittedPod, limitRange } from '../../../test/support/admission';
import { container, deployment } from '../../../test/support/rules';

const reasons = (item: object, resources: object, pod: object = {}) =>
  admittedPod(deployment({ containers: [container({ resources })], ...pod }), limitRange('l', [item])).objections.map(
    ({ reason }) => reason,
  );
const cpu = (request?: string, limit?: string) => ({
  requests: request ? { cpu: request } : {}, limits: limit ? { cpu: limit } : {},
});

test.each([
  [
    'a limit above the maximum', { type: 'Container', max: { cpu: '1' } }, cpu('1', '2'),
    ["LimitRange l: container app's cpu limit 2 is above the maximum 1"],
  ],
  [
    'a request below the minimum', { type: 'Container', min: { cpu: '1' } }, cpu('500m'),
    ["LimitRange l: container app's cpu request 500m is below the minimum 1"],
  ],
  [
    'a limit four times the request where two are allowed', { type: 'Container', maxLimitRequestRatio: { cpu: '2' } },
    cpu('500m', '2'), ["LimitRange l: container app's cpu limit 2 is more than 2 times its request 500m"],
  ],
  [
    'no limit under a ratio', { type: 'Container', maxLimitRequestRatio: { cpu: '2' } }, cpu('500m'),
    ["LimitRange l: container app's cpu needs a request and a limit, at most 2 times as large"],
  ],
  [
    'a pod without limit under a maximum for pods', { type: 'Pod', max: { cpu: '4' } }, cpu('1'),
    ["LimitRange l: the pod's cpu limit is missing, at most 4 is allowed"],
  ],
  [
    'a pod without request under a minimum for pods', { type: 'Pod', min: { cpu: '4' } }, {},
    ["LimitRange l: the pod's cpu request is missing, at least 4 is asked"],
  ],
])('refuses %s', (_, item, resources, expected) => expect(reasons(item, resources)).toEqual(expected));

test('admits what is exactly at a bound, in another notation', () => {
  expect(
    reasons(
      { type: 'Container', min: { cpu: '1' }, max: { cpu: '2000m' }, maxLimitRequestRatio: { cpu: '2' } },
      cpu('1000m', '2'),
    ),
  ).toEqual([]);
});

test('a maximum is the default limit, so that a request above it is refused and no request is not', () => {
  const max = { type: 'Container', max: { cpu: '1' } };
  expect(reasons(max, {})).toEqual([]);
  expect(reasons(max, cpu('2'))).toEqual(['container app requests 2 cpu with a limit of 1',
    'LimitRange l: container app\'s cpu request 2 is above the maximum 1']);
});

test('a pod is summed as the scheduler does, with pod-level resources in place of the sum', () => {
  const two = {
    containers: [
      container({ name: 'a', resources: cpu('500m', '1') }), container({ name: 'b', resources: cpu('500m', '1') }),
    ],
  };
  expect(reasons({ type: 'Pod', max: { cpu: '1' } }, {}, two)).toEqual([
    "LimitRange l: the pod's cpu limit 2 is above the maximum 1",
  ]);
  expect(reasons({ type: 'Pod', max: { cpu: '1' } }, {}, { ...two, resources: cpu('1', '1') })).toEqual([]);
  const init = { initContainers: [container({ name: 'fetch', resources: cpu('3', '3') })] };
  expect(reasons({ type: 'Pod', max: { cpu: '2' } }, cpu('1', '1'), init)).toEqual([
    "LimitRange l: the pod's cpu limit 3 is above the maximum 2",
  ]);
});

test('init containers are held to the bounds', () => {
  expect(
    reasons({ type: 'Container', max: { cpu: '1' } }, cpu('1', '1'), {
      initContainers: [container({ name: 'fetch', resources: cpu('1', '2') })],
    }),
  ).toEqual(["LimitRange l: init container fetch's cpu limit 2 is above the maximum 1"]);
});
