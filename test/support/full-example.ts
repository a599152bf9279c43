import { App, Chart, Testing } from 'cdk8s';
import { createFullFeatures } from '../../examples/full-features/full-features';
import { Manifest } from './manifests';

/** The objects of the example that uses every property. */
export function fullExample(): Manifest[] {
  const app: App = Testing.app();
  createFullFeatures(app);
  return app.charts.flatMap((chart: Chart) => chart.toJson());
}
