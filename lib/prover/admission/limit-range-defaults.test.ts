import { admittedPod, limitRange } from '../../../test/support/admission';
import { container, deployment } from '../../../test/support/rules';

const requestsOf = (resources: object, ...limits: object[]) =>
  Object.fromEntries(
    admittedPod(deployment({ containers: [container({ resources })] }), limitRange('l', limits)).pod.requests,
  );

test('a container without requests gets the default request, in any unit', () => {
  expect(requestsOf({}, { type: 'Container', defaultRequest: { cpu: '2', memory: '1Gi' } })).toEqual({
    cpu: 2000, memory: 2 ** 30,
  });
});

test('a default limit, a maximum or a minimum is the default request where none is written', () => {
  expect(requestsOf({}, { type: 'Container', default: { cpu: '500m' } })).toEqual({ cpu: 500 });
  expect(requestsOf({}, { type: 'Container', max: { cpu: '3' } })).toEqual({ cpu: 3000 });
  expect(requestsOf({}, { type: 'Container', min: { cpu: '100m' } })).toEqual({ cpu: 100 });
  expect(
    requestsOf(
      {},
      {
        type: 'Container', min: { cpu: '100m' }, max: { cpu: '3' }, default: { cpu: '2' }, defaultRequest: { cpu: '1' },
      },
    ),
  ).toEqual({ cpu: 1000 });
});

test('what a container writes stays, and its limit is its request before any default', () => {
  const range = { type: 'Container', defaultRequest: { cpu: '2' }, default: { cpu: '4' } };
  expect(requestsOf({ requests: { cpu: '1' } }, range)).toEqual({ cpu: 1000 });
  expect(requestsOf({ limits: { cpu: '3' } }, range)).toEqual({ cpu: 3000 });
});

test('init containers get defaults too; Pod and claim entries give none', () => {
  const pod = {
    initContainers: [container({ name: 'fetch' })], containers: [container({ resources: { requests: { cpu: '1' } } })],
  };
  const range = limitRange('l', [
    { type: 'Container', defaultRequest: { cpu: '5' } }, { type: 'Pod', max: { memory: '9Gi' } },
  ]);
  expect(Object.fromEntries(admittedPod(deployment(pod), range).pod.requests)).toEqual({ cpu: 5000 });
});

test('a LimitRange of another namespace changes nothing', () => {
  const elsewhere = {
    ...limitRange('l', [{ type: 'Container', defaultRequest: { cpu: '2' } }]),
    metadata: { name: 'l', namespace: 'other' },
  };
  expect(admittedPod(deployment(), elsewhere).pod.requests.size).toBe(0);
});

test('the last entry of one LimitRange counts, and two LimitRanges that agree leave no doubt', () => {
  expect(
    requestsOf(
      {},
      { type: 'Container', defaultRequest: { cpu: '1' } },
      { type: 'Container', defaultRequest: { cpu: '2' } },
    ),
  ).toEqual({ cpu: 2000 });
  const twice = ['one', 'two'].map((name) => limitRange(name, [{ type: 'Container', defaultRequest: { cpu: '1' } }]));
  expect(admittedPod(deployment(), ...twice).objections).toEqual([]);
});

test('is in doubt when two LimitRanges give different defaults that a container leaves open', () => {
  const ranges = ['1', '2'].map((cpu) => limitRange(`l${cpu}`, [{ type: 'Container', defaultRequest: { cpu } }]));
  expect(admittedPod(deployment(), ...ranges).objections).toMatchObject([{ stage: 'LimitRange', certain: false }]);
  expect(
    admittedPod(deployment({ containers: [container({ resources: { requests: { cpu: '1' } } })] }), ...ranges)
      .objections,
  ).toEqual([]);
});
