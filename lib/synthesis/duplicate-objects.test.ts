import { ApiObject, App, Chart } from 'cdk8s';
import * as k8s from '../../imports/k8s';
import { LinearApp, VectorStoreTopology } from '..';
import { aService, aStore } from '../../test/support/examples';
import { newChart } from '../../test/support/synth';

const settings = (chart: Chart, id: string, metadata: k8s.ObjectMeta = { name: 'settings' }): k8s.KubeConfigMap =>
  new k8s.KubeConfigMap(chart, id, { metadata });
const charts = (...namespaces: (string | undefined)[]): Chart[] => {
  const app = new App();
  return namespaces.map(
    (namespace, index) => new Chart(app, `chart${index}`, { namespace, disableResourceNameHashes: true }),
  );
};
const synth = (chart: Chart): string => App.of(chart).synthYaml();
const duplicate = (path: string, object: string, namespace: string, first: string): string =>
  `${path}: ${object}: ${object}${namespace && ` in namespace ${namespace}`} is already defined at ${first}; the last one applied wins (duplicate-object)\n` +
  '  Delete one of them, or give it another name or namespace.';
const failure = (...errors: string[]): Error =>
  new Error(`Validation failed with the following errors:\n  ${errors.map((error) => `[] ${error}`).join('\n  ')}`);

test('fails when an object of the user has kind, namespace and name of one of ours', () => {
  const chart = newChart();
  aService(chart, 'web');
  new k8s.KubeService(chart, 'Mine', { metadata: { name: 'web' }, spec: { ports: [{ port: 80 }] } });
  expect(() => synth(chart)).toThrow(failure(duplicate('lab/Mine', 'Service/web', 'lab', 'lab/web/Service')));
});

test('fails when two objects of the user are one, in two charts', () => {
  const [first, second] = charts('lab', 'lab');
  aService(first);
  settings(first, 'A');
  settings(second, 'B');
  expect(() => synth(first)).toThrow(failure(duplicate('chart1/B', 'ConfigMap/settings', 'lab', 'chart0/A')));
});

test('fails when a cluster-scoped object stands in two charts, whatever their namespaces', () => {
  const [first, second] = charts('a', 'b');
  aService(first);
  [first, second].forEach((chart) => new k8s.KubeClusterRole(chart, 'Role', { metadata: { name: 'reader' } }));
  expect(() => synth(first)).toThrow(failure(duplicate('chart1/Role', 'ClusterRole/reader', '', 'chart0/Role')));
});

test('fails when the headless Service of a cluster has the name of another workload', () => {
  const chart = newChart();
  aStore(chart, 'store', { topology: VectorStoreTopology.cluster() });
  aService(chart, 'store-headless');
  expect(() => synth(chart)).toThrow(
    failure(duplicate('lab/store-headless/Service', 'Service/store-headless', 'lab', 'lab/store/PeerService')),
  );
});

test('reports every duplicate at once', () => {
  const chart = newChart();
  aService(chart);
  ['A', 'B', 'C'].forEach((id) => settings(chart, id));
  expect(() => synth(chart)).toThrow(
    failure(
      duplicate('lab/B', 'ConfigMap/settings', 'lab', 'lab/A'),
      duplicate('lab/C', 'ConfigMap/settings', 'lab', 'lab/A'),
    ),
  );
});

test('objects of the same name that differ in kind, API group or namespace are not the same', () => {
  const [first, second] = charts('a', 'b');
  aService(first, 'settings');
  settings(first, 'A');
  settings(second, 'B');
  settings(second, 'C', { name: 'settings', namespace: 'c' });
  new ApiObject(first, 'Other', {
    apiVersion: 'serving.example.com/v1', kind: 'Service', metadata: { name: 'settings' },
  });
  expect(() => synth(first)).not.toThrow();
});

test('an app without one of our workloads is checked too when it is a LinearApp', () => {
  const app = new LinearApp();
  const chart = new Chart(app, 'lab', { namespace: 'lab' });
  ['A', 'B'].forEach((id) => settings(chart, id));
  expect(() => app.synthYaml()).toThrow(failure(duplicate('lab/B', 'ConfigMap/settings', 'lab', 'lab/A')));
});
