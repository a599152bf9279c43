import { MetricsKind } from '../../workload/workload-metrics';
import { MonitoredWorkload } from '../monitored-workload';
import { dashboardPlans } from './dashboards';
import { DashboardPlan, Panel } from './panel';

const workload = (name: string, kind?: MetricsKind, gpuResources: string[] = []): MonitoredWorkload =>
  ({ name, gpuResources, metrics: kind && { kind } }) as unknown as MonitoredWorkload;
const ALL = [
  workload('llm', MetricsKind.LANGUAGE_MODEL, ['nvidia_com_gpu']), workload('embed', MetricsKind.TRITON),
  workload('qdrant', MetricsKind.QDRANT), workload('web', MetricsKind.OTHER), workload('mute'),
];
const OF_SERVICE = /namespace="\$namespace", (app="\$service"|pod=~"\$service-\.\*")/;
const planOf = (id: string): DashboardPlan => dashboardPlans(ALL).find((plan) => plan.id === id)!;
const panelsOf = (id: string): Panel[] => planOf(id).rows().flatMap(({ panels }) => panels);
const rowsOf = (plan: DashboardPlan): string[] => plan.rows().map(({ title }) => title);
const unitsOf = (id: string, row: number): [string, string, string][] =>
  planOf(id).rows()[row].panels.map(({ title, kind, unit }) => [title, kind, unit]);

test('a service is chosen on the dashboard of its kind; one without metrics on that of web services', () => {
  expect(dashboardPlans(ALL).map(({ id, title, services }) => [id, title, services])).toEqual([
    ['overview', 'Overview', []],
    ['language-models', 'Language models', ['llm']],
    ['embedding-models', 'Embedding and reranking', ['embed']],
    ['vector-stores', 'Vector stores', ['qdrant']],
    ['web-services', 'Web services', ['web', 'mute']],
  ]);
  expect(dashboardPlans([]).map(({ id }) => id)).toEqual(['overview']);
  expect(dashboardPlans([ALL[2]]).map(({ id }) => id)).toEqual(['overview', 'vector-stores']);
});

test('GPUs are shown of what holds some', () => {
  expect(rowsOf(dashboardPlans(ALL)[0])).toEqual(['Services', 'Rollouts and budgets', 'GPUs', 'Claims']);
  expect(rowsOf(dashboardPlans(ALL.slice(1))[0])).toEqual(['Services', 'Rollouts and budgets', 'Claims']);
  expect(rowsOf(planOf('language-models'))).toEqual(['Requests', 'GPUs', 'Pods']);
  expect(rowsOf(planOf('embedding-models'))).toEqual(['Requests', 'GPUs', 'Pods']);
  expect(rowsOf(planOf('vector-stores'))).toEqual(['Qdrant', 'Pods']);
  expect(rowsOf(planOf('web-services'))).toEqual(['Pods']);
});

test('a number is drawn in its own unit', () => {
  expect(unitsOf('language-models', 0)).toEqual([
    ['Running', 'line', 'short'], ['Waiting', 'line', 'short'], ['Requests', 'line', 'reqps'],
    ['Errors', 'line', 'percentunit'], ['Time to first token', 'line', 's'], ['Tokens', 'line', 'short'],
    ['KV cache', 'line', 'percentunit'],
  ]);
  expect(unitsOf('embedding-models', 0)).toEqual([
    ['Waiting', 'line', 'short'], ['Queue time', 'line', 's'], ['Requests', 'line', 'reqps'],
    ['Errors', 'line', 'percentunit'],
  ]);
  expect(unitsOf('vector-stores', 0)).toEqual([
    ['Recovery mode', 'states', 'short'], ['Dead replicas', 'number', 'short'], ['Collections', 'number', 'short'],
    ['Vectors', 'number', 'short'], ['Responses', 'line', 'reqps'], ['Resident memory', 'line', 'bytes'],
  ]);
});

test('what is shown of a service is of the one that is chosen, and named by its series', () => {
  for (const id of ['language-models', 'embedding-models', 'vector-stores', 'web-services']) {
    for (const { title, description, queries } of panelsOf(id)) {
      expect([title, description]).toEqual([title, expect.stringMatching(/^\S.{10,}\.$/)]);
      for (const [legend, query] of Object.entries(queries)) {
        expect([title, query]).toEqual([title, expect.stringMatching(OF_SERVICE)]);
        expect([title, legend]).toEqual([title, expect.stringMatching(/^\{\{\w+\}\}/)]);
      }
    }
  }
});

test('Qdrant is asked by the names of its versions', () => {
  const queries = Object.fromEntries(panelsOf('vector-stores').slice(0, 6)
    .map(({ title, queries: { '{{pod}}{{status}}': query } }) => [title, query?.replace(/\{namespace[^}]*\}/g, '')]));
  expect(queries).toEqual({
    'Recovery mode': 'max by (pod) (app_status_recovery_mode)',
    'Dead replicas': 'max(collection_dead_replicas or collections_dead_replicas) or 0 * max(collections_total)',
    'Collections': 'max by (pod) (collections_total)',
    'Vectors': 'sum by (pod) (collections_vector_total or collection_vectors)',
    'Responses': 'sum by (status) (rate(rest_responses_total[$__rate_interval]))',
    'Resident memory': 'max by (pod) (memory_resident_bytes)',
  });
});
