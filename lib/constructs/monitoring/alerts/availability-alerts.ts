import { Alert } from '../alert';
import { Thresholds } from '../thresholds';
import { MonitoredWorkload } from '../monitored-workload';
import { prometheusDuration } from '../prometheus-duration';
import { inWords, series } from './series';

/** For the delays of scraping and evaluating, so that the last second of a budget raises no alert. */
const MARGIN_SECONDS = 60;

/** No alert of kube-prometheus-stack about a start fires sooner: TargetDown comes after ten minutes. */
const SOONEST_OF_OTHERS = 600;

/**
 * Alerts about the pods of one workload: whether they serve, start and update in the time that the workload itself
 * declares.
 */
export function availabilityAlerts(workload: MonitoredWorkload, namespace: string, thresholds: Thresholds): Alert[] {
  const { name: app, startupSeconds, deadlineSeconds } = workload;
  const pods = { namespace, pod: `=~${workload.podPattern}` };
  const notReady = `max by (namespace, pod) (${series('kube_pod_status_ready', { ...pods, condition: 'true' })}) == 0`;
  const age = (metric: string): string => `max by (namespace, pod) (time() - ${series(metric, pods)})`;
  const slowSeconds = Math.floor(thresholds.slowStart * startupSeconds);
  const [available, wanted] = replicasOf(workload, namespace);
  return [
    ...(deadlineSeconds < SOONEST_OF_OTHERS ? [] : [{
      name: 'WorkloadStarting',
      severity: 'none' as const,
      app,
      labels: { job: app, [workload.isStatefulSet ? 'statefulset' : 'deployment']: app },
      expr: `(${notReady}) and (${age('kube_pod_created')} < ${deadlineSeconds})`,
      forSeconds: 0,
      summary: `${app} is starting`,
      description: `Pod {{ $labels.pod }} may take ${inWords(deadlineSeconds)}. This alert only inhibits others.`,
    }]),
    {
      name: 'WorkloadDown',
      severity: 'critical',
      app,
      expr: `${available} == 0 and ${wanted} > 0`,
      forSeconds: deadlineSeconds + MARGIN_SECONDS,
      summary: `${app} serves nobody`,
      description: `No pod of ${app} has been available for ${inWords(deadlineSeconds + MARGIN_SECONDS)}, longer than ` +
        `a start may take (pull of the image and ${inWords(startupSeconds)} of startup budget).`,
    },
    {
      name: 'StartSlow',
      severity: 'warning',
      app,
      expr: `(${age('kube_pod_container_state_started')} > ${slowSeconds}) and ` +
        `(${age('kube_pod_container_state_started')} < ${deadlineSeconds}) unless ` +
        `(max by (namespace, pod) (max_over_time(${series('kube_pod_status_ready', { ...pods, condition: 'true' })}` +
        `[${prometheusDuration(startupSeconds)}])) == 1)`,
      forSeconds: 0,
      summary: `A pod of ${app} starts slowly`,
      description: 'Pod {{ $labels.pod }} has been starting for {{ $value | humanizeDuration }} of its startup budget ' +
        `of ${inWords(startupSeconds)}; after that the kubelet kills it.`,
    },
    {
      name: 'OutOfMemoryInStart',
      severity: 'critical',
      app,
      expr: 'max by (namespace, pod, container) (' +
        `${series('kube_pod_container_status_last_terminated_reason', { ...pods, reason: 'OOMKilled' })}) == 1 ` +
        `and on (namespace, pod) (${notReady})`,
      forSeconds: 0,
      summary: `${app} runs out of memory while it starts`,
      description: 'Container {{ $labels.container }} of {{ $labels.pod }} was killed at its memory limit and has not ' +
        'become ready since.',
    },
    {
      name: 'RolloutStuck',
      severity: 'critical',
      app,
      ...stuck(workload, namespace),
      summary: `The update of ${app} does not finish`,
      description: `An update of ${app} may take ${inWords(workload.rolloutSeconds)} and has not finished.`,
    },
    ...(workload.refusesDrains ? [] : [drainAlert(workload, namespace)]),
    ...(workload.metrics ? [metricsAlert(app, namespace, `${available} > 0`)] : []),
  ];
}

function replicasOf({ name, isStatefulSet }: MonitoredWorkload, namespace: string): [string, string] {
  return isStatefulSet
    ? [
        series('kube_statefulset_status_replicas_ready', { namespace, statefulset: name }),
        series('kube_statefulset_replicas', { namespace, statefulset: name }),
      ]
    : [
        series('kube_deployment_status_replicas_available', { namespace, deployment: name }),
        series('kube_deployment_spec_replicas', { namespace, deployment: name }),
      ];
}

/** A Deployment says by itself that its deadline has passed; a StatefulSet has two revisions until it has finished. */
function stuck(workload: MonitoredWorkload, namespace: string): Pick<Alert, 'expr' | 'forSeconds'> {
  const { name, isStatefulSet, rolloutSeconds } = workload;
  if (!isStatefulSet) {
    const progressing = { namespace, deployment: name, condition: 'Progressing', status: 'false' };
    return { expr: `${series('kube_deployment_status_condition', progressing)} == 1`, forSeconds: MARGIN_SECONDS };
  }
  const of = { namespace, statefulset: name };
  return {
    expr: `max by (namespace, statefulset) (${series('kube_statefulset_status_current_revision', of)} ` +
      `unless on (namespace, statefulset, revision) ${series('kube_statefulset_status_update_revision', of)}) > 0`,
    forSeconds: rolloutSeconds + MARGIN_SECONDS,
  };
}

function drainAlert({ name, deadlineSeconds }: MonitoredWorkload, namespace: string): Alert {
  const budget = { namespace, poddisruptionbudget: `${name}-pdb` };
  const forSeconds = Math.max(3600, 2 * deadlineSeconds);
  return {
    name: 'DisruptionBudgetBlocksDrains',
    severity: 'info',
    app: name,
    expr: `${series('kube_poddisruptionbudget_status_pod_disruptions_allowed', budget)} == 0 and ` +
      `${series('kube_poddisruptionbudget_status_expected_pods', budget)} > 0`,
    forSeconds,
    summary: `The budget of ${name} blocks drains`,
    description: `${name}-pdb has let no pod be evicted for ${inWords(forSeconds)}: kubectl drain and node upgrades wait.`,
  };
}

function metricsAlert(app: string, namespace: string, isAvailable: string): Alert {
  return {
    name: 'MetricsMissing',
    severity: 'warning',
    app,
    expr: `max by (namespace) (${isAvailable}) unless on (namespace) (${series('up', { namespace, app })} == 1)`,
    forSeconds: 900,
    summary: `Prometheus sees no metrics of ${app}`,
    description: `${app} is available, and Prometheus has not reached its metrics for 15 min: alerts about its requests ` +
      'cannot fire.',
  };
}
