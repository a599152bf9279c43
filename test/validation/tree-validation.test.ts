import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import * as k8s from '../../imports/k8s';
import { Warnings } from '../../lib';
import { aService } from '../support/examples';

const newApp = (): { app: App; chart: Chart } => {
  const app = new App();
  return { app, chart: new Chart(app, 'lab', { namespace: 'lab' }) };
};
const warned = (): string[] => jest.mocked(console.warn).mock.calls.map(([text]) => text);

test('warnings are printed to stderr once, however often the app is synthesized', () => {
  const { app, chart } = newApp();
  const web = aService(chart, 'web', { replicas: 2 });
  Warnings.add(web, 'the first');
  Warnings.add(chart, 'the second');
  app.synthYaml();
  chart.toJson();
  app.synthYaml();
  expect(warned()).toEqual(['warning: lab: the second', 'warning: lab/web: the first']);
});

test('warnings of a subtree can be asked for', () => {
  const { app, chart } = newApp();
  const group = new Construct(chart, 'group');
  Warnings.add(chart, 'outside');
  Warnings.add(group, 'inside');
  expect(Warnings.of(group)).toEqual(['lab/group: inside']);
  expect(Warnings.of(app)).toEqual(['lab: outside', 'lab/group: inside']);
});

test('nothing is printed when the app is refused', () => {
  const { app, chart } = newApp();
  aService(chart, 'web', { replicas: 1 });
  new k8s.KubeService(chart, 'Mine', { metadata: { name: 'web' } });
  expect(() => app.synthYaml()).toThrow(/exists already/);
  expect(console.warn).not.toHaveBeenCalled();
});

test('two apps in one process know nothing of each other', () => {
  for (const { app, chart } of [newApp(), newApp()]) {
    aService(chart, 'web', { replicas: 1 });
    app.synthYaml();
  }
  expect(warned()).toHaveLength(2);
});

test('a workload whose constructor threw does not keep the rest from being checked', () => {
  const { app, chart } = newApp();
  expect(() => aService(chart, 'broken', { image: 'web:latest' })).toThrow(/is not pinned/);
  aService(chart, 'web');
  expect(() => app.synthYaml()).not.toThrow();
});
