import { reading, fieldOf } from '../../test/support/fields';
import { addInto, containerRequests, largerOf, podRequests, readAmounts, sumOfContainers } from './resources';

const requests = (spec: object) => Object.fromEntries(podRequests(fieldOf(spec)));
const asks = (amounts: object, more: object = {}) => ({ resources: { requests: amounts }, ...more });
const sidecar = (amounts: object) => asks(amounts, { restartPolicy: 'Always' });

test('amounts are added into a map, and compared one by one', () => {
  const total = new Map([['cpu', 1], ['memory', 2]]);
  addInto(total, new Map([['cpu', 3], ['pods', 4]]));
  expect(Object.fromEntries(total)).toEqual({ cpu: 4, memory: 2, pods: 4 });
  const left = new Map([['cpu', 1], ['memory', 5]]);
  expect(Object.fromEntries(largerOf(left, new Map([['cpu', 3], ['memory', 4], ['pods', 1]]))))
    .toEqual({ cpu: 3, memory: 5, pods: 1 });
  expect(Object.fromEntries(left)).toEqual({ cpu: 1, memory: 5 });
});

test('cpu is read in thousandths, all else whole; what cannot be read is left out', () => {
  expect(reading({ 'cpu': '1500m', 'memory': '1Ki', 'requests.cpu': 2, 'x': 'much' },
    (field) => Object.fromEntries(readAmounts(field))))
    .toEqual([{ 'cpu': 1500, 'memory': 1024, 'requests.cpu': 2 }, [expect.stringMatching(/^\/x: /)]]);
});

test('a container asks its requests, and its limits where it has none', () => {
  const read = (resources: object) => Object.fromEntries(containerRequests(fieldOf({ resources })));
  expect(read({ requests: { cpu: 1 }, limits: { cpu: 2, memory: 3 } })).toEqual({ cpu: 1000, memory: 3 });
  expect(read({})).toEqual({});
});

describe('a pod asks', () => {
  test('what its containers and sidecars ask together', () => {
    const containers = [asks({ cpu: 1 }), asks({ cpu: 2, memory: 4 })];
    expect(requests({ containers, initContainers: [sidecar({ cpu: 4 })] }))
      .toEqual({ cpu: 7000, memory: 4 });
  });

  test('what an init container asks beside the sidecars before it, where that is more', () => {
    const containers = [asks({ cpu: 1 })];
    expect(requests({ containers, initContainers: [asks({ cpu: 5 }), sidecar({ cpu: 1 })] })).toEqual({ cpu: 5000 });
    expect(requests({ containers, initContainers: [sidecar({ cpu: 1 }), sidecar({ cpu: 1 }), asks({ cpu: 5 })] }))
      .toEqual({ cpu: 7000 });
    expect(requests({ containers, initContainers: [asks({ cpu: 2 }), asks({ memory: 3 })] }))
      .toEqual({ cpu: 2000, memory: 3 });
  });

  test('what it says itself, and its overhead beside it', () => {
    const containers = [asks({ 'cpu': 1, 'memory': 2, 'a.b/c': 1 })];
    expect(requests({ containers, resources: { requests: { cpu: 3 }, limits: { cpu: 9, memory: 9, pods: 1 } },
      overhead: { cpu: '250m', memory: 1 } })).toEqual({ 'cpu': 3250, 'memory': 3, 'a.b/c': 1, 'pods': 1 });
    expect(requests({})).toEqual({});
  });
});

test('any other amount of containers is summed alike', () => {
  const count = () => new Map([['n', 1]]);
  expect(sumOfContainers(fieldOf({ containers: [{}, {}], initContainers: [{}, { restartPolicy: 'Always' }] }), count)
    .get('n')).toBe(3);
  expect(sumOfContainers(fieldOf({ initContainers: [{ restartPolicy: 'Always' }, {}] }), count).get('n')).toBe(2);
});
