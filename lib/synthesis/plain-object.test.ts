import { App, Chart, JsonPatch, Lazy, Testing } from 'cdk8s';
import * as k8s from '../../imports/k8s';
import { newChart } from '../../test/support/synth';
import { Cluster, NodePool } from '../cluster';
import { acknowledge } from './acknowledgements';
import { KubernetesTarget } from './kubernetes-target';
import { LinearApp } from './linear-app';
import { addObject } from './plain-object';
import { RolloutProof } from './rollout-proof';
import { writtenByUser } from './server-json';

const labels = { app: 'web' };
const pod = (spec: object) => ({
  metadata: { name: 'web' },
  spec: {
    selector: { matchLabels: labels },
    template: { metadata: { labels }, spec: { containers: [{ name: 'a', image: 'a:1' }], ...spec } },
  },
});
const add = (chart: Chart, spec: object) => addObject(chart, 'Web', 'apps/v1 Deployment', pod(spec));
const rendered = (spec: object) => {
  const chart = newChart();
  KubernetesTarget.set(chart, '1.37');
  add(chart, spec);
  return Testing.synth(chart)[0].spec.template.spec;
};

test.each([
  ['an image volume', { volumes: [{ name: 'model', image: { reference: 'a/b:1', pullPolicy: 'IfNotPresent' } }] }],
  ['a pause before the end', {
    containers: [{ name: 'a', image: 'a:1', lifecycle: { preStop: { sleep: { seconds: 5 } } } }],
  }],
  ['resources of the pod', { resources: { requests: { cpu: '1' } } }],
  ['claims of devices', { resourceClaims: [{ name: 'gpu', resourceClaimTemplateName: 'one-gpu' }] }],
  ['restart rules', {
    containers: [{
      name: 'a', image: 'a:1', restartPolicy: 'Always',
      restartPolicyRules: [{ action: 'Restart', exitCodes: { operator: 'In', values: [42] } }],
    }],
  }],
])('%s arrives, which the generated classes drop', (_, spec) => {
  expect(rendered(spec)).toMatchObject(spec);
  const chart = newChart();
  new k8s.KubeDeployment(chart, 'Web', pod(spec) as k8s.KubeDeploymentProps);
  expect(Testing.synth(chart)[0].spec.template.spec).not.toMatchObject(spec);
});

test('what a patch adds arrives', () => {
  const chart = newChart();
  KubernetesTarget.set(chart, '1.34');
  add(chart, {}).addJsonPatch(JsonPatch.add('/spec/template/spec/resources', { limits: { memory: '1Gi' } }));
  expect(Testing.synth(chart)[0].spec.template.spec.resources).toEqual({ limits: { memory: '1Gi' } });
});

test('types of cdk8s-plus become what the API server reads', () => {
  const volumes: k8s.Volume[] = [
    { name: 'scratch', emptyDir: { sizeLimit: k8s.Quantity.fromString('1Gi') } },
    { name: 'disk', awsElasticBlockStore: { volumeId: 'vol-1' } },
  ];
  const sidecar: k8s.Container = {
    name: 'proxy',
    image: 'proxy:1',
    ports: [{ containerPort: 80, hostIp: '10.0.0.1' }],
    livenessProbe: { httpGet: { port: k8s.IntOrString.fromNumber(80) } },
    env: [{ name: 'value', value: 'x' }],
  };
  expect(rendered({ volumes: writtenByUser(volumes), containers: Lazy.any({ produce: () => [sidecar] }) })).toEqual({
    volumes: [
      { name: 'scratch', emptyDir: { sizeLimit: '1Gi' } },
      { name: 'disk', awsElasticBlockStore: { volumeID: 'vol-1' } },
    ],
    containers: [{
      name: 'proxy',
      image: 'proxy:1',
      ports: [{ containerPort: 80, hostIP: '10.0.0.1' }],
      livenessProbe: { httpGet: { port: 80 } },
      env: [{ name: 'value', value: 'x' }],
    }],
  });
});

test('quantities in maps become what the API server reads', () => {
  const limits = { memory: k8s.Quantity.fromString('1Gi'), cpu: k8s.Quantity.fromNumber(2) };
  const containers = [{ name: 'a', image: 'a:1', resources: { limits } }];
  expect(rendered({ containers: writtenByUser(containers) }).containers[0].resources)
    .toEqual({ limits: { cpu: 2, memory: '1Gi' } });
});

