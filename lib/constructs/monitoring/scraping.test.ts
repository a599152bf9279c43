import { Chart, Testing } from 'cdk8s';
import { StatelessService } from '../stateless/stateless-service';
import { HealthCheck } from '../workload/health-check';
import { PortProtocol } from '../workload/port-protocol';
import { SecretSource } from '../workload/secret-source';
import { MetricsKind, WorkloadMetrics } from '../workload/workload-metrics';
import { annotateService, podMonitorSpec, scrapeConfig } from './scraping';

const credential = SecretSource.existing('metrics').key('token');

/** A service whose metrics are what a test says. */
function service(more: Partial<WorkloadMetrics> = {}, protocol: PortProtocol = PortProtocol.HTTP): StatelessService {
  class Measured extends StatelessService {
    public override get metrics(): WorkloadMetrics {
      return { port: { name: 'metrics', containerPort: 9090, protocol }, path: '/m', kind: MetricsKind.OTHER, ...more };
    }
  }
  return new Measured(new Chart(Testing.app(), 'lab', { namespace: 'apps' }), 'web', {
    image: 'a:1', containerPort: 8080, readiness: HealthCheck.httpGet('/ready'),
    resources: { cpu: '1', memory: '1Gi' },
  });
}

test('a monitor of the operator asks each pod, by the name of the port', () => {
  expect(podMonitorSpec(service(), '30s')).toEqual({
    selector: { matchLabels: { app: 'web' } }, jobLabel: 'app', podTargetLabels: ['app'],
    podMetricsEndpoints: [{ port: 'metrics', path: '/m', scheme: 'http', interval: '30s', authorization: undefined }],
  });
  expect(podMonitorSpec(service({ credential }, PortProtocol.HTTPS), '30s').podMetricsEndpoints![0]).toMatchObject({
    scheme: 'https', authorization: { credentials: { name: 'metrics', key: 'token' } },
  });
});

test('a Prometheus without the operator gives the series the same labels', () => {
  expect(scrapeConfig(service({ credential }), 'apps', '30s')).toEqual({
    job_name: 'apps/web', scrape_interval: '30s', metrics_path: '/m', scheme: 'http',
    authorization: { credentials_file: '/etc/prometheus/secrets/metrics/token' },
    kubernetes_sd_configs: [{ role: 'pod', namespaces: { names: ['apps'] } }],
    relabel_configs: [
      { action: 'keep', source_labels: ['__meta_kubernetes_pod_label_app'], regex: 'web' },
      { action: 'keep', source_labels: ['__meta_kubernetes_pod_container_port_number'], regex: '9090' },
      { source_labels: ['__meta_kubernetes_namespace'], target_label: 'namespace' },
      { source_labels: ['__meta_kubernetes_pod_name'], target_label: 'pod' },
      { source_labels: ['__meta_kubernetes_pod_label_app'], target_label: 'app' },
      { source_labels: ['__meta_kubernetes_pod_label_app'], target_label: 'job' },
    ],
  });
  expect(scrapeConfig(service(), 'apps', '30s')).not.toHaveProperty('authorization');
  expect(scrapeConfig(service({}, PortProtocol.HTTPS), 'apps', '30s')).toMatchObject({ scheme: 'https' });
});

test('annotations of a Service name the scheme where it is not plain', () => {
  const annotated = (protocol: PortProtocol) => {
    const workload = service({}, protocol);
    annotateService(workload);
    return Testing.synth(Chart.of(workload)).find(({ kind }) => kind === 'Service').metadata.annotations;
  };
  const plain = { 'prometheus.io/scrape': 'true', 'prometheus.io/port': '9090', 'prometheus.io/path': '/m' };
  expect(annotated(PortProtocol.HTTP)).toEqual(plain);
  expect(annotated(PortProtocol.HTTPS)).toEqual({ ...plain, 'prometheus.io/scheme': 'https' });
});
