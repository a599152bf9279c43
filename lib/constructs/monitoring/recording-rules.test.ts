import { RecordedMetric } from '../workload/recorded-metric';
import { recordingRules } from './recording-rules';

const records = (): { [record: string]: string } =>
  Object.fromEntries(recordingRules('apps').map(({ record, expr }) => [record!, String(expr)]));
const selectorsOf = (expr: string): string[] => expr.match(/[A-Za-z_:][\w:]*\{[^}]*\}/g) ?? [];
const metricsOf = (expr: string): string[] => [...new Set(selectorsOf(expr).map((each) => each.split('{')[0]))];

test('each record takes what NIM 1.x, vLLM, SGLang and Triton call it', () => {
  expect(Object.fromEntries(Object.entries(records()).map(([record, expr]) => [record, metricsOf(expr)]))).toEqual({
    'inference:requests_waiting:sum': [
      'num_requests_waiting', 'vllm:num_requests_waiting', 'sglang:num_queue_reqs',
      'nv_inference_pending_request_count',
    ],
    'inference:requests_running:sum': ['num_requests_running', 'vllm:num_requests_running', 'sglang:num_running_reqs'],
    'inference:kv_cache_usage:ratio': [
      'gpu_cache_usage_perc', 'vllm:kv_cache_usage_perc', 'vllm:gpu_cache_usage_perc', 'sglang:token_usage',
    ],
    'inference:time_to_first_token_seconds:p95': [
      'time_to_first_token_seconds_bucket', 'vllm:time_to_first_token_seconds_bucket',
      'sglang:time_to_first_token_seconds_bucket',
    ],
    'inference:generated_tokens:rate5m': [
      'generation_tokens_total', 'vllm:generation_tokens_total', 'sglang:generation_tokens_total',
    ],
    'inference:requests:rate5m': [
      'request_success_total', 'request_failure_total', 'vllm:request_success_total', 'sglang:num_requests_total',
      'nv_inference_request_success', 'nv_inference_request_failure',
    ],
    'inference:request_errors:ratio5m': [
      'request_failure_total', 'request_success_total', 'http_requests_total', 'sglang:num_aborted_requests_total',
      'sglang:num_requests_total', 'nv_inference_request_failure', 'nv_inference_request_success',
    ],
    'inference:queue_seconds:mean5m': ['nv_inference_queue_duration_us', 'nv_inference_request_success'],
    'inference:gpu_utilization:ratio': ['DCGM_FI_DEV_GPU_UTIL'],
    'inference:gpu_memory_used:ratio': ['DCGM_FI_DEV_FB_USED', 'DCGM_FI_DEV_FB_FREE'],
  });
});

test('every series that is read is of the namespace', () => {
  const foreign = Object.values(records()).flatMap(selectorsOf).filter((each) => !/namespace="apps"[,}]/.test(each));
  expect(foreign).toEqual([]);
});

test('what servers are alternatives of is joined by `or`, one series for each workload', () => {
  const { [RecordedMetric.REQUESTS_RUNNING.name]: running, [RecordedMetric.KV_CACHE_USAGE.name]: cache } = records();
  expect(running).toBe('sum by (namespace, app) (num_requests_running{namespace="apps"}) or ' +
    'sum by (namespace, app) (vllm:num_requests_running{namespace="apps"}) or ' +
    'sum by (namespace, app) (sglang:num_running_reqs{namespace="apps"})');
  expect(cache).toMatch(/^max by \(namespace, app\) \(gpu_cache_usage_perc/);
});

test('a health check of the kubelet is no request, and only 5xx is an error of a server', () => {
  const selectors = selectorsOf(records()[RecordedMetric.ERROR_RATIO.name]).filter((each) => each.startsWith('http_'));
  const served = 'handler=~"/v1/.*", handler!~"/v1/(health|metrics|models|metadata|version).*"';
  expect([...new Set(selectors)]).toEqual([
    `http_requests_total{namespace="apps", ${served}, status=~"5.*"}`,
    `http_requests_total{namespace="apps", ${served}}`,
  ]);
});

test('a ratio is none where nothing was asked, and zero where nothing failed', () => {
  const ratios = records()[RecordedMetric.ERROR_RATIO.name].split(/ or (?=\(\()/);
  expect(ratios).toHaveLength(4);
  ratios.forEach((ratio) => expect(ratio).toMatch(/^\(\(.* or 0 \* .*\)\) \/ \(\(.*\) > 0\)$/));
});

test('microseconds in the queue are recorded as seconds, percentages as shares', () => {
  expect(records()[RecordedMetric.QUEUE_SECONDS.name]).toMatch(/^\(sum .*\) \/ \(\(sum .*\) > 0\) \/ 1e6$/);
  expect(records()['inference:gpu_utilization:ratio']).toMatch(/\) \/ 100$/);
});

test('a GPU belongs to the pod that holds it, whether its exporter has its labels honored or renamed', () => {
  expect(records()['inference:gpu_utilization:ratio']).toBe('max by (namespace, pod, gpu, UUID, Hostname) (' +
    'label_replace(label_replace(DCGM_FI_DEV_GPU_UTIL{exported_namespace="apps"}, ' +
    '"namespace", "$1", "exported_namespace", "(.*)"), "pod", "$1", "exported_pod", "(.*)") or ' +
    'DCGM_FI_DEV_GPU_UTIL{exported_namespace="", namespace="apps"}) / 100');
});
