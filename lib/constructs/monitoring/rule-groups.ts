import { RuleGroup } from '../../../imports/monitoring.coreos.com';
import { Cluster } from '../../cluster';
import { MetricsKind } from '../workload/workload-metrics';
import { Alert, AlertContext, renderAlert } from './alert';
import { Thresholds } from './thresholds';
import { availabilityAlerts } from './alerts/availability-alerts';
import { gpuAlerts, spareNodeAlert } from './alerts/gpu-alerts';
import { inferenceAlerts, tritonAlerts } from './alerts/inference-alerts';
import { platformAlerts } from './alerts/platform-alerts';
import { qdrantAlerts } from './alerts/qdrant-alerts';
import { isGpu, MonitoredWorkload } from './monitored-workload';
import { recordingRules } from './recording-rules';

/** What the rules of one namespace are made of. */
export interface RuleSource extends AlertContext {
  readonly workloads: MonitoredWorkload[];
  readonly thresholds: Thresholds;
  /** Undefined when nobody said which nodes there are. */
  readonly cluster?: Cluster;
}

/** The groups of rules of one namespace. Alerts about a kind of server are left out where there is none. */
export function ruleGroups(source: RuleSource): RuleGroup[] {
  const { namespace, workloads, thresholds } = source;
  const ofKind = (...kinds: MetricsKind[]): MonitoredWorkload[] =>
    workloads.filter(({ metrics }) => metrics && kinds.includes(metrics.kind));
  const models = ofKind(MetricsKind.LANGUAGE_MODEL, MetricsKind.TRITON);
  const onGpus = workloads.filter(({ gpuResources }) => gpuResources.length > 0);
  // The name of a group is that of its page in docs/runbooks.
  const alerts: [string, Alert[]][] = [
    ['workloads', workloads.flatMap((each) => availabilityAlerts(each, namespace, thresholds))],
    ['models', [
      ...(models.length > 0 ? inferenceAlerts(namespace, thresholds) : []),
      ...(ofKind(MetricsKind.TRITON).length > 0 ? tritonAlerts(namespace, thresholds) : []),
    ]],
    ['qdrant', ofKind(MetricsKind.QDRANT).flatMap((each) => qdrantAlerts(each, namespace, thresholds))],
    ['gpus', onGpus.length > 0 ? [...gpuAlerts(onGpus, namespace, thresholds), ...spareNodes(source, onGpus)] : []],
    ['platform', platformAlerts(namespace, thresholds)],
  ];
  return [
    ...(models.length + onGpus.length > 0
      ? [{ name: 'records', interval: '30s', rules: recordingRules(namespace) }]
      : []),
    ...alerts
      .filter(([, each]) => each.length > 0)
      .map(([name, each]) => ({ name, rules: each.map((alert) => renderAlert(alert, name, source)) })),
  ];
}

function spareNodes({ cluster, thresholds }: RuleSource, onGpus: MonitoredWorkload[]): Alert[] {
  if (!cluster) {
    return [];
  }
  const resources = [...new Set(onGpus.flatMap(({ gpuResources }) => gpuResources))];
  const declared = cluster.pools
    .filter(({ allocatable }) => Object.keys(allocatable.extendedResources ?? {}).some(isGpu))
    .reduce((sum, { nodes }) => sum + nodes, 0);
  return [spareNodeAlert(declared, resources, thresholds)];
}
