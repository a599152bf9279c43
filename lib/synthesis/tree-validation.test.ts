import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import * as k8s from '../../imports/k8s';
import { acknowledge, Warnings } from '..';
import { aService } from '../../test/support/examples';

const newApp = (): { app: App; chart: Chart } => {
  const app = new App();
  return { app, chart: new Chart(app, 'lab', { namespace: 'lab' }) };
};
const warned = (): string[] => jest.mocked(console.warn).mock.calls.map(([text]) => text);

test('warnings are printed to stderr once, however often the app is synthesized', () => {
  const { app, chart } = newApp();
  const web = aService(chart, 'web', { replicas: 2 });
  Warnings.add(web, 'the first', 'hurts');
  Warnings.add(chart, 'the second', 'hurts');
  app.synthYaml();
  chart.toJson();
  app.synthYaml();
  expect(warned()).toEqual(['warning: lab: the second hurts', 'warning: lab/web: the first hurts']);
});

test('warnings of a subtree can be asked for', () => {
  const { app, chart } = newApp();
  const group = new Construct(chart, 'group');
  Warnings.add(chart, 'what is outside', 'hurts');
  Warnings.add(group, 'what is inside', 'hurts');
  group.node.addMetadata('aws:cdk:path', 'lab/group');
  expect(Warnings.of(group)).toEqual(['warning: lab/group: what is inside hurts']);
  expect(Warnings.of(app)).toEqual(['warning: lab: what is outside hurts', 'warning: lab/group: what is inside hurts']);
});

test('a warning that somebody has acknowledged is said with the reason, once for all it is about', () => {
  const { app, chart } = newApp();
  aService(chart, 'web', { replicas: 1 });
  aService(chart, 'api', { replicas: 1 });
  acknowledge(chart, 'disruption-budget-never-allows-eviction', 'moved by hand');
  app.synthYaml();
  expect(warned()).toEqual(['acknowledged: disruption-budget-never-allows-eviction: moved by hand (web-pdb, api-pdb)']);
});

test('nothing is printed when the app is refused', () => {
  const { app, chart } = newApp();
  aService(chart, 'web', { replicas: 1 });
  new k8s.KubeService(chart, 'Mine', { metadata: { name: 'web' } });
  expect(() => app.synthYaml()).toThrow(/is already defined/);
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
