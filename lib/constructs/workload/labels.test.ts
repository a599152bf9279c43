import { Testing } from 'cdk8s';
import { VectorStoreTopology } from '../..';
import { aNim, aService, aStore, EVERY_CONSTRUCT } from '../../../test/support/examples';
import { controller, newChart, only, render, Rendered } from '../../../test/support/synth';

const labels = (manifests: Rendered[]): Rendered => controller(manifests).metadata.labels;

describe.each(EVERY_CONSTRUCT)('a %s', (_, create) => {
  test('labels controller and pods alike, and every other object with all but the version', () => {
    const manifests = render((chart) => create(chart, 'x'));
    const expected = labels(manifests);
    expect(expected).toMatchObject({
      'app': 'x', 'app.kubernetes.io/instance': 'x', 'app.kubernetes.io/managed-by': 'cdk8s-nim',
    });
    expect(Object.keys(expected)).toEqual(
      expect.arrayContaining(['app.kubernetes.io/name', 'app.kubernetes.io/component', 'app.kubernetes.io/version']),
    );
    expect(controller(manifests).spec.template.metadata.labels).toEqual(expected);
    for (const { kind, metadata } of manifests) {
      const { 'app.kubernetes.io/version': version, ...stable } = expected;
      expect(metadata.labels).toEqual(
        ['Deployment', 'StatefulSet'].includes(kind) ? { ...stable, 'app.kubernetes.io/version': version } : stable,
      );
    }
  });

  test('selects by its name alone, which a new image does not change', () => {
    const manifests = render((chart) => create(chart, 'x'));
    expect(controller(manifests).spec.selector).toEqual({ matchLabels: { app: 'x' } });
    expect(only(manifests, 'Service').spec.selector).toEqual({ app: 'x' });
    expect(only(manifests, 'PodDisruptionBudget').spec.selector).toEqual({ matchLabels: { app: 'x' } });
  });

  test('takes the labels of its chart, but not in place of its own', () => {
    const chart = newChart({ labels: { 'app.kubernetes.io/part-of': 'lab', 'app': 'other' } });
    create(chart, 'x');
    const manifests = Testing.synth(chart);
    expect(controller(manifests).spec.template.metadata.labels).toMatchObject({
      'app': 'x', 'app.kubernetes.io/part-of': 'lab',
    });
    manifests.forEach(({ metadata }) =>
      expect(metadata.labels).toMatchObject({ 'app': 'x', 'app.kubernetes.io/part-of': 'lab' }),
    );
  });
});

test.each([
  ['a NIM by its model and family', aNim, 'llama-3.1-nemotron-nano-8b-v1', 'llm', '1.8.4'],
  ['a service by its own name', aService, 'x', 'service', '1.2.3'],
  ['a store by its product', aStore, 'qdrant', 'vector-store', 'v1.19.0-unprivileged'],
])(
  'name, component and version describe %s',
  (_, create: typeof aNim | typeof aService | typeof aStore, name, component, version) => {
    expect(labels(render((chart) => create(chart, 'x')))).toMatchObject({
      'app.kubernetes.io/name': name, 'app.kubernetes.io/component': component, 'app.kubernetes.io/version': version,
    });
  },
);

test('an image that is pinned by a digest alone has no version', () => {
  const rendered = labels(
    render((chart) => aService(chart, 'web', { image: `registry.example.com/web@sha256:${'0'.repeat(64)}` })),
  );
  expect(Object.keys(rendered)).not.toContain('app.kubernetes.io/version');
});

test('a claim template, which cannot be changed, has neither a version nor the labels of the chart', () => {
  const chart = newChart({ labels: { 'app.kubernetes.io/part-of': 'lab' } });
  aStore(chart, 'store', { topology: VectorStoreTopology.cluster() });
  const [template] = only(Testing.synth(chart), 'StatefulSet').spec.volumeClaimTemplates;
  expect(template.metadata.labels).toEqual({
    'app': 'store',
    'app.kubernetes.io/name': 'qdrant',
    'app.kubernetes.io/instance': 'store',
    'app.kubernetes.io/component': 'vector-store',
    'app.kubernetes.io/managed-by': 'cdk8s-nim',
  });
});
