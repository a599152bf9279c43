import { Construct } from 'constructs';
import { SealedSecret } from '../../../imports/bitnami.com';
import { syncAnnotations } from '../gitops/sync-waves';
import { constructError } from '../../synthesis';
import { OperatorSecret } from './operator-secret';
import { checkProps } from '../../kubernetes/shapes/check-shape';

/** Bytes of the shortest RSA key with which a session key is sealed (2048 bits). */
const SHORTEST_SESSION_KEY = 256;

/** Bytes that AES-GCM adds to the value. */
const AUTHENTICATION_TAG = 16;

/**
 * Properties of `SealedSecretSource`.
 */
export interface SealedSecretSourceProps {
  /** What `kubeseal` printed under `encryptedData`, by key. A value is sealed for one name and one namespace. */
  readonly encryptedData: { readonly [key: string]: string };

  /**
   * Name of the Secret and of the SealedSecret.
   *
   * @default - the id of the construct
   */
  readonly name?: string;

  /**
   * Type of the Secret, such as `kubernetes.io/dockerconfigjson` for a pull secret.
   *
   * @default 'Opaque'
   */
  readonly type?: string;
}

/**
 * A Secret that the Sealed Secrets controller decrypts in the cluster; only the encrypted values are in the manifest:
 * https://github.com/bitnami-labs/sealed-secrets
 */
export class SealedSecretSource extends OperatorSecret {
  /** @throws when a value is not sealed, there is none, or the chart has no namespace */
  constructor(scope: Construct, id: string, props: SealedSecretSourceProps) {
    checkProps('SealedSecretSourceProps', props, `${scope.node.path}/${id}`);
    super(scope, id, props.name ?? id, Object.keys(props.encryptedData));
    const readable = Object.keys(props.encryptedData).find((key) => !isSealed(props.encryptedData[key]));
    if (readable !== undefined) {
      // The value itself may be the secret, and must not get into a log.
      throw constructError(
        this,
        `the value of key '${readable}' is not sealed and would be published; ` +
          'write what kubeseal prints under encryptedData',
      );
    }
    const { name, namespace } = this.secret;
    this.node.defaultChild = new SealedSecret(this, 'SealedSecret', {
      metadata: { name, namespace, annotations: syncAnnotations('SealedSecret') },
      spec: { encryptedData: props.encryptedData, template: { type: props.type ?? 'Opaque' } },
    });
  }
}

/**
 * Whether a value has the form that kubeseal writes: the length of the encrypted session key in two bytes, that key,
 * and the encrypted value (https://github.com/bitnami-labs/sealed-secrets/blob/main/pkg/crypto/crypto.go).
 */
function isSealed(value: string): boolean {
  const bytes = Buffer.from(value, 'base64');
  if (bytes.toString('base64') !== value || bytes.length < 2) {
    return false;
  }
  const sessionKey = bytes.readUInt16BE(0);
  return sessionKey >= SHORTEST_SESSION_KEY && bytes.length >= 2 + sessionKey + AUTHENTICATION_TAG;
}
