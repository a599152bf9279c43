import { ManifestSource, Model, ModelOptions } from '../manifests';
import { plural } from '../kubernetes/plural';
import { UserError } from '../kubernetes/user-error';
import { checkObjectName } from '../kubernetes/names';
import { readManifests } from './read-manifests';

/** Characters from which on the user is told that something happens. */
const LARGE_INPUT = 4_000_000;

/** Where input comes from, and where it is told how far the reading is. */
export interface InputStreams {
  readonly err: (text: string) => void;
  /** Reads all of standard input, or a little more than so many bytes. */
  readonly readStandardInput?: (most: number) => Buffer;
}

/**
 * Reads manifests, and tells on standard error how far it is when there is much of it.
 *
 * @throws when there is no object at all: a check of nothing would pass
 */
export function loadModel(paths: string[], streams: InputStreams, namespace: string, options?: ModelOptions): Model {
  const sources: ManifestSource[] = readManifests(paths, streams.readStandardInput);
  const size = sources.reduce((total, { text }) => total + text.length, 0);
  const isLarge = size > LARGE_INPUT;
  if (isLarge) {
    streams.err(`reading ${Math.ceil(size / 1_000_000)} MB of manifests in ${plural(sources.length, 'file')}\n`);
  }
  const model = Model.load(sources, checkObjectName('namespace', namespace), options);
  if (model.manifests.length === 0) {
    throw new UserError(paths.join(', '), 'no Kubernetes object in it', 'write YAML or JSON with apiVersion, kind and metadata');
  }
  if (isLarge) {
    streams.err(`checking ${model.manifests.length} objects, ${model.workloads.length} workloads\n`);
  }
  return model;
}
