import { ApiObject, App, Chart } from 'cdk8s';
import * as k8s from '../../imports/k8s';
import { aService } from '../../test/support/examples';
import { newChart } from '../../test/support/synth';

const pod = (chart: Chart, name: string, labels: { [key: string]: string }) =>
  new k8s.KubePod(chart, name, { metadata: { name, labels } });
const service = (chart: Chart, selector: { [key: string]: string }) =>
  new k8s.KubeService(chart, 'Mine', { metadata: { name: 'mine' }, spec: { selector } });

/** Synthesizes an app with a workload and what a test adds. */
const synth = (add: (chart: Chart) => unknown): string => {
  const chart = newChart();
  aService(chart, 'web');
  add(chart);
  return App.of(chart).synthYaml();
};

const PODS: { [key: string]: string }[] = [{ app: 'x' }, { tier: 'data' }, { app: 'x', tier: 'data' }];

test.each([
  ['last', PODS], ['first', [...PODS].reverse()],
])('the only pod with every label is found where it stands %s', (_, pods) => {
  expect(() =>
    synth((chart) => {
      pods.forEach((labels, index) => pod(chart, `pod${index}`, labels));
      service(chart, { app: 'x', tier: 'data' });
    }),
  ).not.toThrow();
});

test('a template without metadata has no labels', () => {
  expect(() =>
    synth((chart) => {
      new ApiObject(chart, 'Job', {
        apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'job' },
        spec: { template: { spec: { containers: [] } } },
      });
      service(chart, { app: 'web' });
    }),
  ).not.toThrow();
});

test('warns of a PodDisruptionBudget that has no spec', () => {
  const budget = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'mine' } };
  synth((chart) => new ApiObject(chart, 'Mine', budget));
  expect(console.warn).toHaveBeenCalledWith(
    expect.stringContaining('warning: lab/Mine: PodDisruptionBudget/mine: no pod in namespace lab has labels'),
  );
});

test('a budget whose selector holds no labels selects every pod', () => {
  const spec = { minAvailable: k8s.IntOrString.fromNumber(1), selector: { matchLabels: {} } };
  expect(() =>
    synth((chart) => new k8s.KubePodDisruptionBudget(chart, 'Mine', { metadata: { name: 'mine' }, spec })),
  ).not.toThrow();
});

test('a workload whose constructor threw has no pods, and the others are found', () => {
  expect(() => synth((chart) => {
    expect(() => aService(chart, 'broken', { image: 'web:latest' })).toThrow(/is not pinned/);
    service(chart, { app: 'web' });
  })).not.toThrow();
});
