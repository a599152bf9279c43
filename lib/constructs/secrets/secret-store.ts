import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { SecretStore } from '../../../imports/external-secrets.io';
import { syncAnnotations } from '../gitops/sync-waves';
import { constructError, withPath } from '../../synthesis';
import { checkObjectName } from '../../kubernetes/names';
import { checkCall, checkProps } from '../../kubernetes/shapes/check-shape';

/**
 * Where External Secrets Operator reads values: a store that exists, or one of this app.
 */
export class SecretStoreReference {
  /**
   * A `SecretStore` in the namespace of the secret that uses it.
   *
   * @throws when the name is not a Kubernetes object name
   */
  public static secretStore(name: string): SecretStoreReference {
    checkCall('SecretStoreReference.secretStore', { name });
    return new SecretStoreReference('SecretStore', checkObjectName('secret store', name));
  }

  /**
   * A `ClusterSecretStore`, which all namespaces can use.
   *
   * @throws when the name is not a Kubernetes object name
   */
  public static clusterSecretStore(name: string): SecretStoreReference {
    checkCall('SecretStoreReference.clusterSecretStore', { name });
    return new SecretStoreReference('ClusterSecretStore', checkObjectName('cluster secret store', name));
  }

  private constructor(
    /** `SecretStore` or `ClusterSecretStore`. */
    public readonly kind: string,
    /** Name of the store. */
    public readonly name: string,
  ) {}
}

/**
 * Properties of `AwsSecretStore`.
 */
export interface AwsSecretStoreProps {
  /** Region of the secrets, such as `us-east-2`. */
  readonly region: string;

  /**
   * Name of the SecretStore.
   *
   * @default - the id of the construct
   */
  readonly name?: string;

  /**
   * Name of a ServiceAccount of the namespace whose IAM role (IRSA) may read the secrets.
   *
   * @default - the role of the operator itself, such as by an EKS Pod Identity association
   */
  readonly serviceAccountName?: string;
}

/**
 * A `SecretStore` of External Secrets Operator for AWS Secrets Manager, without keys:
 * https://external-secrets.io/latest/provider/aws-secrets-manager/
 */
export class AwsSecretStore extends Construct {
  /** What secrets name. */
  public readonly reference: SecretStoreReference;

  /** @throws when the region is none, or a name is not a Kubernetes object name */
  constructor(scope: Construct, id: string, props: AwsSecretStoreProps) {
    super(scope, id);
    withPath(this, () => checkProps('AwsSecretStoreProps', props));
    const { region, serviceAccountName } = props;
    if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) {
      throw constructError(this, `region '${region}' is not an AWS region; write for example us-east-2`);
    }
    this.reference = withPath(this, () => SecretStoreReference.secretStore(props.name ?? id));
    const auth =
      serviceAccountName === undefined
        ? undefined
        : {
            jwt: {
              serviceAccountRef: {
                name: withPath(this, () => checkObjectName('serviceAccountName', serviceAccountName)),
              },
            },
          };
    this.node.defaultChild = new SecretStore(this, 'SecretStore', {
      metadata: {
        name: this.reference.name,
        namespace: Chart.of(this).namespace,
        annotations: syncAnnotations('SecretStore'),
      },
      spec: { provider: { aws: { service: 'SecretsManager', region, auth } } },
    });
  }
}
