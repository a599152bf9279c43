import { Rule } from '../../../imports/monitoring.coreos.com';
import { RecordedMetric } from '../workload/recorded-metric';

/** What is recorded of GPUs, one series for each GPU of a pod; empty where the DCGM exporter is not installed. */
export const GPU_UTILIZATION = 'inference:gpu_utilization:ratio';
export const GPU_MEMORY = 'inference:gpu_memory_used:ratio';

/**
 * The recording rules of one namespace. Each takes what it finds: the names of NIM 1.x, of vLLM and SGLang, which NIM
 * 2.x runs, and of Triton. Whoever scrapes says by the label `app` which workload a series is of.
 *
 * - https://docs.nvidia.com/nim/large-language-models/1.8.0/observability.html
 * - https://docs.vllm.ai/en/stable/usage/metrics/ (`vllm:gpu_cache_usage_perc` is the older name)
 * - https://docs.sglang.io/references/production_metrics.html
 * - https://github.com/triton-inference-server/server/blob/main/docs/user_guide/metrics.md
 */
export function recordingRules(namespace: string): Rule[] {
  const of = (metric: string, more: string = ''): string => `${metric}{namespace="${namespace}"${more}}`;
  const any = (aggregation: string, metrics: string[]): string =>
    metrics.map((metric) => `${aggregation} by (namespace, app) (${of(metric)})`).join(' or ');
  const rate = (metrics: string[], more?: string): string =>
    metrics.map((metric) => `sum by (namespace, app) (rate(${of(metric, more)}[5m]))`).join(' or ');
  const ratio = (part: string, whole: string): string => `(${part}) / ((${whole}) > 0)`;
  // A counter with labels is absent until it has counted something.
  const orZero = (part: string, whole: string): string => `(${part} or 0 * ${whole})`;
  const p95 = (metric: string): string =>
    `histogram_quantile(0.95, sum by (namespace, app, le) (rate(${of(`${metric}_bucket`)}[5m])))`;

  // What answers with a status of HTTP; the health checks of the kubelet are no requests.
  const served = ', handler=~"/v1/.*", handler!~"/v1/(health|metrics|models|metadata|version).*"';
  const http = rate(['http_requests_total'], served);
  const httpErrors = orZero(rate(['http_requests_total'], `${served}, status=~"5.*"`), http);
  const nimErrors = orZero(rate(['request_failure_total']), rate(['request_success_total']));
  const nim = `${rate(['request_success_total'])} + ${nimErrors}`;
  const tritonErrors = orZero(rate(['nv_inference_request_failure']), rate(['nv_inference_request_success']));
  const triton = `${rate(['nv_inference_request_success'])} + ${tritonErrors}`;
  const sglang = rate(['sglang:num_requests_total']);

  const rules: [RecordedMetric, string][] = [
    [RecordedMetric.REQUESTS_WAITING, any('sum', [
      'num_requests_waiting', 'vllm:num_requests_waiting', 'sglang:num_queue_reqs',
      'nv_inference_pending_request_count',
    ])],
    [RecordedMetric.REQUESTS_RUNNING, any('sum', [
      'num_requests_running', 'vllm:num_requests_running', 'sglang:num_running_reqs',
    ])],
    [RecordedMetric.KV_CACHE_USAGE, any('max', [
      'gpu_cache_usage_perc', 'vllm:kv_cache_usage_perc', 'vllm:gpu_cache_usage_perc', 'sglang:token_usage',
    ])],
    [RecordedMetric.TIME_TO_FIRST_TOKEN,
      ['time_to_first_token_seconds', 'vllm:time_to_first_token_seconds', 'sglang:time_to_first_token_seconds']
        .map(p95).join(' or ')],
    [RecordedMetric.TOKENS_PER_SECOND, rate([
      'generation_tokens_total', 'vllm:generation_tokens_total', 'sglang:generation_tokens_total',
    ])],
    [RecordedMetric.REQUESTS_PER_SECOND,
      [nim, rate(['vllm:request_success_total', 'sglang:num_requests_total']), triton].join(' or ')],
    [RecordedMetric.ERROR_RATIO, [
      ratio(nimErrors, nim),
      ratio(httpErrors, http),
      ratio(orZero(rate(['sglang:num_aborted_requests_total']), sglang), sglang),
      ratio(tritonErrors, triton),
    ].join(' or ')],
    [RecordedMetric.QUEUE_SECONDS,
      `${ratio(rate(['nv_inference_queue_duration_us']), rate(['nv_inference_request_success']))} / 1e6`],
  ];
  return [
    ...rules.map(([{ name }, expr]) => ({ record: name, expr })),
    { record: GPU_UTILIZATION, expr: `${perGpu(namespace, 'DCGM_FI_DEV_GPU_UTIL')} / 100` },
    { record: GPU_MEMORY, expr:
      `${perGpu(namespace, 'DCGM_FI_DEV_FB_USED')} / (${perGpu(namespace, 'DCGM_FI_DEV_FB_USED')} + ` +
      `${perGpu(namespace, 'DCGM_FI_DEV_FB_FREE')})` },
  ];
}

/**
 * A metric of the DCGM exporter by the pod that holds the GPU. Unless its ServiceMonitor honors labels, `namespace` and
 * `pod` are those of the exporter, and those of the holder are named `exported_...`.
 */
function perGpu(namespace: string, metric: string): string {
  const exported = `${metric}{exported_namespace="${namespace}"}`;
  const named = `label_replace(label_replace(${exported}, "namespace", "$1", "exported_namespace", "(.*)"), ` +
    '"pod", "$1", "exported_pod", "(.*)")';
  const honored = `${metric}{exported_namespace="", namespace="${namespace}"}`;
  return `max by (namespace, pod, gpu, UUID, Hostname) (${named} or ${honored})`;
}
