import { Alert } from '../alert';
import { Thresholds } from '../thresholds';
import { MonitoredWorkload } from '../monitored-workload';
import { prometheusDuration } from '../prometheus-duration';
import { GPU_MEMORY, GPU_UTILIZATION } from '../recording-rules';
import { inWords, series } from './series';

/** Alerts about workloads that hold GPUs. */
export function gpuAlerts(workloads: MonitoredWorkload[], namespace: string, thresholds: Thresholds): Alert[] {
  const { waitForGpu, idleGpu, gpuMemory } = thresholds;
  const pods = workloads.map(({ podPattern }) => podPattern).join('|');
  return [
    {
      name: 'GpuPodUnschedulable',
      severity: 'warning',
      expr: 'max by (namespace, pod) (' +
        `${series('kube_pod_status_unschedulable', { namespace, pod: `=~${pods}` })}) == 1`,
      forSeconds: waitForGpu,
      summary: 'A pod finds no GPU',
      description: `Pod {{ $labels.pod }} has found no node for ${inWords(waitForGpu)}, longer than a new node takes.`,
    },
    {
      name: 'GpuIdle',
      severity: 'info',
      expr: `max_over_time(${series(GPU_UTILIZATION, { namespace })}[${prometheusDuration(idleGpu)}]) == 0`,
      forSeconds: idleGpu,
      summary: 'A GPU is held and does nothing',
      description: 'GPU {{ $labels.gpu }} of {{ $labels.Hostname }} is held by {{ $labels.pod }} and has done no work ' +
        `for ${inWords(idleGpu)}.`,
    },
    {
      name: 'GpuMemoryNearlyFull',
      severity: 'warning',
      expr: `${series(GPU_MEMORY, { namespace })} > ${gpuMemory}`,
      forSeconds: 900,
      summary: 'The memory of a GPU is nearly full',
      description: 'GPU {{ $labels.gpu }} of {{ $labels.Hostname }}, held by {{ $labels.pod }}, uses ' +
        `{{ $value | humanizePercentage }} of its memory; the limit is ${gpuMemory * 100} %.`,
    },
    {
      // The gauge keeps the last code until the exporter restarts: what counts is that it has changed. A broken GPU
      // may be held by nobody, so that every one of the cluster is looked at.
      name: 'GpuXidError',
      severity: 'critical',
      expr: 'max by (Hostname, gpu, UUID) ((DCGM_FI_DEV_XID_ERRORS > 0) and ' +
        '(changes(DCGM_FI_DEV_XID_ERRORS[15m]) > 0 or ' +
        'DCGM_FI_DEV_XID_ERRORS unless DCGM_FI_DEV_XID_ERRORS offset 15m))',
      forSeconds: 0,
      summary: 'A GPU reports an error',
      description: 'GPU {{ $labels.gpu }} of {{ $labels.Hostname }} reported Xid {{ $value }} within 15 min.',
    },
  ];
}

/**
 * GPU nodes beyond those that the cluster declares, of which one holds no GPU pod: a node that was added for an update
 * and forgotten. What is declared may stand empty.
 */
export function spareNodeAlert(declared: number, resources: string[], thresholds: Thresholds): Alert {
  const resource = resources.length === 1 ? resources[0] : `=~${resources.join('|')}`;
  const nodes = `(max by (node) (${series('kube_node_status_allocatable', { resource })}) > 0)`;
  const live = `${series('kube_pod_status_phase', { phase: '=~Pending|Running' })} == 1`;
  const held = `sum by (node) (${series('kube_pod_container_resource_requests', { resource })} and ` +
    `on (namespace, pod) (${live})) > 0`;
  return {
    name: 'SpareGpuNodeLeft',
    severity: 'warning',
    expr: `count(${nodes}) > ${declared} and on () count(${nodes} unless on (node) (${held})) > 0`,
    forSeconds: thresholds.spareNode,
    summary: 'A GPU node is left over',
    description: `{{ $value }} nodes have GPUs and ${declared} are declared; for ${inWords(thresholds.spareNode)} one ` +
      'of them has held no pod with a GPU.',
  };
}
