import { IConstruct } from 'constructs';
import { configMapOf } from './config-map-reference';
import { ConfigMapKeySelector, EnvFromSource, EnvVar, EnvVarSource } from '../../../imports/kubernetes';
import { checkEnvName } from '../../kubernetes/names';
import { refuseSecretLiteral } from './secret-guard';
import { SecretKey, SecretSource } from './secret-source';
import { checkCall } from '../../kubernetes/shapes/check-shape';

/**
 * cdk8s writes such a text without quotes, because YAML 1.1 has no such number; kubectl reads it as one, and refuses
 * the object.
 */
const OCTAL_OF_YAML_1_2 = /^[-+]?0o[0-7_]+$/;

/**
 * The value of one environment variable.
 */
export class EnvValue {
  /**
   * A text. `$(NAME)` in it is replaced by the value of another variable of the same container, as Kubernetes does.
   *
   * Secrets are refused when the variable is set, because rendered manifests are read by everybody.
   */
  public static literal(value: string): EnvValue {
    checkCall('EnvValue.literal', { value });
    return new EnvValue((name) => {
      refuseSecretLiteral(name, value);
      return text(name, value);
    }, value);
  }

  /**
   * A text that looks like a secret and is none: a dummy key for a server that asks for none, a number of tokens.
   *
   * @param reason why everybody may read it; it is written into the manifest, for whoever checks that
   * @throws when there is no reason, or a semicolon in it
   */
  public static notSecret(value: string, reason: string): EnvValue {
    checkCall('EnvValue.notSecret', { value, reason });
    if (typeof reason !== 'string' || reason.trim().length < 5 || reason.includes(';')) {
      throw new Error(
        `EnvValue.notSecret has the reason '${String(reason)}'; write why everybody may read the value, such as 'the server accepts any key'`,
      );
    }
    return new EnvValue((name) => text(name, value), value, undefined, undefined, reason.trim());
  }

  /** The value of a key of a Secret in the namespace of the workload. */
  public static fromSecret(key: SecretKey): EnvValue {
    checkCall('EnvValue.fromSecret', { key });
    return new EnvValue(() => ({ valueFrom: { secretKeyRef: key._toKube() } }), '', undefined, key.secret);
  }

  /**
   * The value of a key of a ConfigMap. When one of the app changes, the pods are replaced.
   *
   * @param configMap of the app, or `kplus.ConfigMap.fromConfigMapName(scope, id, name)`
   */
  public static fromConfigMap(configMap: IConstruct, key: string): EnvValue {
    checkCall('EnvValue.fromConfigMap', { configMap, key });
    const reference = (): ConfigMapKeySelector => ({ name: configMapOf(configMap).name, key });
    return new EnvValue(() => ({ valueFrom: { configMapKeyRef: reference() } }), '', configMap);
  }

  /**
   * A field of the pod.
   *
   * @param fieldPath for example `metadata.name` or `status.podIP`
   */
  public static fromField(fieldPath: string): EnvValue {
    checkCall('EnvValue.fromField', { fieldPath });
    return new EnvValue(() => ({ valueFrom: { fieldRef: { fieldPath } } }));
  }

  private constructor(
    private readonly source: (name: string) => { value?: string; valueFrom?: EnvVarSource },
    private readonly text: string = '',
    /** @internal */
    public readonly _configMap?: IConstruct,
    /** @internal */
    public readonly _secret?: SecretSource,
    /** Why it is no secret, though it looks like one. @internal */
    public readonly _notSecret?: string,
  ) {}

  /** Names that `$(NAME)` in the value refers to. @internal */
  public get _references(): string[] {
    return [...this.text.matchAll(/\$\$|\$\(([^)]+)\)/g)].flatMap((match) => match[1] ?? []);
  }

  /** @internal */
  public _toKube(name: string): EnvVar {
    return { name: checkEnvName(name), ...this.source(name) };
  }
}

function text(name: string, value: string): { value: string } {
  if (OCTAL_OF_YAML_1_2.test(value)) {
    throw new Error(
      `environment variable ${name} has the value '${value}', which kubectl would read as a number; write it in another notation, such as '${value.replace('0o', '0')}'`,
    );
  }
  return { value };
}

/**
 * A ConfigMap or Secret whose keys all become environment variables.
 */
export class EnvSource {
  /**
   * All keys of a ConfigMap. When one of the app changes, the pods are replaced.
   *
   * @param configMap of the app, or `kplus.ConfigMap.fromConfigMapName(scope, id, name)`
   */
  public static configMap(configMap: IConstruct): EnvSource {
    checkCall('EnvSource.configMap', { configMap });
    return new EnvSource(() => ({ configMapRef: { name: configMapOf(configMap).name } }), configMap);
  }

  /** All keys of a Secret in the namespace of the workload. */
  public static secret(secret: SecretSource): EnvSource {
    checkCall('EnvSource.secret', { secret });
    return new EnvSource(() => ({ secretRef: { name: secret.name } }), undefined, secret);
  }

  private constructor(
    private readonly source: () => EnvFromSource,
    /** @internal */
    public readonly _configMap?: IConstruct,
    /** @internal */
    public readonly _secret?: SecretSource,
  ) {}

  /** @internal */
  public _toKube(): EnvFromSource {
    return this.source();
  }
}
