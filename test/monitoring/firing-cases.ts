import { Series } from './promtool';

/** Series by which an alert fires at one moment and not yet at another; one value a minute. */
interface FiringCase {
  readonly alert: string;
  readonly when: string;
  readonly series: Series;
  readonly fires: string;
  readonly silentAt?: string;
  /** Series that fire. @default 1 */
  readonly count?: number;
}

const NS = 'namespace="apps"';
const LLM_POD = `${NS}, pod="llm-6d4cf56db6-x7k2p"`;
const LLM = `${NS}, app="llm", pod="llm-6d4cf56db6-x7k2p"`;
const EMBED = `${NS}, app="embed", pod="embed-6d4cf56db6-x7k2p"`;
const QDRANT = `${NS}, app="qdrant", pod="qdrant-0"`;
const GPU = 'gpu="0", UUID="GPU-1", Hostname="gpu-1"';
/** The labels of the DCGM exporter, as its ServiceMonitor leaves them and as one that honors labels does. */
const EXPORTER = 'namespace="gpu-operator", pod="dcgm-1"';
const DCGM = `${GPU}, ${EXPORTER}, exported_namespace="apps", exported_pod="llm-6d4cf56db6-x7k2p"`;
const HONORED = `${GPU}, namespace="apps", pod="llm-6d4cf56db6-x7k2p"`;

const deployment = (metric: string, name: string): string => `${metric}{${NS}, deployment="${name}"}`;
const statefulSet = (metric: string): string => `${metric}{${NS}, statefulset="qdrant"}`;
const queue = (metric: string, app = LLM): Series => ({ [`${metric}{${app}}`]: '0x10 50x30' });
const counters = (bad: string, good: string, labels: string): Series => ({
  [`${bad}{${labels}}`]: '0+1x60', [`${good}{${labels}}`]: '0+9x60',
});
const histogram = (metric: string): Series => Object.fromEntries(
  ['1', '5', '30', '+Inf'].map((le) =>
    [`${metric}_bucket{${LLM}, le="${le}"}`, Number(le) < 10 ? '0+1x60' : '0+10x60']),
);
const node = (name: string): string => `kube_node_status_allocatable{node="${name}", resource="nvidia_com_gpu"}`;
const held = (pod: string, on: string): Series => ({
  [`kube_pod_container_resource_requests{${NS}, pod="${pod}", node="${on}", resource="nvidia_com_gpu"}`]: '1x120',
  [`kube_pod_status_phase{${NS}, pod="${pod}", phase="Running"}`]: '1x120',
});

