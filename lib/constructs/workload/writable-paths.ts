import { VolumeMount } from '../../../imports/kubernetes';

/**
 * Directories that are empty at the start and that a process can write to; each is a volume named after it.
 *
 * @throws when a path is not absolute, or names no directory
 */
export function writableMounts(paths: string[]): VolumeMount[] {
  return paths.map((mountPath) => {
    if (!mountPath.startsWith('/')) {
      throw new Error(`writable path '${mountPath}' is not absolute; write '/${mountPath}'`);
    }
    const name = mountPath.toLowerCase().replace(/[^a-z0-9]+/g, '-').slice(0, 63).replace(/^-|-$/g, '');
    if (name === '') {
      throw new Error(
        `writable path '${mountPath}' names no directory; write a path such as /tmp, or readOnlyRootFilesystem: false`,
      );
    }
    return { name, mountPath };
  });
}
