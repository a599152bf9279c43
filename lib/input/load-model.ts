import { normalize } from 'node:path';
import { loadManifests, Manifest, ManifestSource, ManifestSyntaxError, Model, ModelOptions } from '../manifests';
import { listed } from '../util/listed';
import { plural } from '../util/plural';
import { UserError } from '../util/user-error';
import { checkObjectName } from '../kubernetes/names';
import { readManifests } from './read-manifests';
import { kustomizeParts } from './kustomize-parts';
import { isToolInput, renderHint } from './render-hint';
import { skippedText } from './skipped-files';

/** Characters from which on the user is told that something happens. */
const LARGE_INPUT = 4_000_000;

/** Where input comes from, and where it is told how far the reading is. */
export interface InputStreams {
  readonly err: (text: string) => void;
  /** Reads all of standard input, or a little more than so many bytes. */
  readonly readStandardInput?: (most: number) => Buffer;
  /** Name the files of folders that are skipped. */
  readonly isVerbose?: boolean;
}

/**
 * Reads manifests, and tells on standard error how far it is when there is much of it.
 *
 * @throws when there is no object at all: a check of nothing would pass
 */
export function loadModel(paths: string[], streams: InputStreams, namespace: string, options?: ModelOptions): Model {
  const model = modelOf(readManifests(paths, streams.readStandardInput), streams, namespace, options);
  if (model.manifests.length === 0) {
    throw new UserError(
      listed(paths), 'no Kubernetes object in it', 'write YAML or JSON with apiVersion, kind and metadata',
    );
  }
  return model;
}

/** The model of files that have been read. */
export function modelOf(
  sources: ManifestSource[], streams: InputStreams, namespace: string, options?: ModelOptions,
): Model {
  const size = sources.reduce((total, { text }) => total + text.length, 0);
  const isLarge = size > LARGE_INPUT;
  if (isLarge) {
    streams.err(`reading ${Math.ceil(size / 1_000_000)} MB of manifests in ${plural(sources.length, 'file')}\n`);
  }
  const skipped: string[] = [];
  const model = new Model(load(sources, checkObjectName('namespace', namespace), skipped), options);
  if (skipped.length > 0) {
    streams.err(skippedText(skipped, streams.isVerbose === true));
  }
  if (isLarge) {
    streams.err(`checking ${model.manifests.length} objects, ${model.workloads.length} workloads\n`);
  }
  return model;
}

/** Files of folders that are input of kustomize or Helm, and patches, are skipped whatever stands in them. */
function load(sources: ManifestSource[], namespace: string, skipped: string[]): Manifest[] {
  const parts = kustomizeParts(sources);
  const isInput = ({ file, isFromFolder }: ManifestSource) =>
    isFromFolder === true && (isToolInput(file) || parts.has(normalize(file)));
  skipped.push(...sources.filter(isInput).map(({ file }) => file));
  try {
    return loadManifests(sources.filter((source) => !isInput(source)), namespace, (file) => skipped.push(file));
  } catch (error) {
    const hint = error instanceof ManifestSyntaxError ? renderHint(error.file) : undefined;
    throw error instanceof ManifestSyntaxError && hint !== undefined
      ? new UserError(error.file, 'no manifest', hint)
      : error;
  }
}
