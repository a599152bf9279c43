import { addressOf, blockOf, HostPlace, placeOf } from '../../kubernetes/host';
import { checkObjectName, checkServiceName } from '../../kubernetes/names';
import { credentialIn } from '../../kubernetes/secret-forms';
import { checkCall, checkProps } from '../../kubernetes/shapes/check-shape';
import { defaultPort } from '../../kubernetes/url-scheme';
import { UserError } from '../../util/user-error';
import { withUsersLine } from '../../util/users-line';
import { Egress } from './egress';
import { EnvValue } from './env-value';
import { InClusterEndpointProps } from './in-cluster-endpoint-props';
import { NetworkPeer } from './network-peer';
import { SecretKey } from './secret-source';

/**
 * Properties of `ExternalEndpoint`.
 */
export interface ExternalEndpointProps {
  /**
   * URL such as `https://integrate.api.nvidia.com` or `postgresql://db.example.com/papers`; its port, or that of its
   * scheme, is opened in the network policy.
   */
  readonly url: string;

  /**
   * API key or password that callers must send, a Secret in their namespace.
   *
   * @default - none
   */
  readonly apiKey?: SecretKey;

  /**
   * Way to the endpoint.
   *
   * @default - Egress.internet() on the port of the URL; Egress.cidr() of the address where the host is a public one
   */
  readonly egress?: Egress;
}

/**
 * Options for `connectToExternal`.
 */
export interface ExternalConnectionOptions {
  /** Environment variable of the caller that holds the URL. */
  readonly env: string;

  /**
   * Environment variable of the caller that holds the API key.
   *
   * @default - the key is not passed on
   */
  readonly credentialEnv?: string;
}

/**
 * A service outside this app that workloads call: a hosted model API, a database of another team.
 */
export class ExternalEndpoint {
  /**
   * A Service of the cluster that is none of this app: a database of another team, a Helm release, kube-system.
   *
   * @throws when a name or a port is not valid
   */
  public static inCluster(props: InClusterEndpointProps): ExternalEndpoint {
    checkCall('ExternalEndpoint.inCluster', { props });
    const { scheme = 'http', service, namespace, port, containerPort = port, podLabels, path = '' } = props;
    const host = `${checkServiceName('service', service)}.${checkObjectName('namespace', namespace)}`;
    if (path !== '' && !path.startsWith('/')) {
      throw new Error(`path '${path}' of ${host} is not absolute; write '/${path}'`);
    }
    const peer = podLabels ? NetworkPeer.pods(podLabels, namespace) : NetworkPeer.namespace(namespace);
    return new ExternalEndpoint({
      url: `${scheme}://${host}.svc.cluster.local:${port}${path}`,
      apiKey: props.apiKey,
      egress: Egress.to(peer, containerPort),
    });
  }

  /** URL without a slash at the end. */
  public readonly url: string;
  /** API key that callers must send; undefined when there is none. */
  public readonly apiKey?: SecretKey;
  /** Way to the endpoint. */
  public readonly egress: Egress;

  /**
   * @throws when the URL has no host or no known port, contains a password or a key, or leads where its way out does
   * not
   */
  constructor(props: ExternalEndpointProps) {
    const { url, apiKey, egress } = withUsersLine(ExternalEndpoint, () => resolved(props));
    this.url = url;
    this.apiKey = apiKey;
    this.egress = egress;
  }

  /**
   * Variables of a caller.
   *
   * @throws when the API key is asked for, and there is none
   * @internal
   */
  public _environment({ env, credentialEnv }: ExternalConnectionOptions): [string, EnvValue][] {
    if (credentialEnv !== undefined && !this.apiKey) {
      throw new Error(`${this.url} asks for no API key, so there is none for ${credentialEnv}; ` +
        'give the endpoint an apiKey, or leave credentialEnv out');
    }
    const url: [string, EnvValue] = [env, EnvValue.literal(this.url)];
    return credentialEnv === undefined ? [url] : [url, [credentialEnv, EnvValue.fromSecret(this.apiKey!)]];
  }

