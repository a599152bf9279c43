import { ApiObject, Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { Autoscaling, GpuNimService, ReplicatedWorkloadProps, ScalingMetric, StatelessService } from '../..';
import { aService, aStore, EVERY_CONSTRUCT } from '../../../test/support/examples';
import { fullNimProps } from '../../../test/support/full-model-props';
import { fullServiceProps } from '../../../test/support/full-props';
import { newChart, render, Rendered } from '../../../test/support/synth';

const given = {
  labels: { 'example.com/team': 'search' }, podLabels: { 'example.com/tier': 'web' },
  objectAnnotations: { 'example.com/owner': 'ada' },
};
const podMetadata = (manifests: Rendered[]) => manifests.find(({ spec }) => spec?.template)!.spec.template.metadata;

describe.each(EVERY_CONSTRUCT)('%s', (_, create) => {
  test('puts labels and annotations on every object, and labels of their own on the pods', () => {
    const manifests = render((chart) => create(chart, 'x', given));
    expect(manifests.length).toBeGreaterThan(4);
    for (const { metadata } of manifests) {
      expect(metadata.labels).toMatchObject({ ...given.labels, app: 'x' });
      expect(metadata.labels).not.toHaveProperty(['example.com/tier']);
      expect(metadata.annotations).toMatchObject(given.objectAnnotations);
    }
    expect(podMetadata(manifests).labels).toMatchObject({ ...given.podLabels, app: 'x' });
    expect(podMetadata(manifests).labels).not.toHaveProperty(['example.com/team']);
    expect(podMetadata(manifests).annotations ?? {}).not.toHaveProperty(['example.com/owner']);
  });

  test('changes nothing else', () => {
    const [without, withThem] = [{}, given].map((props) => render((chart) => create(chart, 'x', props)));
    const bare = (text: string) => text.replace(/"example.com\/(team|tier|owner)":"\w+",?/g, '').replace(/,}/g, '}');
    expect(bare(JSON.stringify(withThem)).replace(/"annotations":{},/g, '')).toBe(JSON.stringify(without));
  });
});

test.each<[string, (chart: Chart) => Construct]>([
  ['StatelessService', (chart) => new StatelessService(chart, 'x', fullServiceProps(chart))],
  ['GpuNimService', (chart) => new GpuNimService(chart, 'x', fullNimProps(chart))],
  ['an autoscaled StatelessService', (chart) => aService(chart, 'x', {
    labels: { team: 'search' }, objectAnnotations: { 'example.com/team': 'search' },
    autoscaling: Autoscaling.horizontal({ minReplicas: 2, maxReplicas: 3, metrics: [ScalingMetric.cpu(70)] }),
  })],
])('also on objects that further properties add: %s', (_, create) => {
  const construct = create(newChart());
  for (const object of construct.node.findAll().filter((each) => ApiObject.isApiObject(each)) as ApiObject[]) {
    const { labels, annotations } = object.metadata.toJson();
    expect([object.kind, labels]).toEqual([object.kind, expect.objectContaining({ team: 'search' })]);
    const annotated = expect.objectContaining({ 'example.com/team': 'search' });
    expect([object.kind, annotations]).toEqual([object.kind, annotated]);
  }
});

test('an annotation of one object takes the place of that of all', () => {
  const manifests = render((chart) => aService(chart, 'x', {
    objectAnnotations: { 'example.com/owner': 'ada' }, serviceAnnotations: { 'example.com/owner': 'grace' },
  }));
  const owners = manifests.map(({ kind, metadata }) => [kind, metadata.annotations['example.com/owner']]);
  expect(Object.fromEntries(owners)).toMatchObject({ Service: 'grace', Deployment: 'ada' });
});

test.each<[string, ReplicatedWorkloadProps, string]>([
  ['a label is the construct\'s', { labels: { app: 'y' } },
    "lab/x: labels has 'app', which is written by the construct; leave it out"],
  ['a label of the pods is the construct\'s', { podLabels: { 'app.kubernetes.io/version': '2' } },
    "podLabels has 'app.kubernetes.io/version', which is written by the construct"],
  ['a label is none', { labels: { team: 'a b' } }, "labels has 'team: a b', which must be letters, digits, -, _ and ."],
  ['the key of a label is none', { podLabels: { 'a/b/c': 'x' } },
    "podLabels has 'a/b/c: x', which has a key that must be"],
  ['an annotation is the construct\'s', { objectAnnotations: { 'cdk8s-nim/startup-budget-seconds': '1' } },
    "annotation 'cdk8s-nim/startup-budget-seconds' is written by the construct; leave it out"],
])('fails when %s', (_, props, message) =>
  expect(() => Testing.synth(aService(newChart(), 'x', props).controller.chart)).toThrow(message));

test('each object is at hand, or undefined where it is not rendered', () => {
  const chart = newChart();
  const full = new StatelessService(chart, 'x', fullServiceProps(chart));
  const plain = aService(chart, 'y', { containerPort: 80 });
  const scaled = aService(chart, 'z', {
    autoscaling: Autoscaling.horizontal({ minReplicas: 2, maxReplicas: 3, metrics: [ScalingMetric.cpu(70)] }),
  });
  const kinds = ({
    controller, service, podDisruptionBudget, networkPolicy, serviceAccount, claim, ingress, autoscaler,
  }: StatelessService) =>
    [controller, service, podDisruptionBudget, networkPolicy, serviceAccount, claim, ingress, autoscaler]
      .map((object) => object?.kind);
  const all = ['Deployment', 'Service', 'PodDisruptionBudget', 'NetworkPolicy', 'ServiceAccount'];
  expect(kinds(full)).toEqual([...all, undefined, 'Ingress', undefined]);
  expect(kinds(plain)).toEqual([...all, undefined, undefined, undefined]);
  expect(kinds(scaled)).toEqual([...all, undefined, undefined, 'HorizontalPodAutoscaler']);
  expect(aStore(chart, 'store').claim?.kind).toBe('PersistentVolumeClaim');
});
