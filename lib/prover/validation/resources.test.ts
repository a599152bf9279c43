import { Json } from '../../../test/support/rules';
import { refusalsOfContainer, refusalsOfPod, saysOfEach } from '../../../test/support/refusals';
import { amountFault, containerResourceNameFault, resourceNameFault } from './resources';
import { Value } from './value';

const UNKNOWN = 'must be cpu, memory, ephemeral-storage, hugepages-<size> or a name with a domain such as nvidia.com/gpu';
const QUALIFIED = 'must be letters, digits, -, _ and ., starting and ending with a letter or digit';
const OF_CONTAINER = 'must be a resource of a container, such as cpu';
const ROOM = 'must not start with requests. and leave room for that prefix';

const STANDARD = [
  'cpu', 'memory', 'ephemeral-storage', 'requests.cpu', 'requests.memory', 'requests.ephemeral-storage', 'limits.cpu',
  'limits.memory', 'limits.ephemeral-storage', 'pods', 'resourcequotas', 'services', 'replicationcontrollers',
  'secrets', 'configmaps', 'persistentvolumeclaims', 'storage', 'requests.storage', 'services.nodeports',
  'services.loadbalancers',
];

describe('the name of a resource', () => {
  test.each([...STANDARD, 'hugepages-2Mi', 'requests.hugepages-2Mi', 'nvidia.com/gpu'])('may be %s', (name) => {
    expect(resourceNameFault(name)).toBeUndefined();
  });

  test.each([
    ['gpu', UNKNOWN], ['limits.hugepages-2Mi', UNKNOWN], ['limits.storage', UNKNOWN], ['', QUALIFIED],
    ['a b', QUALIFIED],
  ])('is not %j, which %s', (name, fault) => expect(resourceNameFault(name)).toBe(fault));

  test.each(['cpu', 'memory', 'ephemeral-storage', 'hugepages-1Gi', 'nvidia.com/gpu', 'kubernetes.io/a',
    'requests.kubernetes.io/a', `a/${'b'.repeat(63)}`])('of a container may be %s', (name) => {
    expect(containerResourceNameFault(name)).toBeUndefined();
  });

  test.each([
    ['gpu', UNKNOWN], ['pods', OF_CONTAINER], ['storage', OF_CONTAINER], ['requests.hugepages-2Mi', OF_CONTAINER],
    ['requests.nvidia.com/gpu', ROOM], [`${'a'.repeat(245)}/b`, ROOM],
  ])('of a container is not %j, which %s', (name, fault) => expect(containerResourceNameFault(name)).toBe(fault));

  test('has room for a prefix', () => expect(containerResourceNameFault(`${'a'.repeat(244)}/b`)).toBeUndefined());
});

describe('an amount', () => {
  const amount = (name: string, json: unknown) => amountFault(name, Value.of(json));
  test.each(['pods', 'resourcequotas', 'services', 'replicationcontrollers', 'secrets', 'configmaps',
    'persistentvolumeclaims', 'services.nodeports', 'services.loadbalancers', 'nvidia.com/gpu'])(
    'of %s is whole', (name) => {
      expect([amount(name, '2'), amount(name, '1500m'), amount(name, '2000m')])
        .toEqual([undefined, 'must be a whole number', undefined]);
    });
  test.each(['cpu', 'memory', 'kubernetes.io/a'])('of %s may be a part', (name) => {
    expect([amount(name, '500m'), amount(name, '-1')]).toEqual([undefined, 'must be at least 0']);
  });
});

