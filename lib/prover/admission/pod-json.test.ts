import { Field } from '../../manifests';
import { liveObjects } from '../../../test/support/admission';
import { containerName, mapContainers, objectAt, objectOf, withAmounts } from './pod-json';

const field = (json: object) => Field.of(liveObjects([{ kind: 'Pod', metadata: { name: 'p' }, ...json }])[0], []);
const named = (container: { [key: string]: unknown }) => ({ ...container, seen: true });

test('each container and init container is put through a change, and nothing else', () => {
  const spec = { containers: [{ name: 'a' }, 'odd'], initContainers: [{ name: 'b' }], ephemeralContainers: [{}] };
  expect(mapContainers(spec, named)).toEqual({
    containers: [{ name: 'a', seen: true }, 'odd'], initContainers: [{ name: 'b', seen: true }],
    ephemeralContainers: [{}],
  });
});

test('lists that are missing, or none, stay so', () => {
  expect(Object.keys(mapContainers({ nodeName: 'n' }, named))).toEqual(['nodeName']);
  expect(mapContainers({ containers: 'none', initContainers: {} }, named))
    .toEqual({ containers: 'none', initContainers: {} });
});

test('amounts are added where a container has none of that name', () => {
  const container = { name: 'a', resources: { claims: [], limits: { cpu: 1 }, requests: { cpu: 2 } } };
  const amounts = new Map<string, unknown>([['cpu', 5], ['memory', '1Gi']]);
  expect(withAmounts(container, 'limits', amounts)).toEqual({
    name: 'a', resources: { claims: [], limits: { cpu: 1, memory: '1Gi' }, requests: { cpu: 2 } },
  });
  expect(withAmounts({}, 'requests', amounts)).toEqual({ resources: { requests: { cpu: 5, memory: '1Gi' } } });
  expect(withAmounts(container, 'requests', new Map([['cpu', 5]]))).toBe(container);
  expect(withAmounts({}, 'requests', new Map())).toEqual({});
});

test('what is no object is read as an empty one', () => {
  expect([objectAt({ a: { b: 1 } }, 'a'), objectAt({ a: 'b' }, 'a'), objectAt({ a: ['b'] }, 'a'), objectAt({}, 'a')])
    .toEqual([{ b: 1 }, {}, {}, {}]);
  const spec = field({ spec: { labels: { a: 'b' }, list: [1], text: 'x' } }).get('spec');
  expect(['labels', 'list', 'text', 'missing'].map((key) => objectOf(spec.get(key)))).toEqual([{ a: 'b' }, {}, {}, {}]);
});

test('containers are called by their list and name', () => {
  const spec = field({ spec: { containers: [{ name: 'main' }, {}], initContainers: [{ name: 'fetch' }, {}] } });
  const names = (list: string) => spec.get('spec', list).items().map(containerName);
  expect([...names('containers'), ...names('initContainers')])
    .toEqual(['container main', 'container', 'init container fetch', 'init container']);
  const deep = field({ initContainers: [{ name: 'a', ports: [{ name: 'b' }] }] });
  expect(containerName(deep.get('initContainers').items()[0].get('ports').items()[0])).toBe('container b');
});
