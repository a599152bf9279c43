import { ApiObjectMetadata, Chart, Duration, Lazy } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { AlertmanagerConfig, PodMonitor, PrometheusRule } from '../../../imports/monitoring.coreos.com';
import { checkServiceName } from '../../kubernetes/names';
import { checkCall } from '../../kubernetes/shapes/check-shape';
import { addObject, constructError, RolloutProof, stringifyYaml, withPath } from '../../synthesis';
import { NetworkPeer } from '../workload/network-peer';
import { ReplicatedWorkload } from '../workload/replicated-workload';
import { wholeSeconds } from '../workload/startup-budget';
import { Workload } from '../workload/workload';
import { resolveThresholds } from './thresholds';
import { alertmanagerConfigSpec } from './alertmanager-config';
import { dashboardSdk } from './dashboards/dashboard-sdk';
import { dashboardPlans } from './dashboards/dashboards';
import { renderDashboard } from './dashboards/render-dashboard';
import { MonitoredWorkload } from './monitored-workload';
import { MonitoringOptions } from './monitoring-options';
import { prometheusDuration } from './prometheus-duration';
import { ruleGroups } from './rule-groups';
import { ScrapeMode } from './scrape-mode';
import { annotateService, metricsOf, podMonitorSpec, scrapeConfig } from './scraping';

/** Rates are taken over five minutes, which must hold several scrapes. */
const LONGEST_INTERVAL_SECONDS = 60;

const attached = new WeakMap<IConstruct, Monitoring>();

/**
 * Scrapes, records, alerts and routes: a PodMonitor for each workload that has metrics, and the way through its network
 * policy, a PrometheusRule for each namespace, and an AlertmanagerConfig where somebody is to be told.
 */
export class Monitoring extends Construct {
  /**
   * Watches the workloads below a construct, usually the app or a chart. Call it when they all exist.
   *
   * In an app, the objects get a chart of their own, so that they can be applied apart from what they watch: a cluster
   * without the Prometheus operator refuses them.
   *
   * @throws when monitoring is attached already, a workload has no namespace or none of the metrics that it is to be
   *   scraped for, a threshold is out of range, or the Secret of a receiver is in another namespace
   */
  public static attach(scope: Construct, props: MonitoringOptions = {}): Monitoring {
    checkCall('Monitoring.attach', { scope, props });
    const name = withPath(scope, () => checkServiceName('monitoring name', props.name ?? 'monitoring'));
    const existing = attached.get(scope);
    if (existing) {
      throw new Error(`${scope.node.path || 'app'}: monitoring is attached already; attach it once, with all workloads`);
    }
    const home = scope.node.scopes.some((construct) => Chart.isChart(construct))
      ? scope
      : new Chart(scope, name, { disableResourceNameHashes: true });
    const monitoring = new Monitoring(home, home === scope ? name : 'Monitoring', scope, name, props);
    attached.set(scope, monitoring);
    return monitoring;
  }

  /** Workloads that are watched. */
  public readonly workloads: Workload[];
  /** Workloads whose metrics are scraped. */
  public readonly scraped: Workload[];

  private readonly interval: string;

  private constructor(
    scope: Construct, id: string, watched: Construct, private readonly name: string,
    private readonly props: MonitoringOptions,
  ) {
    super(scope, id);
    this.workloads = props.workloads ?? workloadsBelow(watched);
    this.scraped = props.scrape ?? this.workloads.filter(({ metrics }) => metrics);
    const seconds = withPath(this, () => wholeSeconds('interval', props.interval ?? Duration.seconds(30)));
    if (seconds > LONGEST_INTERVAL_SECONDS) {
      throw constructError(this, `interval ${seconds} s is too long for rates over 5 minutes; write at most 60 s`);
    }
    this.interval = prometheusDuration(seconds);
    this.checkWorkloads();
    this.addScraping(props.scrapeMode ?? ScrapeMode.POD_MONITORS);
    [...new Set(this.workloads.map((workload) => workload.namespace!))].forEach((each) => this.addRules(each));
    if (!props.workloads) {
      watched.node.addValidation({ validate: () => this.missed(watched) });
    }
  }

  /**
   * What a Prometheus without an operator needs to scrape the same, for `additionalScrapeConfigs` or the
   * `scrape_configs` of its configuration: YAML, a list.
   */
  public get additionalScrapeConfigs(): string {
    return stringifyYaml(
      this.scraped.map((workload) => scrapeConfig(workload, workload.namespace!, this.interval)) as unknown as object,
    );
  }

