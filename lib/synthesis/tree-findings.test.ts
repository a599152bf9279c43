import { ApiObject, App, Chart } from 'cdk8s';
import * as k8s from '../../imports/k8s';
import { acknowledge, Cluster, NodePool, RolloutProof } from '..';
import { Model } from '../manifests';
import { check } from '../prover/check';
import { aService, aStore } from '../../test/support/examples';
import { newChart } from '../../test/support/synth';

const service = (chart: Chart, spec: k8s.ServiceSpec): k8s.KubeService =>
  new k8s.KubeService(chart, 'Mine', { metadata: { name: 'mine' }, spec });
const budget = (chart: Chart, spec: k8s.PodDisruptionBudgetSpec): k8s.KubePodDisruptionBudget =>
  new k8s.KubePodDisruptionBudget(chart, 'Mine', {
    metadata: { name: 'mine' }, spec: { minAvailable: k8s.IntOrString.fromNumber(1), ...spec },
  });
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
const noEndpoints = (place: string, namespace: string, labels: string): Error =>
  new Error(
    `Validation failed with the following errors:\n  [] ${place}: Service/mine: no pod in namespace ${namespace} has ${labels} (service-selects-no-pod)\n` +
      '  Write the labels of the pod template it is meant for, and put it in the same namespace; a Service without selector has its endpoints written by hand.',
  );
const warned = (): string[] => jest.mocked(console.warn).mock.calls.map(([text]) => text);

test('fails when a Service of the user selects no pod', () => {
  expect(() => synth((chart) => service(chart, { selector: { app: 'vector-db', tier: 'data' } }))).toThrow(
    noEndpoints('lab/Mine', 'lab', 'app=vector-db,tier=data'),
  );
});

test.each([
  ['selects no pod', { selector: { matchLabels: { app: 'vector-db' } } }, 'app=vector-db'],
  ['has no selector', {}, 'labels, because there is no selector'],
  [
    'selects no pod by an expression', { selector: { matchExpressions: [{ key: 'vector', operator: 'Exists' }] } },
    'vector',
  ],
])('warns once when a PodDisruptionBudget of the user %s, as the rule does everywhere', (_, spec, labels) => {
  const chart = newChart();
  aService(chart, 'web', { replicas: 2 });
  budget(chart, spec);
  App.of(chart).synthYaml();
  App.of(chart).synthYaml();
  expect(warned()).toEqual([
    `warning: lab/Mine: PodDisruptionBudget/mine: no pod in namespace lab has ${labels} (disruption-budget-selects-no-pod)\n` +
      '  Write the labels of the pod template it is meant for, and put it in the same namespace.',
  ]);
});

test('fails when the pods are in another namespace', () => {
  const app = new App();
  const [first, second] = ['a', 'b'].map((id) => new Chart(app, id, { namespace: id }));
  aStore(first, 'store');
  service(second, { selector: { app: 'store' } });
  expect(() => app.synthYaml()).toThrow(
    noEndpoints('b/Mine', 'b', 'app=store'),
  );
});

test('fails when each label fits another pod and none has both', () => {
  const build = (chart: Chart) => {
    aStore(chart, 'store');
    service(chart, { selector: { 'app': 'store', 'app.kubernetes.io/component': 'service' } });
  };
  expect(() => synth(build)).toThrow(
    /no pod in namespace lab has app=store,app.kubernetes.io\/component=service \(service-selects-no-pod\)/,
  );
});

test.each<[string, (chart: Chart) => unknown]>([
  [
    'a Service for the pods of a workload',
    (chart) => service(chart, { selector: { 'app': 'web', 'app.kubernetes.io/version': '1.2.3' } }),
  ],
  ['a budget for the pods of a workload', (chart) => budget(chart, { selector: { matchLabels: { app: 'web' } } })],
  ['a Service without a selector, whose endpoints somebody else writes', (chart) => service(chart, {})],
  [
    'a Service that is a name only',
    (chart) => service(chart, { type: 'ExternalName', externalName: 'example.com', selector: { app: 'x' } }),
  ],
  ['a budget for all pods', (chart) => budget(chart, { selector: {} })],
  [
    'a budget with expressions',
    (chart) => budget(chart, { selector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] } }),
  ],
])('%s passes', (_, add) => {
  expect(() => synth(add)).not.toThrow();
});