  /**
   * Checks that the host is no Service of a namespace of this app by its short name.
   *
   * @throws when it is
   * @internal
   */
  public _checkOutside(namespaces: string[]): void {
    const { host, port } = parseUrl(this.url);
    const [, namespace, ...others] = host.split('.');
    if (others.length === 0 && namespaces.includes(namespace) && this.egress._misses(HostPlace.CLUSTER)) {
      refusePlace(HostPlace.CLUSTER, host, port, this.url);
    }
  }
}

/** The same with its usual way out, checked. */
function resolved(props: ExternalEndpointProps): ExternalEndpointProps & { readonly egress: Egress } {
  checkProps('ExternalEndpointProps', props);
  const { host, port } = parseUrl(props.url);
  const place = placeOf(host);
  const address = addressOf(host);
  const url = props.url.replace(/\/+$/, '');
  const usual = address !== undefined && place === HostPlace.PUBLIC
    ? Egress.cidr(blockOf(address), port)
    : Egress.internet(port);
  const egress = props.egress ?? usual;
  if (egress._misses(place)) {
    refusePlace(place, host, port, url);
  }
  return { url, apiKey: props.apiKey, egress };
}

function parseUrl(text: string): { host: string; port: number } {
  const [, scheme = ''] = /^([a-z][a-z0-9+.-]*):\/\/[^/]/i.exec(text) ?? [];
  // Only of the schemes of the web does a host become lower case, and an address its usual form.
  const url = scheme !== '' && URL.canParse(text) ? new URL(text) : undefined;
  const web = url && `http:${text.slice(scheme.length + 1)}`;
  if (!url || !web || !URL.canParse(web)) {
    throw new Error(`url '${text}' is not a URL with a host; write for example https://integrate.api.nvidia.com`);
  }
  const isWeb = /^https?$/i.test(scheme);
  if ((isWeb && url.username) || url.password || credentialIn(text) !== undefined) {
    throw new Error(
      `url with the host '${url.host}' contains a ${url.password ? 'password' : 'key'}, which everybody could read; write apiKey: SecretSource.existing('my-secret').key('key')`,
    );
  }
  if (url.host.includes(',') || url.port === '0') {
    const what = url.port === '0' ? 'the port 0, which is none' : 'several hosts';
    throw new UserError(undefined, `url '${text}' has ${what}`, 'write one host, and its port from 1 to 65535');
  }
  const port = url.port === '' ? defaultPort(scheme.toLowerCase()) : Number(url.port);
  if (port === undefined) {
    throw new Error(
      `url '${text}' names no port, and ${scheme} has no usual one; write for example ${scheme}://${url.hostname}:8443`,
    );
  }
  return { host: new URL(web).hostname.replace(/\.$/, ''), port };
}

/** @throws that a host is no place that the internet is the way to, and which call is */
function refusePlace(place: HostPlace, host: string, port: number, url: string): never {
  const [where, remedy] = wayTo(place, host, port, url);
  throw new UserError(undefined, `url '${url}' leads ${where}`, `write ${remedy}`);
}

function wayTo(place: HostPlace, host: string, port: number, url: string): [where: string, remedy: string] {
  const [service, namespace = 'its-namespace'] = host.split('.');
  const address = addressOf(host);
  switch (place) {
    case HostPlace.CLUSTER:
      return [
        'to a Service of the cluster, which a way to the internet does not reach',
        `ExternalEndpoint.inCluster({ service: '${service}', namespace: '${namespace}', port: ${port} }), ` +
        'or connectTo() where it is a workload of this app',
      ];
    case HostPlace.LOOPBACK:
      return ['into the pod, which needs no way out', `env: { MY_URL: EnvValue.literal('${url}') }`];
    default:
      return [
        'to a private network, which a way to the internet leaves out',
        `egress: Egress.cidr('${address === undefined ? '10.20.0.0/16' : blockOf(address)}', ${port})`,
      ];
  }
}
