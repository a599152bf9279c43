import { App, Chart, Testing } from 'cdk8s';
import { createFullFeatures } from '../../examples/full-features/full-features';
import { KubernetesTarget } from '../../lib';
import { Manifest } from './manifests';

/** The objects of the example that uses every property, for a version of Kubernetes. */
export function fullExample(kubernetesVersion?: string): Manifest[] {
  const app: App = Testing.app();
  if (kubernetesVersion !== undefined) {
    KubernetesTarget.set(app, kubernetesVersion);
  }
  createFullFeatures(app);
  return app.charts.flatMap((chart: Chart) => chart.toJson());
}