test.each<[string, (chart: Chart) => unknown]>([
  ['Pod', (chart) => new k8s.KubePod(chart, 'Pods', { metadata: { labels: { app: 'x' } }, spec: { containers: [] } })],
  [
    'StatefulSet',
    (chart) =>
      new k8s.KubeStatefulSet(chart, 'Pods', {
        spec: { serviceName: 'x', selector: {}, template: template({ app: 'x' }) },
      }),
  ],
  [
    'DaemonSet',
    (chart) => new k8s.KubeDaemonSet(chart, 'Pods', { spec: { selector: {}, template: template({ app: 'x' }) } }),
  ],
  ['Job', (chart) => new k8s.KubeJob(chart, 'Pods', { spec: { template: template({ app: 'x' }) } })],
  [
    'CronJob',
    (chart) =>
      new k8s.KubeCronJob(chart, 'Pods', {
        spec: { schedule: '@daily', jobTemplate: { spec: { template: template({ app: 'x' }) } } },
      }),
  ],
  [
    'Rollout',
    (chart) =>
      new ApiObject(chart, 'Pods', {
        apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', spec: { template: template({ app: 'x' }) },
      }),
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
  const mine = new k8s.KubeService(chart, 'Mine', {
    metadata: { name: 'mine' }, spec: { selector: { app: 'operated' } },
  });
  acknowledge(mine, 'service-selects-no-pod', 'an operator makes the pods');
  expect(() => App.of(chart).synthYaml()).not.toThrow();
});

test.each([false, true])(
  'a Service has one answer for the pods of a Rollout of Argo from synthesis, proof and command line; selected: %p',
  (isSelected) => {
    const synthesized = (attach: boolean): string[] => {
      jest.mocked(console.warn).mockClear();
      const app = new App();
      const chart = new Chart(app, 'lab', { namespace: 'lab' });
      new ApiObject(chart, 'Pods', {
        apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', metadata: { name: 'x' },
        spec: { template: template({ app: isSelected ? 'x' : 'y' }) },
      });
      service(chart, { selector: { app: 'x' }, ports: [{ port: 80 }] });
      aService(chart, 'web', { replicas: 2 });
      if (attach) {
        acknowledge(app, 'pods-not-counted', 'only the Service is looked at here');
        RolloutProof.attach(app, new Cluster({ pools: [NodePool.ec2({ instanceType: 'm6i.xlarge', nodes: 3 })] }));
      }
      const about = (lines: string[]) => lines.filter((line) => line.includes('service-selects-no-pod'));
      try {
        app.synthYaml();
        return about(warned());
      } catch (error) {
        return about(String(error).split('\n'));
      }
    };
    const manifests = [
      {
        apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', metadata: { name: 'x', namespace: 'lab' },
        spec: { template: template({ app: isSelected ? 'x' : 'y' }) },
      },
      {
        apiVersion: 'v1', kind: 'Service', metadata: { name: 'mine', namespace: 'lab' },
        spec: { selector: { app: 'x' } },
      },
    ];
    const file = manifests.map((manifest) => JSON.stringify(manifest)).join('\n---\n');
    const found = check(Model.load([{ file: 'app.yaml', text: file }]), {
      rules: ['service-selects-no-pod'],
    }).findings.map(({ message }) => message);
    if (!isSelected) {
      expect(found).toEqual(['no pod in namespace lab has app=x']);
    }
    expect(synthesized(false)).toEqual(found.map((message) => expect.stringContaining(message)));
    expect(synthesized(true)).toEqual(synthesized(false));
  },
);
