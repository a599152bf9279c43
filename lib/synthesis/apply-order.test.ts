import { ApiObject, App, Chart } from 'cdk8s';
import { aService } from '../../test/support/examples';
import { newChart } from '../../test/support/synth';

const COUNT = 40;

test('all objects of a callee stand before the Deployment of its caller', () => {
  const chart = newChart();
  const [web, api] = [aService(chart, 'web'), aService(chart, 'api')];
  web.connectTo(api, { env: 'API_URL' });
  const order = (chart.toJson() as { kind: string; metadata: { name: string } }[]).map(
    ({ kind, metadata }) => `${kind} ${metadata.name}`,
  );
  const ofApi = order.filter((object) => / api(-pdb)?$/.test(object));
  expect(ofApi).toHaveLength(5);
  ofApi.forEach((object) => expect(order.indexOf(object)).toBeLessThan(order.indexOf('Deployment web')));
});

test('the order of creation stays where callees come first anyway, without any dependency', () => {
  const chart = newChart();
  const [api, other, web] = ['api', 'other', 'web'].map((id) => aService(chart, id));
  web.connectTo(api, { env: 'API_URL' });
  other.connectTo(api, { env: 'API_URL' });
  const deployments = chart
    .toJson()
    .filter(({ kind }) => kind === 'Deployment')
    .map(({ metadata }) => metadata.name);
  expect(deployments).toEqual(['api', 'other', 'web']);
  expect([api, other, web].flatMap((workload) => workload.controller.node.dependencies)).toEqual([]);
});

test('the work does not grow with the number of paths through the calls, which is exponential', () => {
  const app = new App();
  const chart = new Chart(app, 'lab', { namespace: 'lab' });
  const services = Array.from({ length: COUNT }, (_, index) => aService(chart, `s${index}`));
  services.forEach((caller, index) =>
    services
      .slice(index + 1)
      .forEach((callee) => caller.connectTo(callee, { env: `${callee.name.toUpperCase()}_URL` })),
  );
  app.synthYaml();
  const dependencies = services.flatMap((service) => service.controller.node.dependencies);
  expect(dependencies.length).toBeLessThanOrEqual(5 * COUNT);
  expect(dependencies.every(ApiObject.isApiObject)).toBe(true);
});
