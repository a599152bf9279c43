import { Probe } from '../../../imports/kubernetes';
import { checkCall } from '../../kubernetes/shapes/check-shape';
import { HealthCheckTiming } from './health-check-timing';
import { checkedTiming, ProbeTiming } from './probe-timing';
import { PROBE_TIMEOUT_SECONDS } from './startup-budget';
import { WorkloadPort } from './workload-port';

/** What is asked, once the ports are known; undefined where nothing is. */
type Handler = (ports: readonly WorkloadPort[]) => Probe | undefined;

/**
 * The question a probe asks a container, or the reason why there is none to ask.
 */
export class HealthCheck {
  /**
   * `GET` a path; any status from 200 to 399 is healthy. A port whose protocol is HTTPS is asked over TLS; its
   * certificate is not verified.
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
    return new HealthCheck((ports) => {
      const { name, protocol } = portOf(ports, port);
      const scheme = protocol.scheme === 'https' ? { scheme: 'HTTPS' } : {};
      return { httpGet: { path, port: name, ...scheme } };
    });
  }

  /**
   * Ask `grpc.health.v1.Health`, without TLS: https://github.com/grpc/grpc/blob/v1.60.0/doc/health-checking.md
   *
   * @param port name of the container port; by default the first port of the workload
   * @param service that is asked for; by default the server as a whole
   */
  public static grpc(port?: string, service?: string): HealthCheck {
    checkCall('HealthCheck.grpc', { port, service });
    return new HealthCheck((ports) => ({ grpc: { port: portOf(ports, port).containerPort, service } }));
  }

  /**
   * Open a TCP connection. Says that something listens, not that it serves.
   *
   * @param port name of the container port; by default the first port of the workload
   */
  public static tcp(port?: string): HealthCheck {
    checkCall('HealthCheck.tcp', { port });
    return new HealthCheck((ports) => ({
      tcpSocket: { port: portOf(ports, port).name },
    }));
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

  /**
   * Ask nothing: a pod counts as ready from the moment its containers run. The reason is written into the manifest.
   *
   * @param reason such as 'the image has no health endpoint'
   * @throws when there is no reason
   */
  public static none(reason: string): HealthCheck {
    checkCall('HealthCheck.none', { reason });
    if (reason.trim().length < 5) {
      throw new Error(
        `HealthCheck.none has the reason '${reason}'; write why nothing can be asked, such as 'the image has no health endpoint'`,
      );
    }
    return new HealthCheck(() => undefined, {}, reason.trim());
  }

  private constructor(
    private readonly handler: Handler,
    private readonly timing: Partial<ProbeTiming> = {},
    /** Why nothing is asked; undefined where something is. */
    public readonly reasonForNone?: string,
  ) {}

  /**
   * The same, asked at other times.
   *
   * @throws when a time is not a whole number of seconds from 1, or a threshold no whole number from 1
   */
  public withTiming(timing: HealthCheckTiming): HealthCheck {
    checkCall('HealthCheck#withTiming', { timing });
    if (this.reasonForNone !== undefined) {
      throw new Error('HealthCheck.none asks nothing, so that it has no timing; leave withTiming out');
    }
    return new HealthCheck(this.handler, { ...this.timing, ...checkedTiming(timing) });
  }

  /** The same question with the time for an answer alone, for a startup probe. @internal */
  public get _question(): HealthCheck {
    const { timeoutSeconds } = this.timing;
    return new HealthCheck(this.handler, timeoutSeconds === undefined ? {} : { timeoutSeconds }, this.reasonForNone);
  }

  /** What of its timing is given. @internal */
  public get _timing(): Partial<ProbeTiming> {
    return this.timing;
  }

  /** @internal */
  public _toKube(ports: readonly WorkloadPort[], defaults: ProbeTiming): Probe | undefined {
    const question = this.handler(ports);
    return question && { ...question, timeoutSeconds: PROBE_TIMEOUT_SECONDS, ...defaults, ...this.timing };
  }
}

function portOf(ports: readonly WorkloadPort[], name: string | undefined): WorkloadPort {
  const port = name === undefined ? ports[0] : ports.find((candidate) => candidate.name === name);
  if (!port) {
    const remedy = ports.length > 0 ? `it has ${ports.map((each) => `'${each.name}'`).join(', ')}`
      : 'it has none; write HealthCheck.exec([...]), or give it ports';
    const wanted = name === undefined ? 'a port' : `port '${name}'`;
    throw new Error(`health check asks ${wanted}, which the container does not have; ${remedy}`);
  }
  return port;
}
