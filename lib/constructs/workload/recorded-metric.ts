import { IWorkload } from './workload-interface';
import { checkCall } from '../../kubernetes/shapes/check-shape';

/**
 * A metric that the recording rules of `Monitoring` keep under one name, whatever the server calls it: NIM 1.x, vLLM
 * and SGLang (NIM 2.x among them), and Triton. One series for each workload, with the labels `namespace` and `app`.
 */
export class RecordedMetric {
  /** Requests that wait for a place in a batch. */
  public static readonly REQUESTS_WAITING = new RecordedMetric('inference:requests_waiting:sum', 'requests');
  /** Requests that are being answered. */
  public static readonly REQUESTS_RUNNING = new RecordedMetric('inference:requests_running:sum', 'requests');
  /** Share of the KV cache in use, 0 to 1, of the fullest pod. */
  public static readonly KV_CACHE_USAGE = new RecordedMetric('inference:kv_cache_usage:ratio', '0 to 1');
  /** Seconds until the first token, 95th percentile over 5 minutes. */
  public static readonly TIME_TO_FIRST_TOKEN = new RecordedMetric('inference:time_to_first_token_seconds:p95', 's');
  /** Generated tokens per second, over 5 minutes. */
  public static readonly TOKENS_PER_SECOND = new RecordedMetric('inference:generated_tokens:rate5m', 'tokens/s');
  /** Answered requests per second, failed ones too, over 5 minutes. */
  public static readonly REQUESTS_PER_SECOND = new RecordedMetric('inference:requests:rate5m', 'requests/s');
  /** Share of the requests that failed, 0 to 1, over 5 minutes; of servers that count failures. */
  public static readonly ERROR_RATIO = new RecordedMetric('inference:request_errors:ratio5m', '0 to 1');
  /** Seconds that a request waits in the queue of Triton, mean over 5 minutes. */
  public static readonly QUEUE_SECONDS = new RecordedMetric('inference:queue_seconds:mean5m', 's');

  private constructor(
    /** Name of the series. */
    public readonly name: string,
    /** What its values count. */
    public readonly unit: string,
  ) {}

  /** PromQL for the series of one workload, such as the query of a KEDA trigger. */
  public of(workload: IWorkload): string {
    checkCall('RecordedMetric#of', { workload });
    const labels = { ...(workload.namespace && { namespace: workload.namespace }), app: workload.name };
    return `${this.name}{${Object.entries(labels).map(([label, value]) => `${label}="${value}"`).join(', ')}}`;
  }
}
