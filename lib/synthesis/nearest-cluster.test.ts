import { App, Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { Cluster, DisruptionBudget, GpuNimService, ModelCache, Nim, NodePool, RolloutProof, RolloutStrategy } from '..';

const gpus = (nodes: number): Cluster =>
  new Cluster({ pools: [NodePool.ec2({ name: 'gpu', instanceType: 'g5.2xlarge', nodes })] });
const nim = (scope: Construct, id: string, rollout: RolloutStrategy): GpuNimService =>
  new GpuNimService(scope, id, {
    nim: Nim.fromImage('nvcr.io/nim/nvidia/nv-embedqa-e5-v5:1.0.0'), rollout, modelCache: ModelCache.sharedClaim(),
    disruptionBudget: DisruptionBudget.maxUnavailable(1),
  });
const newApp = (): { app: App; chart: Chart } => {
  const app: App = Testing.app();
  return { app, chart: new Chart(app, 'models', { namespace: 'models' }) };
};
const SURGE = RolloutStrategy.rollingUpdate({ maxSurge: 1, maxUnavailable: 0 });

test('the cluster of the chart decides what auto means, not the larger one of the app', () => {
  const { app, chart } = newApp();
  RolloutProof.attach(app, gpus(2));
  RolloutProof.attach(chart, gpus(1));
  nim(chart, 'nim', RolloutStrategy.auto());
  expect(chart.toJson().find(({ kind }) => kind === 'Deployment').spec.strategy).toEqual({ type: 'Recreate' });
});

test('fails with what to write instead below the steps that block', () => {
  const { app, chart } = newApp();
  RolloutProof.attach(app, gpus(1));
  nim(chart, 'nim', SURGE);
  expect(() => app.synthYaml()).toThrow(
    / \(update-cannot-finish\)\n {2}.*stays Pending.*\n(.*\n)* {2}Write one of these, each proven: .*maxSurge 0 /,
  );
});

test('prints no warning when the app is refused', () => {
  const { app, chart } = newApp();
  RolloutProof.attach(app, gpus(1));
  nim(chart, 'nim', SURGE);
  expect(() => app.synthYaml()).toThrow(/update-cannot-finish/);
  expect(console.warn).not.toHaveBeenCalled();
});
