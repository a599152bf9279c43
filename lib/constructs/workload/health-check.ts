import { Probe } from '../../../imports/kubernetes';
import { PROBE_TIMEOUT_SECONDS, StartupBudget } from './startup-budget';
import { checkCall } from '../../kubernetes/shapes/check-shape';

/**
 * The question a probe asks a container.
 */
export class HealthCheck {
  /**
   * `GET` a path; any status from 200 to 399 is healthy.
   *
   * @param path starts with `/`
   * @param port name of the container port; by default the first port of the workload
   * @throws when the path does not start with `/`
   */
  public static httpGet(path: string, port?: string): HealthCheck {
    checkCall('HealthCheck.httpGet', { path, port });
    if (!path.startsWith('/')) {
      throw new Error(`health check path '${path}' is not absolute; write '/${path}'`);
    }
    return new HealthCheck((defaultPort) => ({
      httpGet: { path, port: port ?? defaultPort },
    }));
  }

  /**
   * Open a TCP connection. Says that something listens, not that it serves.
   *
   * @param port name of the container port; by default the first port of the workload
   */
  public static tcp(port?: string): HealthCheck {
    checkCall('HealthCheck.tcp', { port });
    return new HealthCheck((defaultPort) => ({ tcpSocket: { port: port ?? defaultPort } }));
  }

  /**
   * Run a command in the container; exit code 0 is healthy.
   *
   * @throws when the command is empty
   */
  public static exec(command: string[]): HealthCheck {
    checkCall('HealthCheck.exec', { command });
    if (command.length === 0) {
      throw new Error("health check command is empty; write a command such as ['pg_isready']");
    }
    return new HealthCheck(() => ({ exec: { command } }));
  }

  private constructor(private readonly handler: (defaultPort: string) => Probe) {}

  /** @internal */
  public _toKube(defaultPort: string, timing: ProbeTiming): Probe {
    return { ...this.handler(defaultPort), timeoutSeconds: PROBE_TIMEOUT_SECONDS, ...timing };
  }
}

/** @internal */
export interface ProbeTiming {
  readonly periodSeconds: number;
  readonly failureThreshold: number;
  readonly timeoutSeconds?: number;
}

/** Ready within two periods, taken out of the Service after three failures. @internal */
export const READINESS_TIMING: ProbeTiming = { periodSeconds: 10, failureThreshold: 3 };

/** Slow to restart a container that already serves: a restart costs a whole start. @internal */
export const LIVENESS_TIMING: ProbeTiming = { periodSeconds: 30, failureThreshold: 5, timeoutSeconds: 10 };

/**
 * Liveness and readiness are held off until this probe has succeeded once, so that neither needs an initial delay.
 * @internal
 */
export function startupTiming(budget: StartupBudget): ProbeTiming {
  return { periodSeconds: budget.periodSeconds, failureThreshold: budget.failureThreshold };
}

/** Seconds after its start until a container can have been found ready. @internal */
export const READINESS_SECONDS = READINESS_TIMING.periodSeconds + PROBE_TIMEOUT_SECONDS;
