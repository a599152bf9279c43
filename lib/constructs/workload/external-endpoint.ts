import { credentialIn } from '../../kubernetes/secret-forms';
import { Egress } from './egress';
import { SecretKey } from './secret-source';
import { checkProps } from '../../kubernetes/shapes/check-shape';

/**
 * Properties of `ExternalEndpoint`.
 */
export interface ExternalEndpointProps {
  /**
   * URL such as `https://integrate.api.nvidia.com`; its port, or that of its scheme, is opened in the network policy.
   */
  readonly url: string;

  /**
   * API key that callers must send, a Secret in their namespace.
   *
   * @default - none
   */
  readonly apiKey?: SecretKey;

  /**
   * Way out of the cluster to the endpoint.
   *
   * @default - Egress.internet() on the port of the URL
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
 * A service outside the cluster that workloads call, such as a hosted model API.
 */
export class ExternalEndpoint {
  /** URL without a slash at the end. */
  public readonly url: string;
  /** API key that callers must send; undefined when there is none. */
  public readonly apiKey?: SecretKey;
  /** Way out of the cluster to the endpoint. */
  public readonly egress: Egress;

  /**
   * @throws when the URL is not an http or https URL, or contains a user, a password or a key
   */
  constructor(props: ExternalEndpointProps) {
    checkProps('ExternalEndpointProps', props);
    const url = parseUrl(props.url);
    this.url = props.url.replace(/\/+$/, '');
    this.apiKey = props.apiKey;
    this.egress = props.egress ?? Egress.internet(Number(url.port) || (url.protocol === 'https:' ? 443 : 80));
  }
}

function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new Error(`url '${text}' is not an http or https URL; write for example https://integrate.api.nvidia.com`);
  }
  if (url.username || url.password || credentialIn(text) !== undefined) {
    throw new Error(
      `url with the host '${url.host}' contains a ${url.password ? 'password' : 'key'}, which everybody could read; write apiKey: SecretSource.existing('my-secret').key('key')`,
    );
  }
  return url;
}
