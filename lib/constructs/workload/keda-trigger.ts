import { ScaledObjectTrigger } from '../../../imports/keda.sh';
import { isCount } from '../../kubernetes/count';
import { cronFault } from '../../kubernetes/cron-fault';
import { checkObjectName } from '../../kubernetes/names';
import { checkCall } from '../../kubernetes/shapes/check-shape';
import { timeZoneFault } from '../../kubernetes/time-zone-fault';
import { RecordedMetric } from './recorded-metric';
import { IWorkload } from './workload-interface';

/**
 * Where Prometheus is, and from which value on there is work.
 */
export interface PrometheusTriggerOptions {
  /** URL of Prometheus inside the cluster, such as `http://prometheus-operated.monitoring:9090`. */
  readonly serverAddress: string;

  /** Value that each pod should have: of counts, the sum shared out over the pods; of shares and times, the value. */
  readonly threshold: number;

  /**
   * Value above which the first pod is started, when there may be none.
   *
   * @default 0
   */
  readonly activationThreshold?: number;

  /**
   * TriggerAuthentication with the credentials for Prometheus, in the namespace of the workload.
   *
   * @default - none
   */
  readonly authentication?: string;
}

/**
 * A time in which there are at least so many pods.
 */
export interface CronTriggerOptions {
  /** Time zone, such as `Europe/Zurich`. */
  readonly timeZone: string;

  /** When it begins, as cron writes it: `0 7 * * 1-5`. */
  readonly start: string;

  /** When it ends. */
  readonly end: string;

  /** Pods meanwhile. */
  readonly replicas: number;
}

/** What a trigger is made of, given the workload. */
interface Source {
  readonly trigger: (workload: IWorkload) => ScaledObjectTrigger;
  /** Whether it tells of work while there is no pod. */
  readonly wakes: boolean;
  /** Pods that it asks for. */
  readonly replicas?: number;
}

/**
 * What KEDA follows. Of several, the one that wants most pods counts.
 */
export class KedaTrigger {
  /**
   * The result of a query of Prometheus, a single number that does not come from the pods themselves where they scale
   * to zero, such as the queue of a gateway. It is shared out over the pods.
   */
  public static prometheus(query: string, options: PrometheusTriggerOptions): KedaTrigger {
    checkCall('KedaTrigger.prometheus', { query, options });
    checkThresholds(query, options);
    return new KedaTrigger({ trigger: () => prometheus(query, 'AverageValue', options), wakes: true });
  }

  /**
   * A metric that `Monitoring` records of the workload: requests that wait, use of the KV cache. Its pods tell it
   * themselves, so that it wakes none where there is none.
   */
  public static recorded(metric: RecordedMetric, options: PrometheusTriggerOptions): KedaTrigger {
    checkCall('KedaTrigger.recorded', { metric, options });
    checkThresholds(metric.name, options);
    // A share or a time is the same however many pods there are: KEDA must compare it, not share it out.
    const metricType = ['0 to 1', 's'].includes(metric.unit) ? 'Value' : 'AverageValue';
    const trigger = (workload: IWorkload) => prometheus(metric.of(workload), metricType, options);
    return new KedaTrigger({ trigger, wakes: false });
  }

  /** A time of the day, the week or the year. */
  public static cron(options: CronTriggerOptions): KedaTrigger {
    checkCall('KedaTrigger.cron', { options });
    const { timeZone, start, end, replicas } = options;
    checkCron(options);
    const metadata = { timezone: timeZone, start, end, desiredReplicas: String(replicas) };
    return new KedaTrigger({ trigger: () => ({ type: 'cron', metadata }), wakes: true, replicas });
  }

  /** CPU that the pods use, in percent of what they request. */
  public static cpu(averagePercent: number): KedaTrigger {
    checkCall('KedaTrigger.cpu', { averagePercent });
    return new KedaTrigger(utilization('cpu', averagePercent));
  }

  /** Memory that the pods use, in percent of what they request. */
  public static memory(averagePercent: number): KedaTrigger {
    checkCall('KedaTrigger.memory', { averagePercent });
    return new KedaTrigger(utilization('memory', averagePercent));
  }

  private constructor(private readonly source: Source) {}

  /** @internal */
  public get _wakes(): boolean {
    return this.source.wakes;
  }

  /** @internal */
  public get _replicas(): number {
    return this.source.replicas ?? 0;
  }

  /** @internal */
  public _toKube(workload: IWorkload): ScaledObjectTrigger {
    return this.source.trigger(workload);
  }
}

function prometheus(query: string, metricType: string, options: PrometheusTriggerOptions): ScaledObjectTrigger {
  const { serverAddress, threshold, activationThreshold, authentication } = options;
  return {
    type: 'prometheus',
    metricType,
    metadata: {
      serverAddress,
      query,
      threshold: String(threshold),
      ...(activationThreshold !== undefined && { activationThreshold: String(activationThreshold) }),
    },
    ...(authentication !== undefined && { authenticationRef: { name: authentication } }),
  };
}

function utilization(type: string, percent: number): Source {
  if (!isCount(percent, 1)) {
    throw new Error(`${type} of ${percent} % is not a whole number from 1; write for example KedaTrigger.${type}(70)`);
  }
  return { trigger: () => ({ type, metricType: 'Utilization', metadata: { value: String(percent) } }), wakes: false };
}

function checkThresholds(of: string, options: PrometheusTriggerOptions): void {
  const { threshold, activationThreshold = 0, serverAddress, authentication } = options;
  if (!(threshold > 0) || !Number.isFinite(threshold)) {
    throw new Error(`threshold ${threshold} of ${of} is not positive; write what each pod should have, such as 10`);
  }
  if (!(activationThreshold >= 0)) {
    throw new Error(`activationThreshold ${activationThreshold} of ${of} is negative; write 0 or more`);
  }
  if (!URL.canParse(serverAddress)) {
    throw new Error(
      `serverAddress '${serverAddress}' is no URL; write for example http://prometheus-operated.monitoring:9090`,
    );
  }
  if (authentication !== undefined) {
    checkObjectName('authentication', authentication);
  }
}

/** Minute, hour, day, month and weekday, each of digits, names, ranges, lists and steps. */
const CRON = /^(?:[\d*/,-]+|[\dA-Za-z*/,-]+)(?: [\dA-Za-z*/,?-]+){4}$/;

/**
 * Schedule and time zone are read as the API server reads those of a CronJob: kedacore/keda pkg/scalers/cron_scaler.go
 * calls the same parser and `time.LoadLocation`.
 */
function checkCron({ timeZone, start, end, replicas }: CronTriggerOptions): void {
  const wrong = [start, end].find((text) => !CRON.test(text));
  if (wrong !== undefined) {
    throw new Error(`cron '${wrong}' does not have five fields; write for example '0 7 * * 1-5'`);
  }
  const refused = [start, end].find((text) => cronFault(text) !== undefined);
  if (refused !== undefined) {
    throw new Error(`cron '${refused}' ${cronFault(refused)}; write for example '0 7 * * 1-5'`);
  }
  if (start === end) {
    throw new Error(`cron '${start}' both begins and ends; write another end`);
  }
  if (!isCount(replicas, 1)) {
    throw new Error(`cron replicas ${replicas} is not a whole number from 1; write how many pods there are meanwhile`);
  }
  if (timeZoneFault(timeZone) !== undefined) {
    throw new Error(`time zone '${timeZone}' is not known; write such as 'Europe/Zurich' or 'Etc/UTC'`);
  }
}
