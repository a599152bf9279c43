import { RecordedMetric } from '../../workload/recorded-metric';
import { DashboardPlan, OF_APP, Panel } from './panel';
import { GPU_ROW, POD_ROW } from './pod-rows';

const recorded = (title: string, description: string, metric: RecordedMetric, unit: string): Panel => ({
  title, description, kind: 'line', queries: { '{{app}}': `${metric.name}{${OF_APP}}` }, unit,
});

const WAITING = recorded(
  'Waiting', 'Requests in the queue. It should come back to zero.', RecordedMetric.REQUESTS_WAITING, 'short',
);
const REQUESTS = recorded('Requests', 'Requests answered per second.', RecordedMetric.REQUESTS_PER_SECOND, 'reqps');
const ERRORS = recorded('Errors', 'Share of the requests that fail.', RecordedMetric.ERROR_RATIO, 'percentunit');

/** Language models, whatever serves them. */
export function languageModels(services: string[]): DashboardPlan {
  return {
    id: 'language-models',
    title: 'Language models',
    services,
    rows: () => [
      {
        title: 'Requests',
        panels: [
          recorded('Running', 'Requests that are being answered.', RecordedMetric.REQUESTS_RUNNING, 'short'),
          WAITING,
          REQUESTS,
          ERRORS,
          recorded(
            'Time to first token', 'One request in twenty waits longer.', RecordedMetric.TIME_TO_FIRST_TOKEN, 's',
          ),
          recorded('Tokens', 'Tokens generated per second.', RecordedMetric.TOKENS_PER_SECOND, 'short'),
          recorded(
            'KV cache', 'Share in use. When it is full, requests wait.', RecordedMetric.KV_CACHE_USAGE, 'percentunit',
          ),
        ],
      },
      GPU_ROW,
      POD_ROW,
    ],
  };
}

/** Embedding and reranking on Triton. */
export function embeddingModels(services: string[]): DashboardPlan {
  return {
    id: 'embedding-models',
    title: 'Embedding and reranking',
    services,
    rows: () => [
      {
        title: 'Requests',
        panels: [
          WAITING,
          recorded('Queue time', 'Seconds that a request waits on average.', RecordedMetric.QUEUE_SECONDS, 's'),
          REQUESTS,
          ERRORS,
        ],
      },
      GPU_ROW,
      POD_ROW,
    ],
  };
}

/** Web services, whose own metrics only their owner knows. */
export function webServices(services: string[]): DashboardPlan {
  return { id: 'web-services', title: 'Web services', services, rows: () => [POD_ROW] };
}

/** Qdrant. */
export function vectorStores(services: string[]): DashboardPlan {
  const panel = (title: string, description: string, kind: Panel['kind'], unit: string, query: string): Panel =>
    ({ title, description, kind, unit, queries: { '{{pod}}{{status}}': query } });
  const responses = (more: string = ''): string =>
    `sum by (status) (rate(rest_responses_total{${OF_APP}${more}}[$__rate_interval]))`;
  return {
    id: 'vector-stores',
    title: 'Vector stores',
    services,
    rows: () => [
      {
        title: 'Qdrant',
        panels: [
          panel('Recovery mode', '1: it answers no searches.', 'states', 'short',
            `max by (pod) (app_status_recovery_mode{${OF_APP}})`),
          panel('Dead replicas', 'Copies of shards that do not answer.', 'number', 'short',
            `max(collection_dead_replicas{${OF_APP}} or collections_dead_replicas{${OF_APP}}) or ` +
              `0 * max(collections_total{${OF_APP}})`),
          panel('Collections', 'Collections of each node.', 'number', 'short',
            `max by (pod) (collections_total{${OF_APP}})`),
          panel('Vectors', 'Vectors of each node.', 'number', 'short',
            `sum by (pod) (collections_vector_total{${OF_APP}} or collection_vectors{${OF_APP}})`),
          panel('Responses', 'Requests per second by status.', 'line', 'reqps', responses()),
          panel('Resident memory', 'Memory of each node.', 'line', 'bytes',
            `max by (pod) (memory_resident_bytes{${OF_APP}})`),
        ],
      },
      POD_ROW,
    ],
  };
}
