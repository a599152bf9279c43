import { ApiObject } from 'cdk8s';
import { createHash } from 'crypto';
import { Volume, VolumeMount } from '../../../imports/kubernetes';

/**
 * A ConfigMap of the same app, mounted as a directory. When it changes, the pods are replaced.
 */
export interface ConfigMount {
  /** The ConfigMap. */
  readonly configMap: ApiObject;

  /** Directory of the container in which each key becomes a file. */
  readonly mountPath: string;
}

/**
 * Checks that pods of a namespace can read a ConfigMap.
 *
 * @throws when it is something else, or lies in another namespace
 *
 * @internal
 */
export function checkConfigMap(object: ApiObject, namespace: string | undefined): void {
  const { path } = object.node;
  if (object.kind !== 'ConfigMap') {
    throw new Error(
      `${path} is a ${object.kind} and no ConfigMap; give a ConfigMap of the app, or a Secret by SecretSource.existing('${object.name}')`,
    );
  }
  if (object.metadata.namespace !== namespace) {
    const own = object.metadata.namespace ?? '';
    throw new Error(
      `ConfigMap ${path} lies in namespace '${own}', and pods of namespace '${namespace ?? ''}' cannot read it; put it into their chart`,
    );
  }
}

/** One volume for each ConfigMap, however often it is mounted. @internal */
export function configVolumes(mounts: ConfigMount[] = []): Volume[] {
  const configMaps = new Set(mounts.map((mount) => mount.configMap));
  return [...configMaps].map((configMap) => ({ name: volumeName(configMap), configMap: { name: configMap.name } }));
}

/** The mounts of those volumes in the main container. @internal */
export function configVolumeMounts(mounts: ConfigMount[] = []): VolumeMount[] {
  return mounts.map(({ configMap, mountPath }) => ({ name: volumeName(configMap), mountPath, readOnly: true }));
}

/** Digest over the content of ConfigMaps, the same for any order of keys and ConfigMaps. @internal */
export function configChecksum(configMaps: ApiObject[]): string {
  const contents = [...new Set(configMaps)].map((configMap) => {
    const { data, binaryData } = configMap.toJson();
    return JSON.stringify([configMap.name, data, binaryData]);
  });
  return createHash('sha256').update(contents.sort().join('\n')).digest('hex').slice(0, 16);
}

/** A volume name is a DNS label, a ConfigMap name may be longer and hold dots. */
function volumeName(configMap: ApiObject): string {
  return `config-${configMap.name.replace(/\./g, '-')}`.slice(0, 63).replace(/-+$/, '');
}
