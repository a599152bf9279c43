import { Alert } from '../alert';
import { Thresholds } from '../thresholds';
import { inWords, series } from './series';

/**
 * Measurements from which the end of the room is foreseen. Those of the last minutes too: what has been filled once, as
 * a model cache is, and stays as it is, does not fill up.
 */
const LOOK_BACK = ['6h', '10m'];

/**
 * Alerts about what a namespace gets from others: volumes, certificates, Secrets, syncs. Where their exporter is not
 * installed, they stay silent.
 */
export function platformAlerts(namespace: string, thresholds: Thresholds): Alert[] {
  const { claimForecast, certificateExpiry } = thresholds;
  const free = series('kubelet_volume_stats_available_bytes', { namespace });
  const size = series('kubelet_volume_stats_capacity_bytes', { namespace });
  return [
    {
      name: 'ClaimFilling',
      severity: 'warning',
      expr: `${free} / ${size} < 0.05 or (${free} / ${size} < 0.2 and ` +
        `${LOOK_BACK.map((window) => `predict_linear(${free}[${window}], ${claimForecast}) < 0`).join(' and ')})`,
      forSeconds: 900,
      summary: 'Claim {{ $labels.persistentvolumeclaim }} fills up',
      description: '{{ $value | humanizePercentage }} of claim {{ $labels.persistentvolumeclaim }} are free; it is ' +
        `below 5 %, or will be full within ${inWords(claimForecast)}.`,
    },
    {
      name: 'CertificateExpiring',
      severity: 'warning',
      expr: `min by (name) (${owned('certmanager_certificate_expiration_timestamp_seconds', namespace)} - time()) < ` +
        `${certificateExpiry}`,
      forSeconds: 3600,
      summary: 'Certificate {{ $labels.name }} is not renewed',
      description: 'Certificate {{ $labels.name }} ends in {{ $value | humanizeDuration }}; it should have been renewed ' +
        `${inWords(certificateExpiry)} before.`,
    },
    {
      name: 'SecretSyncFailing',
      severity: 'warning',
      expr: 'max by (name) (' +
        `${owned('externalsecret_status_condition', namespace, { condition: 'Ready', status: 'False' })}) == 1`,
      forSeconds: 900,
      summary: 'ExternalSecret {{ $labels.name }} is not synced',
      description: 'External Secrets Operator has failed to sync {{ $labels.name }} for 15 min: pods that start may ' +
        'find an old Secret, or none.',
    },
    {
      name: 'ArgoCdAppDegraded',
      severity: 'warning',
      expr: `max by (name) (${series('argocd_app_info', { dest_namespace: namespace, health_status: 'Degraded' })}) == 1`,
      forSeconds: 300,
      summary: 'Argo CD application {{ $labels.name }} is degraded',
      description: `Application {{ $labels.name }}, which syncs to ${namespace}, has been degraded for 5 min.`,
    },
  ];
}

/** A series about an object of the namespace, whether Prometheus honors the labels of its exporter or renames them. */
function owned(metric: string, namespace: string, more: { readonly [label: string]: string } = {}): string {
  return `(${series(metric, { exported_namespace: namespace, ...more })} or ` +
    `${series(metric, { exported_namespace: '', namespace, ...more })})`;
}
