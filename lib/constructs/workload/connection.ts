import { Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { EnvValue } from './env-value';
import { SecretSource } from './secret-source';
import { IWorkload } from './workload-interface';
import { WorkloadPort } from './workload-port';

/**
 * Options for `connectTo`.
 */
export interface ConnectionOptions {
  /** Environment variable of the caller that holds the URL of the callee. */
  readonly env: string;

  /**
   * Name of the callee's port.
   *
   * @default - the first port on the callee's Service
   */
  readonly port?: string;

  /**
   * Path at the end of the URL, such as `/v1`.
   *
   * @default - none
   */
  readonly path?: string;

  /**
   * Environment variable of the caller that holds the API key which the callee asks for.
   *
   * @default - the key is not passed on
   */
  readonly credentialEnv?: string;
}

/**
 * One workload calls another: the one fact from which URL, network policies, order and diagram are made.
 */
export class Connection {
  /** Environment variable of the caller that holds the URL. */
  public readonly env: string;

  /** Port of the callee. */
  public readonly port: WorkloadPort;

  /** URL of the callee inside the cluster. */
  public readonly url: string;

  /**
   * Only `connectTo` makes connections: it also opens the network policies.
   *
   * @throws when the callee has no such port on its Service, asks for no API key, or is in a namespace that is not
   * known @internal
   */
  public static _between(caller: IWorkload, callee: IWorkload, options: ConnectionOptions): Connection {
    return new Connection(caller, callee, options);
  }

  private constructor(
    /** Who calls. */
    public readonly caller: IWorkload,
    /** Who is called. */
    public readonly callee: IWorkload,
    options: ConnectionOptions,
  ) {
    this.env = options.env;
    this.port = findPort(callee, options.port);
    checkReachable(caller, callee);
    if (options.path !== undefined && !options.path.startsWith('/')) {
      throw new Error(
        `path '${options.path}' of the connection to ${callee.node.path} is not absolute; write '/${options.path}'`,
      );
    }
    this.url = `${callee.url(this.port)}${options.path ?? ''}`;
    caller.addEnv(options.env, EnvValue.literal(this.url));
    if (options.credentialEnv !== undefined) {
      if (!callee.credential) {
        throw new Error(
          `${callee.node.path} asks for no API key, so there is none for ${options.credentialEnv}; give it an apiKey, or leave credentialEnv out`,
        );
      }
      if (caller.namespace !== callee.namespace) {
        SecretSource.inNamespace(callee.credential.secret.name, callee.namespace ?? '')._checkUsableFrom(
          caller.namespace,
        );
      }
      caller.addEnv(options.credentialEnv, EnvValue.fromSecret(callee.credential));
    }
  }
}

/** Either end of a connection. */
type Place = Pick<IWorkload, 'node' | 'namespace'>;

/**
 * A Service of no known namespace can only be named from pods of the same.
 *
 * @throws when it is to be named from others @internal
 */
export function checkReachable(caller: Place, callee: Place): void {
  const unknown = [caller, callee].find((workload) => workload.namespace === undefined);
  if (unknown && caller.namespace !== callee.namespace) {
    throw new Error(
      `the connection to ${callee.node.path} crosses namespaces, and the chart of ${unknown.node.path} has none; ` +
        `write new Chart(app, 'id', { namespace: 'my-namespace' })`,
    );
  }
}

/**
 * A port on the Service of a workload, by default the first.
 *
 * @throws when there is none @internal
 */
export function findPort(callee: IWorkload, name?: string): WorkloadPort {
  const offered = callee.ports.filter((port) => port.servicePort !== undefined);
  const port = name === undefined ? offered[0] : offered.find((candidate) => candidate.name === name);
  if (!port) {
    const wanted = name === undefined ? 'port' : `port '${name}'`;
    const names = offered.map((p) => `'${p.name}'`).join(', ') || 'none';
    throw new Error(`${callee.node.path} has no ${wanted} on its Service; it offers ${names}`);
  }
  return port;
}

/** Namespaces of the charts of an app. @internal */
export function namespacesOf(scope: IConstruct): string[] {
  return scope.node.root.node.findAll().flatMap((each) => (Chart.isChart(each) && each.namespace) || []);
}
