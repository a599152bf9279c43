import { Chart, Duration, Testing } from 'cdk8s';
import { MetricsKind, WorkloadMetrics } from '../workload/workload-metrics';
import { StatelessService } from '../stateless/stateless-service';
import { StatelessServiceProps } from '../stateless/stateless-service-props';
import { HealthCheck } from '../workload/health-check';
import { SecretSource } from '../workload/secret-source';
import { AlertReceiver } from './alert-receiver';
import { Monitoring } from './monitoring';
import { MonitoringOptions } from './monitoring-options';
import { ScrapeMode } from './scrape-mode';

const url = SecretSource.existing('alerts').key('url');
const chartOf = (namespace: string | undefined = 'apps') => new Chart(Testing.app(), 'chart', { namespace });
const propsOf = (props: Partial<StatelessServiceProps> = {}): StatelessServiceProps => ({
  image: 'a:1', containerPort: 8080, metricsPort: 9090, readiness: HealthCheck.httpGet('/ready'),
  resources: { cpu: '1', memory: '1Gi' }, ...props,
});
const attach = (props: MonitoringOptions = {}, service: Partial<StatelessServiceProps> = {}, chart = chartOf()) => {
  new StatelessService(chart, 'web', propsOf(service));
  return { chart, monitoring: Monitoring.attach(chart, props) };
};
const objectsOf = (chart: Chart): any[] => Testing.synth(chart);
const kinds = (props: MonitoringOptions) =>
  objectsOf(attach(props).chart).map(({ kind }) => kind).filter((kind) => /Monitor|Rule|Alertmanager/.test(kind));

/** A service whose metrics ask for a token. */
class Guarded extends StatelessService {
  public override get metrics(): WorkloadMetrics {
    return { port: this.ports[0], path: '/metrics', kind: MetricsKind.OTHER, credential: url };
  }
}

test('one call scrapes, opens the network policy and alerts', () => {
  const objects = objectsOf(attach({ receiver: AlertReceiver.webhook(url) }).chart);
  const monitor = objects.find(({ kind }) => kind === 'PodMonitor');
  expect(monitor.metadata).toMatchObject({
    name: 'web', namespace: 'apps', labels: { release: 'kube-prometheus-stack' },
  });
  expect(monitor.spec.podMetricsEndpoints).toEqual([
    { port: 'metrics', path: '/metrics', scheme: 'http', interval: '30s' },
  ]);
  expect(objects.find(({ kind }) => kind === 'NetworkPolicy').spec.ingress).toEqual([{
    from: [{
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } },
      podSelector: { matchLabels: { 'app.kubernetes.io/name': 'prometheus' } },
    }],
    ports: [{ protocol: 'TCP', port: 9090 }],
  }]);
  expect(kinds({ receiver: AlertReceiver.webhook(url) })).toEqual([
    'PodMonitor', 'PrometheusRule', 'AlertmanagerConfig',
  ]);
  expect(kinds({})).toEqual(['PodMonitor', 'PrometheusRule']);
});

test('in an app, the objects have a chart of their own', () => {
  const app = Testing.app();
  new StatelessService(new Chart(app, 'apps', { namespace: 'apps' }), 'web', propsOf());
  expect(Chart.of(Monitoring.attach(app)).node.id).toBe('monitoring');
});

test('a token is given by reference', () => {
  const chart = chartOf();
  new Guarded(chart, 'web', propsOf());
  const { additionalScrapeConfigs } = Monitoring.attach(chart);
  const monitor = objectsOf(chart).find(({ kind }) => kind === 'PodMonitor');
  expect(monitor.spec.podMetricsEndpoints[0].authorization).toEqual({ credentials: { name: 'alerts', key: 'url' } });
  expect(additionalScrapeConfigs).toContain('credentials_file: /etc/prometheus/secrets/alerts/url');
});

test('without an operator, the Service is annotated and nothing is added for an operator but rules', () => {
  const { chart } = attach({ scrapeMode: ScrapeMode.ANNOTATIONS });
  const service = objectsOf(chart).find(({ kind }) => kind === 'Service');
  expect(service.metadata.annotations).toEqual({
    'prometheus.io/scrape': 'true', 'prometheus.io/port': '9090', 'prometheus.io/path': '/metrics',
  });
  expect(kinds({ scrapeMode: ScrapeMode.ANNOTATIONS })).toEqual(['PrometheusRule']);
});

