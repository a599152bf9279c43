import { ApiObject, App, Chart, Testing } from 'cdk8s';
import {
  acknowledge, Cluster, DisruptionBudget, GpuNimService, HealthCheck, ModelCache, Nim, NodePool, RolloutProof,
  RolloutStrategy, StatelessService,
} from '..';
import { Manifest } from '../../test/support/manifests';

const EMBEDDING = Nim.fromImage('nvcr.io/nim/nvidia/nv-embedqa-e5-v5:1.0.0');
const ROLLING = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } };

/** Two NIMs with a GPU each, on so many nodes with one GPU each. */
function synthesize(
  nodes: number,
  rollout: RolloutStrategy,
  modelCache: ModelCache = ModelCache.sharedClaim(),
  prepare: (chart: Chart) => void = () => {},
): Manifest[] {
  const app: App = Testing.app();
  RolloutProof.attach(app, new Cluster({ pools: [NodePool.ec2({ name: 'gpu', instanceType: 'g5.2xlarge', nodes })] }));
  const chart = new Chart(app, 'models', { namespace: 'models' });
  for (const name of ['first', 'second']) {
    new GpuNimService(chart, name, {
      nim: EMBEDDING, rollout, modelCache, disruptionBudget: DisruptionBudget.maxUnavailable(1),
    });
  }
  prepare(chart);
  return Testing.synth(chart);
}

const strategies = (manifests: Manifest[]): unknown[] =>
  manifests.filter(({ kind }) => kind === 'Deployment').map(({ spec }) => spec.strategy);

test('an update that waits for a GPU of the old pod fails the synthesis and names who holds it', () => {
  const surge = RolloutStrategy.rollingUpdate({ maxSurge: 1, maxUnavailable: 0 });
  expect(() => synthesize(2, surge)).toThrow(
    'models/first/Deployment: Deployment/first: an update with maxSurge 1 and maxUnavailable 0 can never finish on this cluster (update-cannot-finish)',
  );
  expect(() => synthesize(2, surge)).toThrow(
    'a new models/Deployment/first pod needs 1 nvidia.com/gpu and stays Pending',
  );
});

test('the same update passes with a third node', () => {
  expect(strategies(synthesize(3, RolloutStrategy.rollingUpdate({ maxSurge: 1, maxUnavailable: 0 })))).toEqual([
    ROLLING, ROLLING,
  ]);
});

test('auto recreates when all GPUs are taken', () => {
  expect(strategies(synthesize(2, RolloutStrategy.auto()))).toEqual([{ type: 'Recreate' }, { type: 'Recreate' }]);
});

test('auto rolls when there is a spare GPU', () => {
  expect(strategies(synthesize(3, RolloutStrategy.auto()))).toEqual([ROLLING, ROLLING]);
});

test('auto recreates in spite of a spare GPU when the cache can be attached to one node only', () => {
  expect(strategies(synthesize(3, RolloutStrategy.auto(), ModelCache.claim()))).toEqual([
    { type: 'Recreate' }, { type: 'Recreate' },
  ]);
});

test('auto recreates when no cluster is attached', () => {
  const chart = Testing.chart();
  new GpuNimService(chart, 'nim', { nim: EMBEDDING, rollout: RolloutStrategy.auto() });
  expect(strategies(Testing.synth(chart))).toEqual([{ type: 'Recreate' }]);
});

test('an acknowledged error does not fail the synthesis', () => {
  const surge = RolloutStrategy.rollingUpdate({ maxSurge: 1, maxUnavailable: 0 });
  const accepted = synthesize(2, surge, undefined, (chart) =>
    acknowledge(chart, 'update-cannot-finish', 'a third node is added by hand before every update'),
  );
  expect(strategies(accepted)).toEqual([ROLLING, ROLLING]);
});

test('what may block is printed once and does not fail the synthesis', () => {
  const warn = jest.spyOn(console, 'warn').mockImplementation();
  const app: App = Testing.app();
  RolloutProof.attach(
    app,
    new Cluster({ pools: [NodePool.ec2({ name: 'cpu', instanceType: 'm6i.xlarge', nodes: 3 })] }),
  );
  const chart = new Chart(app, 'web', { namespace: 'web' });
  for (const [name, cpu] of [
    ['large', '2'], ['small', '1'],
  ]) {
    new StatelessService(chart, name, {
      image: 'registry.example.com/web:1.0.0', containerPort: 80, resources: { cpu, memory: '1Gi' },
      readiness: HealthCheck.tcp(),
    });
  }
  app.synth();
  app.synth();
  const printed = warn.mock.calls
    .flat()
    .filter((line) =>
      String(line).includes('an update with maxSurge 1 and maxUnavailable 0 may block on this cluster'),
    );
  expect(printed).toEqual([expect.stringContaining('warning: web/large/Deployment: Deployment/large: ')]);
});

test('what a workload warns of by itself is said once', () => {
  const warn = jest.spyOn(console, 'warn').mockImplementation();
  const app: App = Testing.app();
  RolloutProof.attach(
    app,
    new Cluster({ pools: [NodePool.ec2({ name: 'gpu', instanceType: 'g5.2xlarge', nodes: 2 })] }),
  );
  new GpuNimService(new Chart(app, 'models', { namespace: 'models' }), 'nim', { nim: EMBEDDING });
  app.synth();
  expect(warn.mock.calls.flat()).toEqual([
    expect.stringContaining('warning: models/nim: nim-pdb (minAvailable 1) never lets the only pod be evicted'),
  ]);
});

test('fails when a second cluster is attached to an app', () => {
  const app: App = Testing.app();
  const cluster = new Cluster({ pools: [NodePool.ec2({ instanceType: 'g5.2xlarge', nodes: 1 })] });
  RolloutProof.attach(app, cluster);
  expect(() => RolloutProof.attach(app, cluster)).toThrow(
    'app: a cluster is attached already; attach one cluster to each app',
  );
});

test('the version of the cluster decides what the proof makes of a field', () => {
  const prove = (kubernetesVersion?: string) => {
    const app: App = Testing.app();
    const pools = [NodePool.ec2({ name: 'cpu', instanceType: 'm6i.large', nodes: 2 })];
    RolloutProof.attach(app, new Cluster({ pools, kubernetesVersion }));
    const chart = new Chart(app, 'db');
    new ApiObject(chart, 'store', {
      apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'store' },
      spec: {
        replicas: 2, selector: { matchLabels: { app: 'store' } },
        template: {
          metadata: { labels: { app: 'store' } },
          spec: { resources: { requests: { cpu: '1.2' } }, containers: [{ name: 'a', image: 'a:1' }] },
        },
      },
    });
    return () => Testing.synth(chart);
  };
  // Before 1.34 the API server drops the resources of a pod, unless a gate is on: whether it has room is not known.
  expect(prove('1.33')).not.toThrow();
  expect(prove('1.34')).toThrow('an update with maxSurge 1 and maxUnavailable 0 can never finish');
});
