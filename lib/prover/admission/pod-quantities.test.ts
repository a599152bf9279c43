import { Field } from '../../manifests';
import { liveObjects } from '../../../test/support/admission';
import { podQuantities } from './pod-quantities';

const sums = (spec: object, list: 'requests' | 'limits' = 'requests') => Object.fromEntries(
  [...podQuantities(Field.of(liveObjects([{ kind: 'Pod', metadata: { name: 'p' }, spec }])[0], []).get('spec'), list)]
    .map(([name, quantity]) => [name, quantity.milliValue]),
);
const asking = (requests: object, limits: object = {}) => ({ name: 'c', resources: { requests, limits } });

test('what a pod asks is the sum of its containers, or what one asks before them', () => {
  expect(sums({ containers: [asking({ cpu: '100m', memory: 5 }), asking({ cpu: 1 })] }))
    .toEqual({ cpu: 1100, memory: 5000 });
  expect(sums({ containers: [asking({ cpu: 1 })], initContainers: [asking({ cpu: 3 })] })).toEqual({ cpu: 3000 });
  expect(sums({ containers: [asking({ cpu: '0.5m' })] })).toEqual({ cpu: 1 });
});

test('limits do not stand in for requests, nor overhead for anything', () => {
  const spec = { containers: [asking({ cpu: 1 }, { cpu: 2, memory: 7 })], overhead: { cpu: 9 } };
  expect([sums(spec), sums(spec, 'limits')]).toEqual([{ cpu: 1000 }, { cpu: 2000, memory: 7000 }]);
});

test('cpu and memory of the pod as a whole replace the sum, nothing else does', () => {
  const resources = { requests: { 'cpu': 3, 'memory': 8, 'hugepages-2Mi': 4 } };
  expect(sums({ containers: [asking({ 'cpu': 1, 'hugepages-2Mi': 2 })], resources }))
    .toEqual({ 'cpu': 3000, 'memory': 8000, 'hugepages-2Mi': 2000 });
});
