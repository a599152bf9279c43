import { createServer, Server } from 'node:http';

/** Metrics that do not change, and counters with what they gain in a second. */
interface Exporter {
  /** Labels that the scrape gives, as a PodMonitor or a ServiceMonitor would. */
  readonly labels: { readonly [label: string]: string };
  readonly path: string;
  readonly gauges?: { readonly [series: string]: number };
  readonly counters?: { readonly [series: string]: number };
}

const pod = (app: string) => ({ namespace: 'apps', app, job: app, pod: `${app}-6d4cf56db6-x7k2p` });
const buckets = (metric: string): { [series: string]: number } => ({
  [`${metric}_bucket{le="1"}`]: 1, [`${metric}_bucket{le="10"}`]: 2, [`${metric}_bucket{le="+Inf"}`]: 2,
});
const labelsOf = (labels: { readonly [label: string]: string }): string =>
  Object.entries(labels).map(([label, value]) => `${label}="${value}"`).join(',');

const WORKLOADS = ['llm', 'vllm', 'sglang', 'embed', 'web'];
const pods = [...WORKLOADS.map((app) => ({ app, pod: pod(app).pod })),
  ...[0, 1, 2].map((index) => ({ app: 'qdrant', pod: `qdrant-${index}` }))];
const of = (metric: string, labels: { readonly [label: string]: string }): string =>
  `${metric}{${labelsOf({ namespace: 'apps', ...labels })}}`;
const node = (app: string): string => (app === 'embed' ? 'gpu-2' : 'gpu-1');

/** What kube-state-metrics, the kubelet, DCGM and others serve of the small app. */
const CLUSTER: { [series: string]: number } = Object.fromEntries([
  ...pods.flatMap(({ app, pod: name }): [string, number][] => [
    [of('kube_pod_status_ready', { pod: name, condition: 'true' }), app === 'embed' ? 0 : 1],
    [of('kube_pod_created', { pod: name }), Math.floor(Date.now() / 1000)],
    [of('kube_pod_container_state_started', { pod: name, container: 'main' }), Math.floor(Date.now() / 1000)],
    [of('kube_pod_status_phase', { pod: name, phase: 'Running' }), 1],
    [of('kube_pod_info', { pod: name, node: node(app) }), 1],
    [of('kube_pod_container_status_restarts_total', { pod: name, container: 'main' }), 1],
  ]),
  ...WORKLOADS.flatMap((app): [string, number][] => [
    [of('kube_deployment_status_replicas_available', { deployment: app }), 1],
    [of('kube_deployment_status_replicas_updated', { deployment: app }), 1],
    [of('kube_deployment_spec_replicas', { deployment: app }), 1],
    [of('kube_deployment_status_condition', { deployment: app, condition: 'Progressing', status: 'false' }), 0],
    [of('kube_deployment_status_condition', { deployment: app, condition: 'Progressing', status: 'true' }), 1],
  ]),
  ...['llm', 'embed', 'web', 'qdrant'].flatMap((app): [string, number][] => [
    [of('kube_poddisruptionbudget_status_pod_disruptions_allowed', { poddisruptionbudget: `${app}-pdb` }), 1],
    [of('kube_poddisruptionbudget_status_expected_pods', { poddisruptionbudget: `${app}-pdb` }), 1],
  ]),
  ...['llm', 'embed'].flatMap((app): [string, number][] => [
    [of('kube_pod_container_resource_requests', { pod: pod(app).pod, node: node(app), resource: 'nvidia_com_gpu' }), 1],
    [`kube_node_status_allocatable{node="${node(app)}",resource="nvidia_com_gpu"}`, 1],
    [of('kubelet_volume_stats_available_bytes', { persistentvolumeclaim: `${app}-model-cache` }), 30e9],
    [of('kubelet_volume_stats_capacity_bytes', { persistentvolumeclaim: `${app}-model-cache` }), 50e9],
  ]),
  [of('kube_statefulset_replicas', { statefulset: 'qdrant' }), 3],
  [of('kube_statefulset_status_replicas_ready', { statefulset: 'qdrant' }), 3],
  [of('kube_statefulset_status_replicas_updated', { statefulset: 'qdrant' }), 3],
  ...pods.map(({ pod: name }): [string, number] =>
    [of('container_memory_working_set_bytes', { pod: name, container: 'main' }), 1e9]),
]);

