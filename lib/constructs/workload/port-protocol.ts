import { checkCall } from '../../kubernetes/shapes/check-shape';

/**
 * Options for `PortProtocol.custom`.
 */
export interface PortProtocolOptions {
  /**
   * Whether the protocol is carried by UDP.
   *
   * @default false
   */
  readonly udp?: boolean;
}

/**
 * What is spoken on a port: the scheme of URLs to it, and whether TCP or UDP carries it.
 */
export class PortProtocol {
  /** HTTP without TLS. */
  public static readonly HTTP = new PortProtocol('http', 'TCP');
  /** HTTP over TLS. */
  public static readonly HTTPS = new PortProtocol('https', 'TCP');
  /** gRPC without TLS. */
  public static readonly GRPC = new PortProtocol('grpc', 'TCP');
  /** Whatever else is carried by TCP. */
  public static readonly TCP = new PortProtocol('tcp', 'TCP');
  /** Whatever else is carried by UDP. */
  public static readonly UDP = new PortProtocol('udp', 'UDP');
  /** The protocol of Redis and Valkey. */
  public static readonly REDIS = new PortProtocol('redis', 'TCP');
  /** The protocol of PostgreSQL. */
  public static readonly POSTGRESQL = new PortProtocol('postgresql', 'TCP');
  /** The protocol of RabbitMQ. */
  public static readonly AMQP = new PortProtocol('amqp', 'TCP');
  /** The protocol of NATS. */
  public static readonly NATS = new PortProtocol('nats', 'TCP');

  /**
   * Another protocol.
   *
   * @param scheme of URLs, such as `mongodb`
   * @throws when it is no scheme of RFC 3986
   */
  public static custom(scheme: string, options: PortProtocolOptions = {}): PortProtocol {
    checkCall('PortProtocol.custom', { scheme, options });
    if (!/^[a-z][a-z0-9+.-]*$/.test(scheme)) {
      throw new Error(`protocol '${scheme}' is no scheme of a URL; write lower-case letters, such as 'mongodb'`);
    }
    return new PortProtocol(scheme, options.udp ? 'UDP' : 'TCP');
  }

  private constructor(
    /** Scheme of URLs. */
    public readonly scheme: string,
    /** `TCP` or `UDP`, as Services and network policies name it. */
    public readonly transport: string,
  ) {}

  /** Whether a GET can be asked for on such a port. */
  public get isHttp(): boolean {
    return this.scheme === 'http' || this.scheme === 'https';
  }
}
