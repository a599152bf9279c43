import { Construct } from 'constructs';
import { ExternalSecret, ExternalSecretTemplate } from '../../../imports/external-secrets.io';
import { syncAnnotations } from '../gitops/sync-waves';
import { OperatorSecret } from './operator-secret';
import { RemoteKey } from './remote-key';
import { SecretStoreReference } from './secret-store';

import { checkProps } from '../../kubernetes/shapes/check-shape';

/** How often the operator looks for a new value, in the form in which the operator writes a duration. */
const REFRESH_INTERVAL = '1h0m0s';

/**
 * The defaults that the API server writes into each item of the list. Argo CD compares this list as a whole, so that
 * left out they would be a difference for ever (https://github.com/external-secrets/external-secrets/issues/6797).
 */
const REMOTE_REF_DEFAULTS = { conversionStrategy: 'Default', decodingStrategy: 'None', metadataPolicy: 'None' };

/**
 * Properties of `ExternalSecretSource`.
 */
export interface ExternalSecretSourceProps {
  /** Where the values are. */
  readonly store: SecretStoreReference;

  /** Values by the key they get in the Secret, or by the variable that `template` uses. */
  readonly values: { readonly [key: string]: RemoteKey };

  /**
   * Go templates by the key they get in the Secret, such as `{ url: 'https://{{ .user }}@example.com' }`.
   *
   * @default - the values as they are
   */
  readonly template?: { readonly [key: string]: string };

  /**
   * Type of the Secret, such as `kubernetes.io/dockerconfigjson` for a pull secret.
   *
   * @default 'Opaque'
   */
  readonly type?: string;

  /**
   * Name of the Secret and of the ExternalSecret.
   *
   * @default - the id of the construct
   */
  readonly name?: string;
}

/**
 * A Secret that External Secrets Operator makes in the namespace of the chart, and looks up again every hour:
 * https://external-secrets.io/latest/api/externalsecret/
 */
export class ExternalSecretSource extends OperatorSecret {
  /** @throws when there are no keys, one is not valid, or the chart has no namespace */
  constructor(scope: Construct, id: string, props: ExternalSecretSourceProps) {
    checkProps('ExternalSecretSourceProps', props, `${scope.node.path}/${id}`);
    super(scope, id, props.name ?? id, Object.keys(props.template ?? props.values));
    const { name, namespace } = this.secret;
    this.node.defaultChild = new ExternalSecret(this, 'ExternalSecret', {
      metadata: { name, namespace, annotations: syncAnnotations('ExternalSecret') },
      spec: {
        refreshInterval: REFRESH_INTERVAL,
        secretStoreRef: { kind: props.store.kind, name: props.store.name },
        // A value that is gone from the store must not take the Secret away from pods that run.
        target: { name, creationPolicy: 'Owner', deletionPolicy: 'Retain', template: templateOf(props) },
        data: Object.entries(props.values).map(([secretKey, { key, property }]) => ({
          secretKey,
          remoteRef: { key, property, ...REMOTE_REF_DEFAULTS },
        })),
      },
    });
  }
}

function templateOf({ type, template, values }: ExternalSecretSourceProps): ExternalSecretTemplate | undefined {
  if (type === undefined && template === undefined) {
    return undefined;
  }
  const data = template ?? Object.fromEntries(Object.keys(values).map((key) => [key, `{{ index . "${key}" }}`]));
  return { type: type ?? 'Opaque', engineVersion: 'v2', mergePolicy: 'Replace', data };
}