const GROWING = Object.fromEntries([
  ...pods.map(({ pod: name }): [string, number] =>
    [of('container_cpu_usage_seconds_total', { pod: name, container: 'main' }), 0.5]),
  // A rollout each second.
  [of('kube_deployment_status_observed_generation', { deployment: 'llm' }), 1],
]);

export const EXPORTERS: Exporter[] = [
  {
    labels: pod('llm'), path: '/llm',
    gauges: { num_requests_waiting: 40, num_requests_running: 8, gpu_cache_usage_perc: 0.5 },
    counters: {
      generation_tokens_total: 100, request_success_total: 9, request_failure_total: 1,
      ...buckets('time_to_first_token_seconds'),
    },
  },
  {
    labels: pod('vllm'), path: '/vllm',
    gauges: { 'vllm:num_requests_waiting': 3, 'vllm:num_requests_running': 8, 'vllm:kv_cache_usage_perc': 0.5 },
    counters: {
      'vllm:generation_tokens_total': 100, 'vllm:request_success_total{finished_reason="stop"}': 10,
      'http_requests_total{handler="/v1/chat/completions",status="2xx"}': 9,
      'http_requests_total{handler="/v1/chat/completions",status="5xx"}': 1,
      ...buckets('vllm:time_to_first_token_seconds'),
    },
  },
  {
    labels: pod('sglang'), path: '/sglang',
    gauges: { 'sglang:num_queue_reqs': 3, 'sglang:num_running_reqs': 8, 'sglang:token_usage': 0.5 },
    counters: {
      'sglang:generation_tokens_total': 100, 'sglang:num_requests_total': 10, 'sglang:num_aborted_requests_total': 1,
      ...buckets('sglang:time_to_first_token_seconds'),
    },
  },
  {
    labels: pod('embed'), path: '/embed',
    gauges: { 'nv_inference_pending_request_count{model="e"}': 3 },
    counters: {
      'nv_inference_request_success{model="e"}': 9, 'nv_inference_request_failure{model="e"}': 1,
      'nv_inference_queue_duration_us{model="e"}': 900000,
    },
  },
  ...[0, 1, 2].map((index) => ({
    labels: { namespace: 'apps', app: 'qdrant', job: 'qdrant', pod: `qdrant-${index}` }, path: `/qdrant-${index}`,
    gauges: {
      'app_status_recovery_mode': 0, 'collections_total': 2, 'collections_vector_total': 1000,
      'collection_dead_replicas{id="papers"}': 0, 'memory_resident_bytes': 1e9,
    },
    counters: {
      'rest_responses_total{method="POST",endpoint="/search",status="200"}': 5,
      'rest_responses_total{method="POST",endpoint="/search",status="503"}': 1,
    },
  })),
  { labels: pod('web'), path: '/web', gauges: { build_info: 1 } },
  { labels: { job: 'cluster' }, path: '/cluster', gauges: CLUSTER, counters: GROWING },
  {
    labels: { job: 'dcgm-exporter', namespace: 'gpu-operator', pod: 'dcgm-1' }, path: '/dcgm',
    gauges: Object.fromEntries(['llm', 'embed'].flatMap((app) => {
      const labels = labelsOf({
        gpu: '0', UUID: `GPU-${app}`, Hostname: node(app), namespace: 'apps', pod: pod(app).pod,
      });
      return [
        [`DCGM_FI_DEV_GPU_UTIL{${labels}}`, 80], [`DCGM_FI_DEV_FB_USED{${labels}}`, 20000],
        [`DCGM_FI_DEV_FB_FREE{${labels}}`, 2800], [`DCGM_FI_DEV_POWER_USAGE{${labels}}`, 150],
        [`DCGM_FI_DEV_GPU_TEMP{${labels}}`, 60],
        // Of a GPU that nobody holds.
        ['DCGM_FI_DEV_XID_ERRORS{gpu="1",UUID="GPU-broken",Hostname="gpu-1"}', 79],
      ];
    })),
  },
];

/** Serves all of them on one address, each on its path. */
export function serveExporters(port: number): Promise<Server> {
  const start = Date.now();
  const server = createServer((request, response) => {
    const { gauges = {}, counters = {} } = EXPORTERS.find(({ path }) => path === request.url)!;
    const seconds = (Date.now() - start) / 1000;
    const lines = [
      ...Object.entries(gauges).map(([series, value]) => `${series} ${value}`),
      ...Object.entries(counters).map(([series, gain]) => `${series} ${gain * seconds}`),
    ];
    response.setHeader('content-type', 'text/plain; version=0.0.4');
    response.end(`${lines.join('\n')}\n`);
  });
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)));
}
