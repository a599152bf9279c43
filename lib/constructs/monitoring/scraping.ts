import { ApiObject } from 'cdk8s';
import { PodMonitorSpec } from '../../../imports/monitoring.coreos.com';
import { constructError } from '../../synthesis';
import { selectorLabels } from '../workload/labels';
import { Workload } from '../workload/workload';
import { WorkloadMetrics } from '../workload/workload-metrics';

/** Where kube-prometheus-stack mounts the Secrets that `prometheusSpec.secrets` lists. */
const MOUNTED_SECRETS = '/etc/prometheus/secrets';

/** The metrics of a workload that is to be scraped. @throws when it has none */
export function metricsOf(workload: Workload): WorkloadMetrics {
  if (!workload.metrics) {
    throw constructError(workload, `'${workload.name}' has no metrics to scrape; ` +
      'write a metricsPort or a metricsPath, or leave it out of scrape');
  }
  return workload.metrics;
}

/** Each pod by itself: a Service has no ports for metrics, and would hide which pod answers. */
export function podMonitorSpec(workload: Workload, interval: string): PodMonitorSpec {
  const { port, path, credential } = metricsOf(workload);
  return {
    selector: { matchLabels: selectorLabels(workload.name) },
    jobLabel: 'app',
    podTargetLabels: ['app'],
    podMetricsEndpoints: [{
      port: port.name,
      path,
      scheme: port.protocol.scheme === 'https' ? 'https' : 'http',
      interval,
      authorization: credential && { credentials: credential._toKube() },
    }],
  };
}

/** https://github.com/prometheus-community/helm-charts/tree/main/charts/prometheus#scraping-pod-metrics-via-annotations */
export function annotateService(workload: Workload): void {
  const { port, path, credential } = metricsOf(workload);
  if (credential) {
    throw constructError(workload, `annotations cannot name the secret '${credential.secret.name}' that the metrics ask ` +
      'for; use ScrapeMode.POD_MONITORS');
  }
  const service = workload.node.findChild('Service') as ApiObject;
  const annotations = {
    scrape: 'true', port: String(port.containerPort), path,
    ...(port.protocol.scheme === 'https' && { scheme: 'https' }),
  };
  Object.entries(annotations).forEach(([key, value]) => service.metadata.addAnnotation(`prometheus.io/${key}`, value));
}

/** An entry of `additionalScrapeConfigs`, which gives the series the labels that a PodMonitor would. */
export function scrapeConfig(workload: Workload, namespace: string, interval: string): object {
  const { port, path, credential } = metricsOf(workload);
  const keep = (label: string, regex: string): object =>
    ({ action: 'keep', source_labels: [`__meta_kubernetes_pod_${label}`], regex });
  const copy = (source: string, target: string): object =>
    ({ source_labels: [`__meta_kubernetes_${source}`], target_label: target });
  return {
    job_name: `${namespace}/${workload.name}`,
    scrape_interval: interval,
    metrics_path: path,
    scheme: port.protocol.scheme === 'https' ? 'https' : 'http',
    ...(credential && {
      authorization: { credentials_file: `${MOUNTED_SECRETS}/${credential.secret.name}/${credential.key}` },
    }),
    kubernetes_sd_configs: [{ role: 'pod', namespaces: { names: [namespace] } }],
    relabel_configs: [
      keep('label_app', workload.name),
      keep('container_port_number', String(port.containerPort)),
      copy('namespace', 'namespace'),
      copy('pod_name', 'pod'),
      copy('pod_label_app', 'app'),
      copy('pod_label_app', 'job'),
    ],
  };
}
