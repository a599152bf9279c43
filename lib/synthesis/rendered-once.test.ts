import { ApiObject, App } from 'cdk8s';
import * as k8s from '../../imports/k8s';
import { aService } from '../../test/support/examples';
import { newChart } from '../../test/support/synth';

/** How often synthesis renders each object. */
function renderings(...objects: ApiObject[]): number[] {
  const spies = objects.map((object) => jest.spyOn(object, 'toJson'));
  App.of(objects[0]).synthYaml();
  return spies.map((spy) => spy.mock.calls.length);
}

test('objects of our workloads are not rendered a second time to be checked', () => {
  const chart = newChart();
  const { controller } = aService(chart, 'web');
  new k8s.KubeService(chart, 'Mine', { metadata: { name: 'mine' }, spec: { selector: { app: 'web' } } });
  expect(renderings(controller)).toEqual([1]);
});

test('no object is rendered a second time where nothing of the user selects pods', () => {
  const chart = newChart();
  const { controller } = aService(chart, 'web');
  const settings = new k8s.KubeConfigMap(chart, 'Settings', { metadata: { name: 'settings' } });
  expect(renderings(controller, settings)).toEqual([1, 1]);
});
