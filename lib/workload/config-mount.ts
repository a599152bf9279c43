import { ApiObject } from 'cdk8s';
import { createHash } from 'crypto';

/**
 * A ConfigMap of the same app, mounted as a directory. When it changes, the pods are replaced.
 */
export interface ConfigMount {
  /** The ConfigMap. */
  readonly configMap: ApiObject;

  /** Directory of the container in which each key becomes a file. */
  readonly mountPath: string;
}

/** Digest over the content of ConfigMaps, the same for any order of keys and ConfigMaps. */
export function configChecksum(configMaps: ApiObject[]): string {
  const contents = [...new Set(configMaps)].map((configMap) => {
    const { data, binaryData } = configMap.toJson();
    return JSON.stringify([configMap.name, data, binaryData]);
  });
  return createHash('sha256').update(contents.sort().join('\n')).digest('hex').slice(0, 16);
}
