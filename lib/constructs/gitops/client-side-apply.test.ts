import { App, Chart, Testing } from 'cdk8s';
import { KubeDeployment } from '../../../imports/k8s';
import { ArgoCdSyncWaves, Cluster, EnvValue, ModelCache, NodePool, RolloutProof, RolloutStrategy } from '../..';
import { aNim, aService } from '../../../test/support/examples';

const OPTIONS = 'argocd.argoproj.io/sync-options';
const CHECKSUM = 'cdk8s-nim/spec-checksum';

function deploymentOf(make: (chart: Chart) => unknown, options?: { readonly switchToRecreate?: boolean }): any {
  const app = Testing.app();
  const chart = new Chart(app, 'test', { namespace: 'models', disableResourceNameHashes: true });
  make(chart);
  ArgoCdSyncWaves.apply(app, options);
  return chart.toJson().find(({ kind }) => kind === 'Deployment');
}

const annotationsOf = (...given: Parameters<typeof deploymentOf>): unknown[] => {
  const { annotations = {} } = deploymentOf(...given).metadata;
  return [annotations[OPTIONS], annotations[CHECKSUM]];
};

test('a Deployment that is recreated is applied client-side, with a checksum of its spec', () => {
  expect(annotationsOf((chart) => aNim(chart, 'llm'))).toEqual([
    'ServerSideApply=false', expect.stringMatching(/^[0-9a-f]{16}$/),
  ]);
});

test('a Deployment that rolls is not', () => {
  expect(annotationsOf((chart) => aService(chart, 'web'))).toEqual([undefined, undefined]);
});

test('nothing is when the app says so', () => {
  expect(annotationsOf((chart) => aNim(chart, 'llm'), { switchToRecreate: false })).toEqual([undefined, undefined]);
});

test('the checksum changes with what is taken out of the spec, and with nothing else', () => {
  const checksum = (env: { readonly [name: string]: EnvValue }): unknown =>
    annotationsOf((chart) => aNim(chart, 'llm', { env }))[1];
  expect(checksum({})).toBe(checksum({}));
  expect(checksum({})).not.toBe(checksum({ NIM_LOG_LEVEL: EnvValue.literal('debug') }));
});

test('a Deployment keeps sync options of its own', () => {
  const mine = { metadata: { annotations: { [OPTIONS]: 'Validate=false' } }, spec: {
    strategy: { type: 'Recreate' }, selector: {}, template: {},
  } };
  expect(annotationsOf((chart) => new KubeDeployment(chart, 'mine', mine))).toEqual(['Validate=false', undefined]);
});

test.each([1, 2])('an automatic strategy on %s GPU nodes decides when it is rendered', (nodes) => {
  const app = new App();
  const chart = new Chart(app, 'test', { disableResourceNameHashes: true });
  aNim(chart, 'llm', { rollout: RolloutStrategy.auto(), modelCache: ModelCache.emptyDir('50Gi') });
  ArgoCdSyncWaves.apply(app);
  const extendedResources = { 'nvidia.com/gpu': '1' };
  const gpus = { cpu: '16', memory: '64Gi', pods: 50, ephemeralStorage: '500Gi', extendedResources };
  RolloutProof.attach(app, new Cluster({ pools: [new NodePool({ name: 'gpu', nodes, allocatable: gpus })] }));
  const { metadata, spec } = chart.toJson().find(({ kind }) => kind === 'Deployment')!;
  expect([spec.strategy.type, metadata.annotations[OPTIONS]]).toEqual(
    nodes === 1 ? ['Recreate', 'ServerSideApply=false'] : ['RollingUpdate', undefined],
  );
});
