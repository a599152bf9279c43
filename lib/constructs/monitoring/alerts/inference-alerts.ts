import { RecordedMetric } from '../../workload/recorded-metric';
import { Alert } from '../alert';
import { Thresholds } from '../thresholds';
import { series } from './series';

/** Alerts about requests, from what is recorded of every model server alike. */
export function inferenceAlerts(namespace: string, thresholds: Thresholds): Alert[] {
  const { waitingRequests, kvCache, timeToFirstToken, errorRatio } = thresholds;
  const of = ({ name }: RecordedMetric): string => series(name, { namespace });
  return [
    {
      name: 'RequestQueueGrowing',
      severity: 'warning',
      expr: `${of(RecordedMetric.REQUESTS_WAITING)} > ${waitingRequests}`,
      forSeconds: 300,
      summary: 'Requests wait for {{ $labels.app }}',
      description: `{{ $value }} requests wait in the queue of {{ $labels.app }}; more than ${waitingRequests} have ` +
        'for 5 min.',
    },
    {
      name: 'KvCacheNearlyFull',
      severity: 'warning',
      expr: `${of(RecordedMetric.KV_CACHE_USAGE)} > ${kvCache} and ${of(RecordedMetric.REQUESTS_WAITING)} > 0`,
      forSeconds: 600,
      summary: 'The KV cache of {{ $labels.app }} is nearly full',
      description: '{{ $value | humanizePercentage }} of the KV cache of {{ $labels.app }} is in use while requests ' +
        `wait; the limit is ${kvCache * 100} %.`,
    },
    {
      name: 'TimeToFirstTokenHigh',
      severity: 'warning',
      expr: `${of(RecordedMetric.TIME_TO_FIRST_TOKEN)} > ${timeToFirstToken}`,
      forSeconds: 600,
      summary: '{{ $labels.app }} answers slowly',
      description: 'One request in twenty of {{ $labels.app }} waits {{ $value | humanizeDuration }} or longer for its ' +
        `first token; the limit is ${timeToFirstToken} s.`,
    },
    {
      name: 'RequestErrorsHigh',
      severity: 'critical',
      expr: `${of(RecordedMetric.ERROR_RATIO)} > ${errorRatio}`,
      forSeconds: 300,
      summary: 'Requests to {{ $labels.app }} fail',
      description: '{{ $value | humanizePercentage }} of the requests to {{ $labels.app }} fail; the limit is ' +
        `${errorRatio * 100} %.`,
    },
  ];
}

/** Alerts about embedding and reranking on Triton. */
export function tritonAlerts(namespace: string, { queueTime }: Thresholds): Alert[] {
  return [
    {
      name: 'EmbeddingQueueSlow',
      severity: 'warning',
      expr: `${series(RecordedMetric.QUEUE_SECONDS.name, { namespace })} > ${queueTime}`,
      forSeconds: 600,
      summary: 'Requests wait for {{ $labels.app }}',
      description: 'A request waits {{ $value | humanizeDuration }} in the queue of {{ $labels.app }} on average; the ' +
        `limit is ${queueTime} s.`,
    },
  ];
}
