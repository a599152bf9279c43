import { quantities } from './node-quantities';

test('quantities have the names of Kubernetes, without pods and what is not said', () => {
  expect(Object.fromEntries(quantities({ cpu: '1', memory: '2Gi', ephemeralStorage: '3Gi', pods: 4,
    extendedResources: { 'nvidia.com/gpu': '5' } })))
    .toEqual({ 'cpu': '1', 'memory': '2Gi', 'ephemeral-storage': '3Gi', 'nvidia.com/gpu': '5' });
  expect([quantities({}).size, quantities({ memory: '1' }).size]).toEqual([0, 1]);
});
