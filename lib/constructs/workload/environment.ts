import { ApiObject, Lazy } from 'cdk8s';
import { EnvFromSource, EnvVar } from '../../../imports/kubernetes';
import { NOT_SECRET_ANNOTATION } from '../../kubernetes/annotations';
import { checkConfigMap, configMapOf } from './config-map-reference';
import { EnvSource, EnvValue } from './env-value';
import { SecretSource } from './secret-source';

/** The environment variables of a container, each set once. */
export class Environment {
  private readonly values = new Map<string, EnvValue>();
  private readonly sources: EnvSource[] = [];

  /** @param namespace of the pods */
  constructor(private readonly namespace: string | undefined) {}

  /**
   * @throws when the variable is set already, its name is not valid, a secret is given as a literal, or a Secret or
   * ConfigMap lies in another namespace
   */
  public add(name: string, value: EnvValue): void {
    if (this.values.has(name)) {
      throw new Error(
        `environment variable ${name} is set already, by the construct or by a connection; leave one of them out`,
      );
    }
    value._toKube(name);
    this.checkSource(value);
    this.values.set(name, value);
  }

  public addAll(values: { readonly [name: string]: EnvValue } = {}): void {
    for (const [name, value] of Object.entries(values)) {
      this.add(name, value);
    }
  }

  public addSources(sources: EnvSource[] = []): void {
    sources.forEach((source) => this.checkSource(source));
    this.sources.push(...sources);
  }

  private checkSource({ _secret, _configMap }: EnvValue | EnvSource): void {
    _secret?._checkUsableFrom(this.namespace);
    if (_configMap) {
      checkConfigMap(_configMap, this.namespace);
    }
  }

  /** Secrets that the container reads as variables. */
  public get secrets(): SecretSource[] {
    return [...this.values.values(), ...this.sources].flatMap((source) => source._secret ?? []);
  }

  /** Annotations of the object that makes the pods, with those of variables that look like secrets and are none. */
  public annotations(others: { readonly [key: string]: string }): { readonly [key: string]: string } {
    const produce = () => [...this.values].flatMap(([name, { _notSecret }]) =>
      (_notSecret === undefined ? [] : [`${name}: ${_notSecret}`])).sort().join('; ') || undefined;
    return { [NOT_SECRET_ANNOTATION]: Lazy.any({ produce }) as unknown as string, ...others };
  }

  /** ConfigMaps of the app whose content the container reads as variables. */
  public get configMaps(): ApiObject[] {
    return [...this.values.values(), ...this.sources].flatMap(({ _configMap }) =>
      (_configMap && configMapOf(_configMap).object) ?? []);
  }

  /**
   * By name, whatever the order of declaration, except that a variable comes after those its value refers to: the
   * kubelet only replaces `$(NAME)` of variables that stand before.
   */
  public toKube(): EnvVar[] {
    const rendered = new Map<string, EnvVar>();
    const visiting = new Set<string>();
    const visit = (name: string): void => {
      const value = this.values.get(name);
      if (!value || visiting.has(name)) {
        return;
      }
      visiting.add(name);
      [...value._references].sort().forEach(visit);
      rendered.set(name, value._toKube(name));
    };
    [...this.values.keys()].sort().forEach(visit);
    return [...rendered.values()];
  }

  public sourcesToKube(): EnvFromSource[] {
    return this.sources.map((source) => source._toKube());
  }
}
