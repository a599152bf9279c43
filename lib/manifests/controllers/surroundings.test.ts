import { modelOf } from '../../../test/support/rules';

const template = { metadata: { labels: { app: 'x' } }, spec: { containers: [{ name: 'c', image: 'c:1' }] } };
const of = (kind: string, ...queues: object[]) => {
  const workload = { apiVersion: 'apps/v1', kind, metadata: { name: 'x', namespace: 'shop' },
    spec: { selector: { matchLabels: { app: 'x' } }, template } };
  return modelOf([workload, ...queues]).workloads[0].undecided;
};
const queue = (name: string, namespace = 'shop') => ({
  apiVersion: 'kueue.x-k8s.io/v1beta1', kind: 'LocalQueue', metadata: { name, namespace }, spec: { clusterQueue: 'a' },
});

test('a LocalQueue of the name default takes what its namespace has without a label, but no DaemonSet', () => {
  const waits = ['admission by Kueue queue default, whose quota is not in the input'];
  expect(of('Deployment', queue('other'), queue('default'))).toEqual(waits);
  expect(of('StatefulSet', queue('default'))).toEqual(waits);
  expect([
    of('Deployment', queue('other')), of('Deployment', queue('default', 'elsewhere')),
    of('DaemonSet', queue('default')),
  ]).toEqual([[], [], []]);
});