test('alerts go by severity, and each carries the namespace that the operator asks for', () => {
  const objects = objectsOf(attach({ receiver: AlertReceiver.slack('#alerts', url) }).chart);
  const rules = objects.find(({ kind }) => kind === 'PrometheusRule').spec.groups.flatMap((group: any) => group.rules);
  expect(rules.every(({ labels }: any) => labels.namespace === 'apps' && labels.severity)).toBe(true);
  const { route, receivers } = objects.find(({ kind }) => kind === 'AlertmanagerConfig').spec;
  expect(route.routes.map((each: any) => [each.matchers[0].value, each.receiver])).toEqual([
    ['none', 'nobody'], ['info', 'default'], ['critical', 'critical'],
  ]);
  expect(receivers.map(({ name }: any) => name)).toEqual(['nobody', 'default', 'critical']);
});

describe('fails when', () => {
  test.each<[string, () => unknown, string]>([
    ['monitoring is attached twice', () => Monitoring.attach(attach().chart),
      'chart: monitoring is attached already; attach it once, with all workloads'],
    ['a workload is watched twice', () => Monitoring.attach(chartOf('b'), { workloads: attach().monitoring.workloads }),
      'chart/monitoring: chart/web is watched by chart/monitoring already; leave it out of one of them'],
    ['there is no workload', () => Monitoring.attach(chartOf()),
      'chart/monitoring: there is no workload to watch; attach monitoring when all of them exist'],
    ['a workload has no metrics', () => {
      const chart = chartOf();
      const scrape = [new StatelessService(chart, 'web', propsOf({ metricsPort: undefined }))];
      return Monitoring.attach(chart, { scrape });
    }, "chart/web: 'web' has no metrics to scrape; write a metricsPort or a metricsPath, or leave it out of scrape"],
    ['the chart has no namespace', () => attach({}, {}, new Chart(Testing.app(), 'chart')),
      "chart/web: the chart has no namespace, by which alerts are told apart and routed; write new Chart(app, 'id', { namespace: 'my-namespace' })"],
    ['the kind of a receiver is unknown', () => attach({ receiver: { teams: 'x' } as any }),
      'Monitoring.attach props.receiver is an object; write AlertReceiver.slack(channel, url) or '],
    ['the Secret of a receiver is in another namespace',
      () => attach({ receiver: AlertReceiver.webhook(SecretSource.inNamespace('alerts', 'monitoring').key('url')) }),
      "chart/monitoring: the secret 'alerts' of the webhook receiver lies in namespace 'monitoring', and Alertmanager reads it in 'apps'; make the Secret there"],
    ['only critical alerts have a receiver', () => attach({ criticalReceiver: AlertReceiver.pagerDuty(url) }),
      'chart/monitoring: criticalReceiver alone leaves out all other alerts; write a receiver too'],
    ['a share is none', () => attach({ thresholds: { kvCache: 95 } }),
      'chart/monitoring: thresholds.kvCache 95 is no share; write a number between 0 and 1, such as 0.9'],
    ['a count is a fraction', () => attach({ thresholds: { waitingRequests: 1.5 } }),
      'chart/monitoring: thresholds.waitingRequests 1.5 is not a whole number; write 0 or more'],
    ['a time is none', () => attach({ thresholds: { queueTime: Duration.seconds(0) } }),
      'chart/monitoring: thresholds.queueTime 0 s is no time; write for example Duration.seconds(5)'],
    ['the interval is too long', () => attach({ interval: Duration.minutes(5) }),
      'chart/monitoring: interval 300 s is too long for rates over 5 minutes; write at most 60 s'],
    ['the name is too long', () => attach({ name: 'x'.repeat(64) }), 'chart: monitoring name \'xxx'],
    ['annotations would have to name a Secret', () => {
      const chart = chartOf();
      new Guarded(chart, 'web', propsOf());
      return Monitoring.attach(chart, { scrapeMode: ScrapeMode.ANNOTATIONS });
    }, "chart/web: annotations cannot name the secret 'alerts' that the metrics ask for; use ScrapeMode.POD_MONITORS"],
  ])('%s', (_, run, message) => {
    expect(run).toThrow(message);
  });

  test('a workload is added afterwards', () => {
    const { chart } = attach();
    new StatelessService(chart, 'late', propsOf());
    expect(chart.node.validate()).toContain(
      'chart/late: is not watched, because it was added after Monitoring.attach; ' +
        'call Monitoring.attach when all workloads exist',
    );
  });
});
