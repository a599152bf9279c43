import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { createHash } from 'crypto';
import { Volume, VolumeMount } from '../../../imports/kubernetes';
import { configMapOf } from './config-map-reference';
import { volumeName } from './file-mounts';

/**
 * A ConfigMap of the same app, mounted as a directory. When it changes, the pods are replaced.
 */
export interface ConfigMount {
  /** The ConfigMap: of the app, or `kplus.ConfigMap.fromConfigMapName(scope, id, name)`. */
  readonly configMap: IConstruct;

  /** Directory of the container in which each key becomes a file. */
  readonly mountPath: string;
}

/** One volume for each ConfigMap, however often it is mounted. @internal */
export function configVolumes(mounts: ConfigMount[] = []): Volume[] {
  const names = new Set(mounts.map((mount) => configMapOf(mount.configMap).name));
  return [...names].map((name) => ({ name: volumeName('config', name), configMap: { name } }));
}

/** The mounts of those volumes in the main container. @internal */
export function configVolumeMounts(mounts: ConfigMount[] = []): VolumeMount[] {
  return mounts.map(({ configMap, mountPath }) => ({
    name: volumeName('config', configMapOf(configMap).name), mountPath, readOnly: true,
  }));
}

/** Digest over the content of ConfigMaps, the same for any order of keys and ConfigMaps. @internal */
export function configChecksum(configMaps: ApiObject[]): string {
  const contents = [...new Set(configMaps)].map((configMap) => {
    const { data, binaryData } = configMap.toJson();
    return JSON.stringify([configMap.name, data, binaryData]);
  });
  return createHash('sha256').update(contents.sort().join('\n')).digest('hex').slice(0, 16);
}