test('maps of text stay as they are, also with a key named value', () => {
  const chart = newChart();
  addObject(chart, 'Config', 'v1 ConfigMap', { metadata: { name: 'config' }, data: { value: 'x', Value: 'y' } });
  expect(Testing.synth(chart)[0].data).toEqual({ Value: 'y', value: 'x' });
});

test('fails when a field is misspelt or of the wrong type, in props and in patches, naming each', () => {
  const chart = newChart();
  const object = add(chart, { volumes: [{ name: 'a', imagee: {} }] });
  object.addJsonPatch(JsonPatch.add('/spec/replicas', 'two'));
  expect(() => App.of(chart).synthYaml()).toThrow(
    'lab/Web: Deployment web: /spec/replicas must be a whole number without quotes, is "two"; ' +
      '/spec/template/spec/volumes/0/imagee is no field of Volume; did you mean image?; correct it in the property or the ' +
      "patch that gives it, or acknowledge 'unreadable-field' where a newer Kubernetes takes it",
  );
});

test('fails when the version that is rendered for drops a field, until a gate is acknowledged', () => {
  const chart = newChart();
  const object = add(chart, { resources: { requests: { cpu: '1' } } });
  expect(() => Testing.synth(chart)).toThrow(
    'lab/Web: Deployment web: resources of the pod, which Kubernetes 1.30 drops by default (on from 1.34); say the ' +
      "version of the cluster by kubernetesVersion of its Cluster or KubernetesTarget.set(app, '1.35'), or acknowledge " +
      "'unknown-field' where a gate is switched on",
  );
  acknowledge(object, 'unknown-field', 'the gate PodLevelResources is on');
  expect(Testing.synth(chart)[0].spec.template.spec.resources).toEqual({ requests: { cpu: '1' } });
});

test('a field that somebody acknowledges is rendered', () => {
  const chart = newChart();
  acknowledge(add(chart, { newest: true }), 'unknown-field', 'Kubernetes 1.40 has it');
  expect(Testing.synth(chart)[0].spec.template.spec.newest).toBe(true);
});

describe('what the API server\'s validation refuses, in an app without a proof', () => {
  const deployment = (chart: Chart) => add(chart, { nodeSelector: { 'pool': 'gpu', 'a b': 'x' } })
    .addJsonPatch(JsonPatch.add('/spec/minReadySeconds', -1), JsonPatch.add('/metadata/name', 'Web_1'));
  const REFUSED =
    'lab/Web: Deployment web: /metadata/name must be lower-case letters, digits, - and ., starting and ending with a ' +
    'letter or digit, is "Web_1"; /spec/minReadySeconds must be at least 0, is -1; ' +
    '/spec/template/spec/nodeSelector/a b has a key that must be letters, digits, -, _ and ., starting and ending with ' +
    'a letter or digit, is "x"; correct it in the property or the patch that gives it, or acknowledge ' +
    "'object-refused' where a newer Kubernetes takes it";

  test.each([
    ['App', () => new App()],
    ['LinearApp', () => new LinearApp()],
  ])('fails when a %s is synthesized, with each path and value', (_, make) => {
    const app = make();
    deployment(new Chart(app, 'lab'));
    expect(() => app.synthYaml()).toThrow(REFUSED);
  });

  test('is rendered once it is acknowledged', () => {
    const chart = newChart();
    acknowledge(chart, 'object-refused', 'Kubernetes 1.40 takes it');
    deployment(chart);
    expect(Testing.synth(chart)[0].spec.minReadySeconds).toBe(-1);
  });

  test('is told with all other errors where a proof is attached', () => {
    const app = new App();
    RolloutProof.attach(app, new Cluster({ pools: [NodePool.ec2({ instanceType: 'm6i.xlarge', nodes: 1 })] }));
    deployment(new Chart(app, 'lab'));
    expect(() => app.synth())
      .toThrow(/Web: Deployment\/Web_1: \/spec\/minReadySeconds must be at least 0[^]*nodeSelector/);
  });
});
