import { Construct } from 'constructs';
import { SecretKey, SecretSource } from '../workload/secret-source';
import { ExternalSecretSource } from './external-secret-source';
import { RemoteKey } from './remote-key';
import { SecretStoreReference } from './secret-store';
import { withPath } from '../../synthesis';
import { checkProps } from '../../kubernetes/shapes/check-shape';

/** Key of the Secret that a NIM reads. */
const API_KEY = 'NGC_API_KEY';

/** A line break at the end of the stored value would be part of the key, and NGC would refuse it. */
const KEY_TEMPLATE = '{{ .apiKey | trim }}';

/**
 * The user name is these very characters for every key:
 * https://docs.nvidia.com/ngc/gpu-cloud/ngc-private-registry-user-guide/
 */
const DOCKER_CONFIG_TEMPLATE = `{"auths":{"nvcr.io":{"username":"$oauthtoken","password":"${KEY_TEMPLATE}","auth":"{{ printf "$oauthtoken:%s" (.apiKey | trim) | b64enc }}"}}}`;

/**
 * Properties of `NgcExternalSecrets`.
 */
export interface NgcExternalSecretsProps {
  /** Where the NGC API key is. */
  readonly store: SecretStoreReference;

  /** The NGC API key in the store. */
  readonly remoteKey: RemoteKey;

  /**
   * Name of the pull secret for nvcr.io.
   *
   * @default 'ngc-secret' which is what a NIM expects
   */
  readonly pullSecretName?: string;

  /**
   * Name of the Secret with the key `NGC_API_KEY`.
   *
   * @default 'nvidia-ngc-secret' which is what a NIM expects
   */
  readonly apiKeySecretName?: string;
}

/**
 * Both Secrets that a NIM needs, made by External Secrets Operator from one NGC API key in the namespace of the chart:
 * pull secrets do not reach across namespaces.
 */
export class NgcExternalSecrets extends Construct {
  /** For `imagePullSecrets`. */
  public readonly pullSecret: SecretSource;

  /** For `apiKey`. */
  public readonly apiKey: SecretKey;

  /** @throws when the chart has no namespace, or a name is not a Kubernetes object name */
  constructor(scope: Construct, id: string, props: NgcExternalSecretsProps) {
    super(scope, id);
    withPath(this, () => checkProps('NgcExternalSecretsProps', props));
    const { store, remoteKey } = props;
    const values = { apiKey: remoteKey };
    this.pullSecret = new ExternalSecretSource(this, 'PullSecret', {
      name: props.pullSecretName ?? 'ngc-secret',
      store,
      values,
      type: 'kubernetes.io/dockerconfigjson',
      template: { '.dockerconfigjson': DOCKER_CONFIG_TEMPLATE },
    }).secret;
    this.apiKey = new ExternalSecretSource(this, 'ApiKey', {
      name: props.apiKeySecretName ?? 'nvidia-ngc-secret',
      store,
      values,
      template: { [API_KEY]: KEY_TEMPLATE },
    }).key(API_KEY);
  }
}
