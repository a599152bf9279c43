import { GPU_MEMORY, GPU_UTILIZATION } from '../recording-rules';
import { DashboardPlan, IN_NAMESPACE, Row } from './panel';

const SERVICES: Row = {
  title: 'Services',
  panels: [
    {
      title: 'Alerts',
      description: 'Alerts that fire, those apart that only inhibit others.',
      kind: 'number',
      queries: { firing: `count(ALERTS{${IN_NAMESPACE}, alertstate="firing", severity!="none"}) or vector(0)` },
      unit: 'short',
    },
    {
      title: 'Available',
      description: 'Pods that serve.',
      kind: 'number',
      queries: {
        '{{deployment}}': `max by (deployment) (kube_deployment_status_replicas_available{${IN_NAMESPACE}})`,
        '{{statefulset}}': `max by (statefulset) (kube_statefulset_status_replicas_ready{${IN_NAMESPACE}})`,
      },
      unit: 'short',
    },
    {
      title: 'Ready',
      description: 'Which pods serve, and since when.',
      kind: 'states',
      queries: { '{{pod}}': `max by (pod) (kube_pod_status_ready{${IN_NAMESPACE}, condition="true"})` },
      unit: 'short',
    },
  ],
};

const ROLLOUTS: Row = {
  title: 'Rollouts and budgets',
  panels: [
    {
      title: 'Updated',
      description: 'Share of the pods that are of the new revision; below 1, a rollout is in progress.',
      kind: 'line',
      queries: {
        '{{deployment}}': `max by (deployment) (kube_deployment_status_replicas_updated{${IN_NAMESPACE}}) / ` +
          `max by (deployment) (kube_deployment_spec_replicas{${IN_NAMESPACE}} > 0)`,
        '{{statefulset}}': `max by (statefulset) (kube_statefulset_status_replicas_updated{${IN_NAMESPACE}}) / ` +
          `max by (statefulset) (kube_statefulset_replicas{${IN_NAMESPACE}} > 0)`,
      },
      unit: 'percentunit',
    },
    {
      title: 'Evictions that budgets allow',
      description: 'At 0, a drain of the node waits.',
      kind: 'number',
      queries: {
        '{{poddisruptionbudget}}': 'max by (poddisruptionbudget) ' +
          `(kube_poddisruptionbudget_status_pod_disruptions_allowed{${IN_NAMESPACE}})`,
      },
      unit: 'short',
    },
  ],
};

const GPUS: Row = {
  title: 'GPUs',
  panels: [
    {
      title: 'Who holds which',
      description: 'The pod on each GPU, and how much work it has.',
      kind: 'states',
      queries: { '{{Hostname}} GPU {{gpu}}: {{pod}}': `${GPU_UTILIZATION}{${IN_NAMESPACE}}` },
      unit: 'percentunit',
    },
    {
      title: 'GPU memory',
      description: 'Share in use.',
      kind: 'line',
      queries: { '{{Hostname}} GPU {{gpu}}: {{pod}}': `${GPU_MEMORY}{${IN_NAMESPACE}}` },
      unit: 'percentunit',
    },
    {
      title: 'GPUs of the cluster',
      description: 'Those that nodes have, and those that pods of any namespace ask for.',
      kind: 'line',
      queries: {
        there: 'sum(max by (node, resource) (kube_node_status_allocatable{resource=~"nvidia_com_.*"}))',
        requested: 'sum(max by (namespace, pod, container) ' +
          '(kube_pod_container_resource_requests{resource=~"nvidia_com_.*", node!=""}))',
      },
      unit: 'short',
    },
  ],
};

const CLAIMS: Row = {
  title: 'Claims',
  panels: [{
    title: 'Free',
    description: 'Share of each claim that is free.',
    kind: 'line',
    queries: {
      '{{persistentvolumeclaim}}': 'min by (persistentvolumeclaim) ' +
        `(kubelet_volume_stats_available_bytes{${IN_NAMESPACE}} / kubelet_volume_stats_capacity_bytes{${IN_NAMESPACE}})`,
    },
    unit: 'percentunit',
  }],
};

/** Everything of one namespace at a glance. */
export function overview(hasGpus: () => boolean): DashboardPlan {
  return {
    id: 'overview',
    title: 'Overview',
    services: [],
    rows: () => [SERVICES, ROLLOUTS, ...(hasGpus() ? [GPUS] : []), CLAIMS],
  };
}
