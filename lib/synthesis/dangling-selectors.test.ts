import { ApiObject, App, Chart } from 'cdk8s';
import * as k8s from '../../imports/k8s';
import { acknowledge } from '..';
import { aService, aStore } from '../../test/support/examples';
import { newChart } from '../../test/support/synth';

const service = (chart: Chart, spec: k8s.ServiceSpec): k8s.KubeService => new k8s.KubeService(chart, 'Mine', { metadata: { name: 'mine' }, spec });
const budget = (chart: Chart, spec: k8s.PodDisruptionBudgetSpec): k8s.KubePodDisruptionBudget =>
  new k8s.KubePodDisruptionBudget(chart, 'Mine', { metadata: { name: 'mine' }, spec: { minAvailable: k8s.IntOrString.fromNumber(1), ...spec } });
const template = (labels: { [key: string]: string }): k8s.PodTemplateSpec => ({
  metadata: { labels },
  spec: { containers: [{ name: 'x', image: 'x:1' }] },
});

/** Synthesizes an app with a workload and what a test adds. */
const synth = (add: (chart: Chart) => unknown): string => {
  const chart = newChart();
  aService(chart, 'web');
  add(chart);
  return App.of(chart).synthYaml();
};
const orAcknowledge = (rule: string): string => `, or acknowledge(object, '${rule}', reason) when others make them`;
const failure = (error: string): Error => new Error(`Validation failed with the following errors:\n  [] ${error}`);

test('fails when a Service of the user selects no pod', () => {
  expect(() => synth((chart) => service(chart, { selector: { app: 'vector-db', tier: 'data' } }))).toThrow(
    failure(`lab/Mine: Service mine selects no pod: no pod of the app is labelled app=vector-db,tier=data; write the labels of the pods it is for${ orAcknowledge('service-selects-no-pod')}`),
  );
});

test('fails when a PodDisruptionBudget of the user selects no pod', () => {
  expect(() => synth((chart) => budget(chart, { selector: { matchLabels: { app: 'vector-db' } } }))).toThrow(
    failure(`lab/Mine: PodDisruptionBudget mine selects no pod: no pod of the app is labelled app=vector-db; write the labels of the pods it is for${ orAcknowledge('disruption-budget-selects-no-pod')}`),
  );
});

test('fails when a PodDisruptionBudget of the user has no selector', () => {
  expect(() => synth((chart) => budget(chart, {}))).toThrow(
    failure('lab/Mine: PodDisruptionBudget mine selects no pod: it has no selector; write the labels of the pods it is for'),
  );
});

test('fails when the pods are in another namespace', () => {
  const app = new App();
  const [first, second] = ['a', 'b'].map((id) => new Chart(app, id, { namespace: id }));
  aStore(first, 'store');
  service(second, { selector: { app: 'store' } });
  expect(() => app.synthYaml()).toThrow(
    failure(`b/Mine: Service mine selects no pod: no pod of the app is labelled app=store; write the labels of the pods it is for${ orAcknowledge('service-selects-no-pod')}`),
  );
});

test('fails when each label fits another pod and none has both', () => {
  const build = (chart: Chart) => {
    aStore(chart, 'store');
    service(chart, { selector: { 'app': 'store', 'app.kubernetes.io/component': 'service' } });
  };
  expect(() => synth(build)).toThrow(/selects no pod: no pod of the app is labelled app=store,app.kubernetes.io\/component=service;/);
});

test.each<[string, (chart: Chart) => unknown]>([
  ['a Service for the pods of a workload', (chart) => service(chart, { selector: { 'app': 'web', 'app.kubernetes.io/version': '1.2.3' } })],
  ['a budget for the pods of a workload', (chart) => budget(chart, { selector: { matchLabels: { app: 'web' } } })],
  ['a Service without a selector, whose endpoints somebody else writes', (chart) => service(chart, {})],
  ['a Service that is a name only', (chart) => service(chart, { type: 'ExternalName', externalName: 'example.com', selector: { app: 'x' } })],
  ['a budget for all pods', (chart) => budget(chart, { selector: {} })],
  ['a budget with expressions', (chart) => budget(chart, { selector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] } })],
])('%s passes', (_, add) => {
  expect(() => synth(add)).not.toThrow();
});

test.each<[string, (chart: Chart) => unknown]>([
  ['Pod', (chart) => new k8s.KubePod(chart, 'Pods', { metadata: { labels: { app: 'x' } }, spec: { containers: [] } })],
  ['StatefulSet', (chart) => new k8s.KubeStatefulSet(chart, 'Pods', { spec: { serviceName: 'x', selector: {}, template: template({ app: 'x' }) } })],
  ['DaemonSet', (chart) => new k8s.KubeDaemonSet(chart, 'Pods', { spec: { selector: {}, template: template({ app: 'x' }) } })],
  ['Job', (chart) => new k8s.KubeJob(chart, 'Pods', { spec: { template: template({ app: 'x' }) } })],
  [
    'CronJob',
    (chart) => new k8s.KubeCronJob(chart, 'Pods', { spec: { schedule: '@daily', jobTemplate: { spec: { template: template({ app: 'x' }) } } } }),
  ],
  [
    'Rollout',
    (chart) => new ApiObject(chart, 'Pods', { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', spec: { template: template({ app: 'x' }) } }),
  ],
])('the pods of a %s of the user are seen', (_, add) => {
  const both = (chart: Chart) => {
    add(chart);
    service(chart, { selector: { app: 'x' } });
  };
  expect(() => synth(both)).not.toThrow();
});

test('a Service whose pods others make can be acknowledged', () => {
  const chart = newChart();
  aService(chart, 'web');
  const mine = new k8s.KubeService(chart, 'Mine', { metadata: { name: 'mine' }, spec: { selector: { app: 'operated' } } });
  acknowledge(mine, 'service-selects-no-pod', 'an operator makes the pods');
  expect(() => App.of(chart).synthYaml()).not.toThrow();
});
