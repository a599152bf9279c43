import { App, Chart } from 'cdk8s';
import { Cluster, NodePool } from '../cluster';
import { KubernetesTarget } from './kubernetes-target';
import { RolloutProof } from './rollout-proof';
import { targetVersion } from './target-version';

const pools = [NodePool.ec2({ instanceType: 'm6i.large', nodes: 1 })];
const targetOf = (chart: Chart) => String(targetVersion(chart));

test('the version is what the nearest construct says, else that of the cluster, else 1.30', () => {
  const app = new App();
  const [one, two] = [new Chart(app, 'one'), new Chart(app, 'two')];
  KubernetesTarget.set(one, '1.35');
  expect([one, two].map(targetOf)).toEqual(['1.35', '1.30']);
  RolloutProof.attach(two, new Cluster({ pools, kubernetesVersion: '1.33' }));
  expect([one, two].map(targetOf)).toEqual(['1.35', '1.33']);
  RolloutProof.attach(app, new Cluster({ pools }));
  expect([one, two].map(targetOf)).toEqual(['1.35', '1.33']);
});

test('fails when the cluster of the app has another version', () => {
  const app = new App();
  KubernetesTarget.set(app, '1.35');
  RolloutProof.attach(app, new Cluster({ pools, kubernetesVersion: '1.33' }));
  expect(() => targetVersion(new Chart(app, 'one'))).toThrow(
    'one: KubernetesTarget 1.35 differs from 1.33 of the Cluster of the app; write it in the Cluster alone',
  );
});

test('fails when it is no version, or said twice', () => {
  const chart = new Chart(new App(), 'one');
  expect(() => KubernetesTarget.set(chart, 'newest')).toThrow(
    "one: kubernetes version 'newest' is not known; write a minor",
  );
  KubernetesTarget.set(chart, '1.35');
  expect(() => KubernetesTarget.set(chart, '1.36')).toThrow('one: the version 1.35 is said already; write one');
});
