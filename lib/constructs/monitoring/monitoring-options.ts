import { Duration } from 'cdk8s';
import { Cluster } from '../../cluster';
import { NetworkPeer } from '../workload/network-peer';
import { Workload } from '../workload/workload';
import { AlertReceiver } from './alert-receiver';
import { AlertThresholds } from './alert-thresholds';
import { ScrapeMode } from './scrape-mode';

/**
 * Options of `Monitoring.attach`.
 */
export interface MonitoringOptions {
  /**
   * Name of the objects, unique in the namespace.
   *
   * @default 'monitoring'
   */
  readonly name?: string;

  /**
   * Workloads to watch.
   *
   * @default - all below the construct, which must exist when monitoring is attached
   */
  readonly workloads?: Workload[];

  /**
   * Workloads whose metrics are scraped.
   *
   * @default - those of `workloads` that have metrics
   */
  readonly scrape?: Workload[];

  /**
   * How Prometheus finds the pods.
   *
   * @default ScrapeMode.POD_MONITORS
   */
  readonly scrapeMode?: ScrapeMode;

  /**
   * Time between two scrapes, at most a minute: rates are taken over five.
   *
   * @default Duration.seconds(30)
   */
  readonly interval?: Duration;

  /**
   * Release of kube-prometheus-stack, which reads only what has the label `release` with its name.
   *
   * @default 'kube-prometheus-stack'
   */
  readonly release?: string;

  /**
   * The pods of Prometheus, which the network policies let in.
   *
   * @default NetworkPeer.pods({ 'app.kubernetes.io/name': 'prometheus' }, 'monitoring')
   */
  readonly prometheus?: NetworkPeer;

  /**
   * Who gets the alerts.
   *
   * @default - no AlertmanagerConfig: alerts go where the Alertmanager of the cluster sends them
   */
  readonly receiver?: AlertReceiver;

  /**
   * Who gets critical alerts.
   *
   * @default - `receiver`
   */
  readonly criticalReceiver?: AlertReceiver;

  /**
   * When alerts fire.
   *
   * @default - those of `AlertThresholds`
   */
  readonly thresholds?: AlertThresholds;

  /**
   * The nodes that are declared: GPU nodes beyond them are spare.
   *
   * @default - the cluster of `RolloutProof.attach`; without one, nobody watches for spare nodes
   */
  readonly cluster?: Cluster;

  /**
   * Dashboards for the sidecar of Grafana: an overview of each namespace, and one for each kind of service. They need
   * the package `@grafana/grafana-foundation-sdk`, which is loaded for them alone.
   *
   * @default false
   */
  readonly dashboards?: boolean;

  /**
   * Where the runbooks are, one page for each alert; a copy of your own where your own commands stand.
   *
   * @default - the pages of this package, docs/runbooks
   */
  readonly runbookBaseUrl?: string;
}
