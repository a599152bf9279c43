import { posix } from 'path';

/** Folder of the output whose files are read by eksctl and by no API server. */
const CLUSTER_FOLDER = 'cluster';

/**
 * Checks that a GitOps tool is pointed at rendered manifests, and nowhere else.
 *
 * @param path in the repository
 * @param outputDirectory folder in the repository into which synth renders
 * @returns the path without `./` and without a slash at the end
 * @throws when the path is not below the output folder, or leads to cluster configurations
 */
export function checkRenderedPath(path: string, outputDirectory: string = 'dist'): string {
  const output = posix.normalize(outputDirectory).replace(/\/$/, '');
  const normal = posix.normalize(path).replace(/\/$/, '');
  if (!normal.startsWith(`${output}/`)) {
    throw new Error(
      `path '${path}' lies outside ${output}/, where synth renders; write a folder in it, such as ${output}/production`,
    );
  }
  if (normal.split('/')[output.split('/').length] === CLUSTER_FOLDER) {
    throw new Error(
      `path '${path}' holds cluster configurations, which no API server accepts; ` +
        `write a folder of manifests, such as ${output}/production`,
    );
  }
  return normal;
}
