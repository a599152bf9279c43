import { ApiObject, App, Chart } from 'cdk8s';
import * as k8s from '../../imports/k8s';
import { VectorStoreTopology } from '..';
import { aService, aStore } from '../../test/support/examples';
import { newChart } from '../../test/support/synth';

const settings = (chart: Chart, id: string, metadata: k8s.ObjectMeta = { name: 'settings' }): k8s.KubeConfigMap =>
  new k8s.KubeConfigMap(chart, id, { metadata });
const charts = (...namespaces: (string | undefined)[]): Chart[] => {
  const app = new App();
  return namespaces.map((namespace, index) => new Chart(app, `chart${index}`, { namespace, disableResourceNameHashes: true }));
};
const synth = (chart: Chart): string => App.of(chart).synthYaml();
const failure = (...errors: string[]): Error =>
  new Error(`Validation failed with the following errors:\n  ${errors.map((error) => `[] ${error}`).join('\n  ')}`);

test('fails when an object of the user has kind, namespace and name of one of ours', () => {
  const chart = newChart();
  aService(chart, 'web');
  new k8s.KubeService(chart, 'Mine', { metadata: { name: 'web' }, spec: { ports: [{ port: 80 }] } });
  expect(() => synth(chart)).toThrow(failure('lab/Mine: Service lab/web exists already at lab/web/Service; give one of them another name'));
});

test('fails when two objects of the user are one, in two charts', () => {
  const [first, second] = charts('lab', 'lab');
  aService(first);
  settings(first, 'A');
  settings(second, 'B');
  expect(() => synth(first)).toThrow(failure('chart1/B: ConfigMap lab/settings exists already at chart0/A; give one of them another name'));
});

test('fails when a cluster-scoped object stands in two charts, whatever their namespaces', () => {
  const [first, second] = charts('a', 'b');
  aService(first);
  [first, second].forEach((chart) => new k8s.KubeClusterRole(chart, 'Role', { metadata: { name: 'reader' } }));
  expect(() => synth(first)).toThrow(failure('chart1/Role: ClusterRole reader exists already at chart0/Role; give one of them another name'));
});

test('fails when the headless Service of a cluster has the name of another workload', () => {
  const chart = newChart();
  aStore(chart, 'store', { topology: VectorStoreTopology.cluster() });
  aService(chart, 'store-headless');
  expect(() => synth(chart)).toThrow(
    failure('lab/store-headless/Service: Service lab/store-headless exists already at lab/store/PeerService; give one of them another name'),
  );
});

test('reports every duplicate at once', () => {
  const chart = newChart();
  aService(chart);
  ['A', 'B', 'C'].forEach((id) => settings(chart, id));
  expect(() => synth(chart)).toThrow(
    failure(
      'lab/B: ConfigMap lab/settings exists already at lab/A; give one of them another name',
      'lab/C: ConfigMap lab/settings exists already at lab/A; give one of them another name',
    ),
  );
});

test('objects of the same name that differ in kind, API group or namespace are not the same', () => {
  const [first, second] = charts('a', 'b');
  aService(first, 'settings');
  settings(first, 'A');
  settings(second, 'B');
  settings(second, 'C', { name: 'settings', namespace: 'c' });
  new ApiObject(first, 'Other', { apiVersion: 'serving.example.com/v1', kind: 'Service', metadata: { name: 'settings' } });
  expect(() => synth(first)).not.toThrow();
});
