import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { parseAllDocuments } from 'yaml';
import * as k8s from '../../imports/k8s';
import { aService } from '../../test/support/examples';
import { newChart } from '../../test/support/synth';
import { Cluster, NodePool } from '../cluster';
import { AllFields } from './all-fields';
import { KubernetesTarget } from './kubernetes-target';
import { RolloutProof } from './rollout-proof';

const image = { name: 'model', image: { reference: 'registry.example.com/model:1' } };

/** A Deployment of cdk8s-plus whose first volume becomes an image by a patch, beside one of our workloads. */
function patched(chart: Chart): kplus.Deployment {
  KubernetesTarget.set(chart, '1.35');
  aService(chart, 'web');
  const deployment = new kplus.Deployment(chart, 'Theirs', {
    containers: [{ image: 'registry.example.com/a:1', portNumber: 80 }],
    volumes: [kplus.Volume.fromEmptyDir(chart, 'Scratch', 'scratch', { sizeLimit: undefined })],
  });
  ApiObject.of(deployment).addJsonPatch(JsonPatch.replace('/spec/template/spec/volumes/0', image));
  return deployment;
}

const objectsOf = (chart: Chart): any[] =>
  parseAllDocuments(App.of(chart).synthYaml()).map((document) => document.toJS());

test('fails when a patch of an object of cdk8s-plus is lost', () => {
  const chart = newChart();
  patched(chart);
  expect(() => App.of(chart).synthYaml()).toThrow(
    /lab\/Theirs\/Resource: Deployment \S+: \/spec\/template\/spec\/volumes\/0\/image is lost, because KubeDeployment writes only the fields it was generated with; call AllFields.keep\(construct\), or correct the spelling/,
  );
});

test('fails when a proof is attached and the app holds objects of others alone', () => {
  const app = new App();
  const pools = [NodePool.ec2({ instanceType: 'm6i.large', nodes: 1 })];
  RolloutProof.attach(app, new Cluster({ pools }));
  const service = new k8s.KubeService(new Chart(app, 'theirs'), 'Mine', { spec: { selector: { app: 'web' } } });
  service.addJsonPatch(JsonPatch.add('/spec/trafficDistribution', 'PreferClose'));
  expect(() => app.synthYaml()).toThrow(
    /^theirs\/Mine: Service \S+: \/spec\/trafficDistribution is lost, because KubeService writes only/,
  );
});

test('all fields that are lost are named at once', () => {
  const app = new App();
  RolloutProof.attach(app, new Cluster({ pools: [NodePool.ec2({ instanceType: 'm6i.large', nodes: 1 })] }));
  const service = new k8s.KubeService(new Chart(app, 'theirs'), 'Mine', { spec: { selector: { app: 'web' } } });
  service.addJsonPatch(
    JsonPatch.add('/spec/trafficDistribution', 'PreferClose'), JsonPatch.add('/spec/clusterIPMode', 'none'),
  );
  expect(() => app.synthYaml()).toThrow(/: \/spec\/\w+, \/spec\/\w+ are lost, because KubeService writes only/);
});

test('fields that are kept are rendered, and nothing else changes', () => {
  const [before, after] = [false, true].map((isPatched) => {
    const chart = newChart();
    const deployment = patched(chart);
    ApiObject.of(deployment).metadata.addLabel('a-b', 'x');
    ApiObject.of(deployment).metadata.addLabel('ab', 'y');
    AllFields.keep(deployment);
    if (!isPatched) {
      ApiObject.of(deployment).addJsonPatch(JsonPatch.replace('/spec/template/spec/volumes/0', { name: 'model' }));
    }
    return objectsOf(chart).find(({ metadata, kind }) => kind === 'Deployment' && metadata.name !== 'web');
  });
  expect(after.spec.template.spec.volumes).toEqual([image]);
  expect(after.metadata.labels).toMatchObject({ 'a-b': 'x', 'ab': 'y' });
  expect({ ...after.spec.template.spec, volumes: 0 }).toEqual({ ...before.spec.template.spec, volumes: 0 });
});

test('fails when what is kept is no field of the newest Kubernetes', () => {
  const chart = newChart();
  aService(chart, 'web');
  const service = new k8s.KubeService(chart, 'Mine', {
    metadata: { name: 'mine' }, spec: { selector: { app: 'web' } },
  });
  service.addJsonPatch(JsonPatch.add('/spec/trafficDistributionn', 'PreferClose'));
  AllFields.keep(service);
  expect(() => App.of(chart).synthYaml()).toThrow(
    'lab/Mine: Service mine: /spec/trafficDistributionn is no field of ServiceSpec; did you mean trafficDistribution?',
  );
});

test('nothing is lost of what generated classes write in their own words', () => {
  const chart = newChart();
  aService(chart, 'web');
  new k8s.KubeDeployment(chart, 'Mine', {
    metadata: { name: 'mine', annotations: { 'a.b/c-d': 'x', 'a.b/cd': 'y' } },
    spec: {
      selector: { matchLabels: { app: 'mine' } },
      strategy: { rollingUpdate: { maxSurge: k8s.IntOrString.fromNumber(1) } },
      template: {
        metadata: { labels: { app: 'mine' } },
        spec: {
          containers: [{
            name: 'a', image: 'registry.example.com/a:1', ports: [{ containerPort: 80, hostIp: '10.0.0.1' }],
            resources: { limits: { memory: k8s.Quantity.fromString('1Gi') } },
            env: [{ name: 'value', value: '' }],
          }],
          volumes: [{ name: 'disk', awsElasticBlockStore: { volumeId: 'vol-1' } }],
        },
      },
    },
  });
  new k8s.KubeCustomResourceDefinition(chart, 'Kind', {
    metadata: { name: 'things.example.com' },
    spec: {
      group: 'example.com', scope: 'Namespaced', names: { kind: 'Thing', plural: 'things' },
      versions: [{ name: 'v1', served: true, storage: true, schema: { openApiv3Schema: {
        type: 'object', xKubernetesPreserveUnknownFields: true, ref: '#/a',
      } } }],
    },
  });
  expect(() => App.of(chart).synthYaml()).not.toThrow();
});

test('a class that is not generated renders as it does', () => {
  class Own extends ApiObject {
    public static readonly GVK = { apiVersion: 'v1', kind: 'ConfigMap' };
  }
  class Other extends ApiObject {
    public static manifest(): object {
      return { apiVersion: 'v1', kind: 'ConfigMap' };
    }
  }
  const chart = newChart();
  aService(chart, 'web');
  const objects = [Own, Other].map((Kind, index) => new Kind(chart, `mine-${index}`, {
    apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `mine-${index}` }, data: { a: 'b' },
  }));
  objects.forEach((each) => AllFields.keep(each));
  expect(objectsOf(chart).filter(({ kind }) => kind === 'ConfigMap').map(({ data }) => data))
    .toEqual([{ a: 'b' }, { a: 'b' }]);
});
