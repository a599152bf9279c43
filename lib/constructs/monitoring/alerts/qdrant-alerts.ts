import { Alert } from '../alert';
import { Thresholds } from '../thresholds';
import { MonitoredWorkload } from '../monitored-workload';
import { inWords, series } from './series';

/**
 * Alerts about a Qdrant, by the names of 1.19:
 * https://github.com/qdrant/qdrant/blob/v1.19.0/src/common/metrics.rs
 */
export function qdrantAlerts(workload: MonitoredWorkload, namespace: string, { errorRatio }: Thresholds): Alert[] {
  const { name: app, deadlineSeconds, replicas } = workload;
  const of = (metric: string, more: { readonly [label: string]: string } = {}): string =>
    series(metric, { namespace, app, ...more });
  const rate = (more?: { readonly [label: string]: string }): string =>
    `sum by (namespace, app) (rate(${of('rest_responses_total', more)}[5m]))`;
  return [
    ...(workload.isStatefulSet
      ? [{
          name: 'QdrantNodeDown' as const,
          severity: 'critical' as const,
          app,
          expr: `${series('kube_statefulset_status_replicas_ready', { namespace, statefulset: app })} < ${
            series('kube_statefulset_replicas', { namespace, statefulset: app })}`,
          forSeconds: deadlineSeconds,
          summary: `A node of ${app} is down`,
          description: `{{ $value }} of ${replicas} nodes of ${app} have been ready for ${inWords(deadlineSeconds)}: ` +
            'shards have fewer copies than they should.',
        }]
      : []),
    {
      name: 'QdrantRecoveryMode',
      severity: 'critical',
      expr: `max by (namespace, app, pod) (${of('app_status_recovery_mode')}) > 0`,
      forSeconds: 0,
      summary: '{{ $labels.app }} is in recovery mode',
      description: 'Qdrant of {{ $labels.app }} started in recovery mode, in which it answers no searches, as it does ' +
        'after it ran out of memory.',
    },
    {
      name: 'QdrantReplicaDead',
      severity: 'critical',
      expr: `max by (namespace, app) (${of('collection_dead_replicas')} or ${of('collections_dead_replicas')}) > 0`,
      forSeconds: 300,
      summary: 'Shards of {{ $labels.app }} have dead replicas',
      description: 'A collection of {{ $labels.app }} has had {{ $value }} dead replicas for 5 min.',
    },
    {
      name: 'QdrantErrorsHigh',
      severity: 'warning',
      expr: `${rate({ status: '=~5..' })} / (${rate()} > 0) > ${errorRatio}`,
      forSeconds: 300,
      summary: 'Requests to {{ $labels.app }} fail',
      description: '{{ $value | humanizePercentage }} of the requests to {{ $labels.app }} end with a status of 5xx; ' +
        `the limit is ${errorRatio * 100} %.`,
    },
  ];
}