  private checkWorkloads(): void {
    if (this.workloads.length === 0) {
      throw constructError(this, 'there is no workload to watch; attach monitoring when all of them exist');
    }
    for (const workload of [...this.workloads, ...this.scraped]) {
      if (workload.namespace === undefined) {
        throw constructError(workload, 'the chart has no namespace, by which alerts are told apart and routed; ' +
          "write new Chart(app, 'id', { namespace: 'my-namespace' })");
      }
    }
    for (const workload of this.workloads) {
      const other = attached.get(workload);
      if (other) {
        throw constructError(this, `${workload.node.path} is watched by ${other.node.path} already; leave it out of one of them`);
      }
      attached.set(workload, this);
    }
  }

  private addScraping(mode: ScrapeMode): void {
    const prometheus = this.props.prometheus
      ?? NetworkPeer.pods({ 'app.kubernetes.io/name': 'prometheus' }, 'monitoring');
    for (const workload of this.scraped) {
      workload.allowIngressFrom(prometheus, metricsOf(workload).port.name);
      if (mode === ScrapeMode.ANNOTATIONS) {
        annotateService(workload);
      } else if (mode === ScrapeMode.POD_MONITORS) {
        new PodMonitor(this, `PodMonitor-${workload.node.addr.slice(-8)}`, {
          metadata: this.metadata(workload.namespace!, workload.name), spec: podMonitorSpec(workload, this.interval),
        });
      }
    }
  }

  private addRules(namespace: string): void {
    const { props } = this;
    const own = this.workloads.filter((workload) => workload.namespace === namespace);
    // The pods of Jobs end: they are scraped, and nobody waits for them to be available.
    const workloads = own.filter((workload) => workload instanceof ReplicatedWorkload)
      .map((workload) => new MonitoredWorkload(workload));
    const thresholds = withPath(this, () => resolveThresholds(props.thresholds));
    new PrometheusRule(this, `PrometheusRule-${namespace}`, {
      metadata: this.metadata(namespace, this.name),
      spec: {
        groups: Lazy.any({
          produce: () => ruleGroups({
            namespace, workloads, thresholds, runbookBaseUrl: props.runbookBaseUrl ?? 'docs/runbooks',
            cluster: props.cluster ?? RolloutProof._nearest(own[0])?.cluster,
          }),
        }),
      },
    });
    if (props.dashboards) {
      withPath(this, () => dashboardSdk());
      this.addDashboards(namespace, workloads);
    }
    const { receiver, criticalReceiver } = props;
    if (!receiver && criticalReceiver) {
      throw constructError(this, 'criticalReceiver alone leaves out all other alerts; write a receiver too');
    }
    if (receiver) {
      new AlertmanagerConfig(this, `AlertmanagerConfig-${namespace}`, {
        metadata: this.metadata(namespace, this.name),
        spec: withPath(this, () => alertmanagerConfigSpec({ receiver, criticalReceiver }, namespace)),
      });
    }
  }

  /** The label is what the sidecar of kube-prometheus-stack looks for, in all namespaces. */
  private addDashboards(namespace: string, workloads: MonitoredWorkload[]): void {
    for (const plan of dashboardPlans(workloads)) {
      const { labels, ...metadata } = this.metadata(namespace, `${this.name}-${plan.id}`);
      addObject(this, `Dashboard-${namespace}-${plan.id}`, 'v1 ConfigMap', {
        metadata: { ...metadata, labels: { ...labels, grafana_dashboard: '1' } },
        data: Lazy.any({ produce: () => ({ [`${namespace}-${plan.id}.json`]: renderDashboard(plan, namespace) }) }),
      });
    }
  }

  private metadata(namespace: string, name: string): ApiObjectMetadata {
    return {
      name, namespace,
      labels: { 'release': this.props.release ?? 'kube-prometheus-stack', 'app.kubernetes.io/managed-by': 'cdk8s-nim' },
    };
  }

  /** Workloads that came after the attachment would silently not be watched. */
  private missed(watched: Construct): string[] {
    return workloadsBelow(watched)
      .filter((workload) => !this.workloads.includes(workload))
      .map((workload) => `${workload.node.path}: is not watched, because it was added after Monitoring.attach; ` +
        'call Monitoring.attach when all workloads exist');
  }
}

function workloadsBelow(scope: Construct): Workload[] {
  return scope.node.findAll().filter((construct): construct is Workload => construct instanceof Workload);
}