export const FIRES: FiringCase[] = [
  {
    alert: 'WorkloadStarting', when: 'a pod is not ready, for as long as it may take', fires: '5m', silentAt: '40m',
    series: {
      [`kube_pod_status_ready{${LLM_POD}, condition="true"}`]: '0x60', [`kube_pod_created{${LLM_POD}}`]: '0x60',
    },
  },
  {
    alert: 'WorkloadDown', when: 'no pod is available for longer than the startup budget',
    fires: '40m', silentAt: '32m',
    series: {
      [deployment('kube_deployment_status_replicas_available', 'llm')]: '0x60',
      [deployment('kube_deployment_spec_replicas', 'llm')]: '1x60',
    },
  },
  {
    alert: 'WorkloadDown', when: 'a service has a shorter budget', fires: '8m', silentAt: '5m',
    series: {
      [deployment('kube_deployment_status_replicas_available', 'web')]: '0x60',
      [deployment('kube_deployment_spec_replicas', 'web')]: '2x60',
    },
  },
  {
    alert: 'StartSlow', when: '80 % of the budget are over', fires: '17m', silentAt: '15m',
    series: {
      [`kube_pod_status_ready{${LLM_POD}, condition="true"}`]: '0x60',
      [`kube_pod_container_state_started{${LLM_POD}, container="nim"}`]: '0x60',
    },
  },
  {
    alert: 'OutOfMemoryInStart', when: 'the container was killed and is not ready', fires: '5m', silentAt: '1m',
    series: {
      [`kube_pod_status_ready{${LLM_POD}, condition="true"}`]: '0x60',
      [`kube_pod_container_status_last_terminated_reason{${LLM_POD}, container="nim", reason="OOMKilled"}`]:
        '_x3 1x60',
    },
  },
  {
    alert: 'RolloutStuck', when: 'a Deployment has passed its deadline', fires: '35m', silentAt: '30m',
    series: {
      [`kube_deployment_status_condition{${NS}, deployment="llm", condition="Progressing", status="false"}`]:
        '0x31 1x30',
    },
  },
  {
    alert: 'RolloutStuck', when: 'a StatefulSet has two revisions for too long', fires: '60m', silentAt: '40m',
    series: {
      [`kube_statefulset_status_current_revision{${NS}, statefulset="qdrant", revision="a"}`]: '1x90',
      [`kube_statefulset_status_update_revision{${NS}, statefulset="qdrant", revision="b"}`]: '1x90',
    },
  },
  {
    alert: 'DisruptionBudgetBlocksDrains', when: 'no pod may be evicted', fires: '70m', silentAt: '50m',
    series: {
      [`kube_poddisruptionbudget_status_pod_disruptions_allowed{${NS}, poddisruptionbudget="web-pdb"}`]: '0x90',
      [`kube_poddisruptionbudget_status_expected_pods{${NS}, poddisruptionbudget="web-pdb"}`]: '2x90',
    },
  },
  {
    alert: 'MetricsMissing', when: 'a service is available and is not scraped', fires: '20m', silentAt: '10m',
    series: { [deployment('kube_deployment_status_replicas_available', 'web')]: '2x60' },
  },
  {
    alert: 'MetricsMissing', when: 'its metrics do not answer', fires: '20m',
    series: {
      [deployment('kube_deployment_status_replicas_available', 'llm')]: '1x60', [`up{${LLM}}`]: '0x60',
    },
  },
  ...['num_requests_waiting', 'vllm:num_requests_waiting', 'sglang:num_queue_reqs'].map((metric) => ({
    alert: 'RequestQueueGrowing', when: `${metric} is high`, fires: '20m', silentAt: '8m', series: queue(metric),
  })),
  {
    alert: 'RequestQueueGrowing', when: 'requests wait for Triton', fires: '20m', silentAt: '8m',
    series: queue('nv_inference_pending_request_count', EMBED),
  },
  ...['gpu_cache_usage_perc', 'vllm:kv_cache_usage_perc', 'vllm:gpu_cache_usage_perc', 'sglang:token_usage'].map(
    (metric) => ({
      alert: 'KvCacheNearlyFull', when: `${metric} is high and requests wait`, fires: '25m', silentAt: '8m',
      series: { ...queue('num_requests_waiting'), [`${metric}{${LLM}}`]: '0.5x10 0.99x30' },
    }),
  ),
  ...['time_to_first_token_seconds', 'vllm:time_to_first_token_seconds', 'sglang:time_to_first_token_seconds'].map(
    (metric) => ({
      alert: 'TimeToFirstTokenHigh', when: `${metric} is high`, fires: '20m', silentAt: '5m', series: histogram(metric),
    }),
  ),
  {
    alert: 'RequestErrorsHigh', when: 'a NIM 1.x counts failures', fires: '20m', silentAt: '3m',
    series: counters('request_failure_total', 'request_success_total', LLM),
  },
  {
    alert: 'RequestErrorsHigh', when: 'vLLM answers with 500', fires: '20m', silentAt: '3m',
    series: {
      [`http_requests_total{${LLM}, handler="/v1/chat/completions", status="5xx"}`]: '0+1x60',
      [`http_requests_total{${LLM}, handler="/v1/chat/completions", status="2xx"}`]: '0+9x60',
    },
  },
  {
    alert: 'RequestErrorsHigh', when: 'SGLang aborts requests', fires: '20m', silentAt: '3m',
    series: counters('sglang:num_aborted_requests_total', 'sglang:num_requests_total', LLM),
  },
  {
    alert: 'RequestErrorsHigh', when: 'Triton counts failures', fires: '20m', silentAt: '3m',
    series: counters('nv_inference_request_failure', 'nv_inference_request_success', EMBED),
  },
  {
    alert: 'EmbeddingQueueSlow', when: 'a request waits for two seconds', fires: '20m', silentAt: '5m',
    series: {
      [`nv_inference_queue_duration_us{${EMBED}}`]: '0+20000000x60',
      [`nv_inference_request_success{${EMBED}}`]: '0+10x60',
    },
  },
  {
    alert: 'QdrantNodeDown', when: 'one of three nodes is missing', fires: '20m', silentAt: '10m',
    series: {
      [statefulSet('kube_statefulset_status_replicas_ready')]: '2x60',
      [statefulSet('kube_statefulset_replicas')]: '3x60',
    },
  },
  {
    alert: 'QdrantRecoveryMode', when: 'it says so', fires: '10m', silentAt: '5m',
    series: { [`app_status_recovery_mode{${QDRANT}}`]: '0x7 1x30' },
  },
  {
    alert: 'QdrantReplicaDead', when: 'a collection has dead replicas', fires: '15m', silentAt: '8m',
    series: { [`collection_dead_replicas{${QDRANT}, id="papers"}`]: '0x7 1x30' },
  },
  {
    alert: 'QdrantErrorsHigh', when: 'it answers with 503', fires: '20m', silentAt: '3m',
    series: {
      [`rest_responses_total{${QDRANT}, status="503"}`]: '0+1x60',
      [`rest_responses_total{${QDRANT}, status="200"}`]: '0+9x60',
    },
  },
  {
    alert: 'GpuPodUnschedulable', when: 'no node takes a pod', fires: '15m', silentAt: '8m',
    series: { [`kube_pod_status_unschedulable{${LLM_POD}}`]: '1x60' },
  },
  ...[DCGM, HONORED].map((labels) => ({
    alert: 'GpuIdle', when: `a GPU does nothing, with ${labels === DCGM ? 'renamed' : 'honored'} labels`,
    fires: '250m', silentAt: '100m', series: { [`DCGM_FI_DEV_GPU_UTIL{${labels}}`]: '0x300' },
  })),
  {
    alert: 'GpuMemoryNearlyFull', when: 'two hundred MiB are left', fires: '20m', silentAt: '10m',
    series: { [`DCGM_FI_DEV_FB_USED{${DCGM}}`]: '22600x60', [`DCGM_FI_DEV_FB_FREE{${DCGM}}`]: '200x60' },
  },
  {
    alert: 'GpuXidError', when: 'a GPU that nobody holds reports 79, and not for ever', fires: '12m', silentAt: '40m',
    series: { [`DCGM_FI_DEV_XID_ERRORS{${GPU}, ${EXPORTER}}`]: '0x10 79x60' },
  },
  {
    alert: 'SpareGpuNodeLeft', when: 'a third node stands empty for an hour', fires: '70m', silentAt: '50m',
    series: {
      [node('gpu-1')]: '1x120', [node('gpu-2')]: '1x120', [node('gpu-3')]: '1x120',
      ...held('llm-6d4cf56db6-x7k2p', 'gpu-1'), ...held('embed-6d4cf56db6-x7k2p', 'gpu-3'),
    },
  },
  {
    alert: 'ClaimFilling', when: 'it will be full within days', fires: '400m', silentAt: '60m',
    series: {
      [`kubelet_volume_stats_available_bytes{${NS}, persistentvolumeclaim="llm-model-cache"}`]: '30-0.03x500',
      [`kubelet_volume_stats_capacity_bytes{${NS}, persistentvolumeclaim="llm-model-cache"}`]: '100x500',
    },
  },
  {
    alert: 'CertificateExpiring', when: 'ten days are left', fires: '70m', silentAt: '30m',
    series: {
      'certmanager_certificate_expiration_timestamp_seconds{exported_namespace="apps", name="web-tls"}': '864000x120',
    },
  },
  {
    alert: 'SecretSyncFailing', when: 'an ExternalSecret is not ready', fires: '20m', silentAt: '10m',
    series: {
      'externalsecret_status_condition{exported_namespace="apps", name="ngc", condition="Ready", status="False"}':
        '1x60',
    },
  },
  {
    alert: 'ArgoCdAppDegraded', when: 'an application that syncs here is degraded', fires: '10m', silentAt: '3m',
    series: {
      'argocd_app_info{name="apps", namespace="argocd", dest_namespace="apps", health_status="Degraded"}': '1x60',
    },
  },
];
