/**
 * How Prometheus finds the pods.
 */
export enum ScrapeMode {
  /** By a PodMonitor for each workload, which the Prometheus operator reads. */
  POD_MONITORS = 'pod-monitors',
  /** By the annotations `prometheus.io/...` of each Service, which the chart `prometheus` reads; without an operator. */
  ANNOTATIONS = 'annotations',
  /** By what somebody puts into the configuration of Prometheus: see `Monitoring.additionalScrapeConfigs`. */
  CONFIGURATION = 'configuration',
}