describe('the requests and limits of a container', () => {
  const asking = (requests: Json, limits?: Json) =>
    refusalsOfContainer({ resources: { requests, limits } }).map((text) => text.replace(/^\/resources\/?/, ''));
  saysOfEach(([requests, limits]: [Json, Json?]) => asking(requests, limits), [
    [[{ cpu: 1, memory: '1Gi' }, { cpu: '1', memory: '2Gi' }]], [[{}, { cpu: 1 }]], [[{ 'kubernetes.io/a': 1 }]],
    [[{ cpu: 2 }, { cpu: '1' }], 'requests/cpu must not be more than the limit 1, is 2'],
    [[{ 'kubernetes.io/a': 2 }, { 'kubernetes.io/a': 1 }],
      'requests/kubernetes.io~1a must not be more than the limit 1, is 2'],
    [[{ cpu: 1 }, { cpu: null }], 'requests/cpu must not be more than the limit 0, is 1'],
    [[{ gpu: 1 }], `requests/gpu names a resource that ${UNKNOWN}, is 1`],
    [[{}, { pods: 1 }], `limits/pods names a resource that ${OF_CONTAINER}, is 1`],
    [[{ cpu: '-1' }], 'requests/cpu must be at least 0, is "-1"'],
    [[{ 'a.b/c': 1 }, { 'a.b/c': 1 }]],
    [[{ 'a.b/c': 1 }], 'requests/a.b~1c must have an equal limit: a.b/c cannot be overcommitted, is 1'],
    [[{ 'a.b/c': 1 }, { 'a.b/c': 2 }], 'requests/a.b~1c must equal the limit 2, is 1'],
    [[{ 'a.b/c': 3 }, { 'a.b/c': 2 }], 'requests/a.b~1c must equal the limit 2, is 3'],
    [[{ 'a.b/c': '500m' }, { 'a.b/c': '500m' }],
      'limits/a.b~1c must be a whole number, is "500m"', 'requests/a.b~1c must be a whole number, is "500m"'],
    [[{ 'cpu': 1, 'hugepages-2Mi': '4Mi' }, { 'hugepages-2Mi': '4Mi' }]],
    [[{ 'memory': 1, 'hugepages-2Mi': '4Mi' }, { 'hugepages-2Mi': '4Mi' }]],
    [[{ cpu: 1 }, { 'hugepages-2Mi': '4Mi' }]],
    [[{ 'cpu': 1, 'hugepages-2Mi': '4Mi' }],
      'requests/hugepages-2Mi must have an equal limit: hugepages-2Mi cannot be overcommitted, is "4Mi"'],
    [[{ 'cpu': 1, 'hugepages-2Mi': '4Mi' }, { 'hugepages-2Mi': '6Mi' }],
      'requests/hugepages-2Mi must equal the limit 6Mi, is "4Mi"'],
    [[{ cpu: 1 }, { 'hugepages-2Mi': '3Mi' }], 'limits/hugepages-2Mi must be a multiple of 2Mi, is "3Mi"'],
    [[{ cpu: 1 }, { 'hugepages-0': '3Mi' }], 'limits/hugepages-0 must be a multiple of 0, is "3Mi"'],
    [[{ cpu: 1 }, { 'hugepages-x': '3Mi' }], 'limits/hugepages-x must be a multiple of x, is "3Mi"'],
  ]);

  test('that ask for huge pages ask for cpu or memory too', () => {
    expect(refusalsOfContainer({ resources: { limits: { 'hugepages-2Mi': '4Mi' } } }))
      .toEqual(['/resources must ask for cpu or memory beside huge pages']);
  });

  saysOfEach(([limits, requests]: [Json, Json?]) => refusalsOfPod({ resources: { limits, requests } }), [
    [[{ 'cpu': 1, 'memory': 1, 'hugepages-2Mi': '2Mi' }]],
    [[{ 'cpu': 1, 'ephemeral-storage': 1 }],
      '/spec/resources/limits/ephemeral-storage names a resource that must be cpu, memory or hugepages for a pod, is 1'],
    [[{ 'a.b/c': 1 }],
      '/spec/resources/limits/a.b~1c names a resource that must be cpu, memory or hugepages for a pod, is 1'],
    [[{ gpu: 1 }], `/spec/resources/limits/gpu names a resource that ${UNKNOWN}, is 1`],
    [[{ cpu: 1 }, { cpu: 2 }], '/spec/resources/requests/cpu must not be more than the limit 1, is 2'],
  ]);
});

describe('the claims of devices of a container', () => {
  const resourceClaims = ['a', 'b'].map((name) => ({ name, resourceClaimName: 'x' }));
  const claims = (spec: Json, ...all: Json[]) => refusalsOfContainer({ resources: { claims: all } }, spec)
    .map((text) => text.replace('/resources/claims/', ''));
  test('are those of the pod, each request once', () => {
    expect(claims({ resourceClaims }, { name: 'a' }, { name: 'b' })).toEqual([]);
    expect(claims({ resourceClaims }, { name: 'a', request: 'x' }, { name: 'a', request: 'y' })).toEqual([]);
    expect(claims({ resourceClaims }, { name: 'a' }, { name: 'a' })).toEqual(['1/name must be named once, is "a"']);
    expect(claims({ resourceClaims }, { name: 'c' }))
      .toEqual([`0/name must be one of the pod's resourceClaims, a, b, is "c"`]);
    expect(claims({}, { name: 'c' }))
      .toEqual([`0/name must be one of the pod's resourceClaims, which are none, is "c"`]);
    expect(claims({ resourceClaims }, { name: '' })).toEqual(['0/name is missing']);
  });
});
