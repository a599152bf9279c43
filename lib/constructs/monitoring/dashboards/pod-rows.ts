import { GPU_MEMORY, GPU_UTILIZATION } from '../recording-rules';
import { OF_PODS, Row } from './panel';

/** What every service has, whatever it serves. */
export const POD_ROW: Row = {
  title: 'Pods',
  panels: [
    {
      title: 'Ready',
      description: 'Which pods serve. A model may be 0 for the whole of its startup budget.',
      kind: 'states',
      queries: { '{{pod}}': `max by (pod) (kube_pod_status_ready{${OF_PODS}, condition="true"})` },
      unit: 'short',
    },
    {
      title: 'Restarts',
      description: 'Containers that started again.',
      kind: 'line',
      queries: {
        '{{pod}}': `sum by (pod) (increase(kube_pod_container_status_restarts_total{${OF_PODS}}[$__rate_interval]))`,
      },
      unit: 'short',
    },
    {
      title: 'CPU',
      description: 'Processors in use.',
      kind: 'line',
      queries: {
        '{{pod}}':
          `sum by (pod) (rate(container_cpu_usage_seconds_total{${OF_PODS}, container!=""}[$__rate_interval]))`,
      },
      unit: 'short',
    },
    {
      title: 'Memory',
      description: 'Memory that counts against the limit.',
      kind: 'line',
      queries: { '{{pod}}': `sum by (pod) (container_memory_working_set_bytes{${OF_PODS}, container!=""})` },
      unit: 'bytes',
    },
  ],
};

/** The GPUs that the pods of a service hold, by the DCGM exporter. */
export const GPU_ROW: Row = {
  title: 'GPUs',
  panels: [
    {
      title: 'Utilisation',
      description: 'A GPU that is held and stays at zero costs as much as one that works.',
      kind: 'line',
      queries: { '{{pod}} GPU {{gpu}}': `${GPU_UTILIZATION}{${OF_PODS}}` },
      unit: 'percentunit',
    },
    {
      title: 'GPU memory',
      description: 'A language model takes nine tenths when it starts.',
      kind: 'line',
      queries: { '{{pod}} GPU {{gpu}}': `${GPU_MEMORY}{${OF_PODS}}` },
      unit: 'percentunit',
    },
  ],
};
