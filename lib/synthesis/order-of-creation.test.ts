import { App, Chart } from 'cdk8s';
import { aService } from '../../test/support/examples';
import { newChart } from '../../test/support/synth';

const deployments = (chart: Chart): string[] =>
  chart
    .toJson()
    .filter(({ kind }) => kind === 'Deployment')
    .map(({ metadata }) => metadata.name);

test('workloads that stand right already do not keep the others from being moved', () => {
  const chart = newChart();
  const [, web, api] = ['other', 'web', 'api'].map((id) => aService(chart, id));
  web.connectTo(api, { env: 'API_URL' });
  expect(deployments(chart)).toEqual(['other', 'api', 'web']);
});

test('callees keep their order of creation among themselves, whatever the order of the calls', () => {
  const chart = newChart();
  const [web, first, second] = ['web', 'first', 'second'].map((id) => aService(chart, id));
  web.connectTo(second, { env: 'SECOND_URL' });
  web.connectTo(first, { env: 'FIRST_URL' });
  expect(deployments(chart)).toEqual(['first', 'second', 'web']);
});

test('a callee in another chart does not change the order within this one', () => {
  const app = new App();
  const [models, lab] = ['models', 'lab'].map((id) => new Chart(app, id, { namespace: 'lab' }));
  const [web, llm] = [aService(lab, 'web'), aService(models, 'llm')];
  web.connectTo(llm, { env: 'LLM_URL' });
  app.synthYaml();
  expect(web.controller.node.dependencies).toEqual([]);
});

test('a workload whose constructor threw is not put in order', () => {
  const chart = newChart();
  const web = aService(chart, 'web');
  expect(() => aService(chart, 'broken', { image: 'web:latest' })).toThrow(/is not pinned/);
  web.connectTo(aService(chart, 'api'), { env: 'API_URL' });
  expect(deployments(chart)).toEqual(['api', 'web']);
});
