import { Snapshot } from '../cluster/snapshot';
import { UserError } from '../util/user-error';
import { keyOf, Manifest, Model, ModelOptions } from '../manifests';
import { AS_IT_RUNS } from './as-it-runs';
import { filesAtRevision } from './git-files';
import { InputStreams, loadModel, modelOf } from './load-model';
import { readChunks } from './read-chunks';
import { isToolInput } from './render-hint';
import { statAt } from './stat-at';

const GIT = 'git:';
const NODE = /"kind"\s*:\s*"Node"/;

/** What runs before the change. */
export interface From {
  readonly model: Model;
  /** In words: what was read. */
  readonly name: string;
  /** A live cluster rather than manifests, so that it has all that runs there. */
  readonly snapshot?: Snapshot;
}

/** Where the change begins, and to where it leads. */
export interface FromOptions {
  /** A folder, a file, a snapshot, or `git:` with a revision. */
  readonly from: string;
  readonly paths: string[];
  readonly namespace: string;
  readonly to: Manifest[];
  /** The snapshot that `from` names, where it has been read. */
  readonly snapshot?: Snapshot;
}

/**
 * Reads what runs before the change.
 *
 * @throws when it does not exist, or has nothing to do with what is asked
 */
export function readFrom(options: FromOptions, streams: InputStreams, given: ModelOptions): From {
  const found = options.from.startsWith(GIT)
    ? fromGit(options, streams, given)
    : options.snapshot
      ? fromSnapshot(options, options.snapshot, given)
      : { name: options.from, model: loadModel([options.from], streams, options.namespace, given) };
  checkSameApp(found, options.to);
  return found;
}

/** A path that did not exist then had no objects: everything is new. */
function fromGit({ from, paths, namespace }: FromOptions, streams: InputStreams, given: ModelOptions): From {
  const { commit, sources } = filesAtRevision(from.slice(GIT.length), paths);
  const known = `${from} (${commit.slice(0, 9)})`;
  const model = modelOf(sources, streams, namespace, given);
  const input = model.manifests.length === 0 ? sources.find(({ file }) => isToolInput(file)) : undefined;
  if (input) {
    throw new UserError(
      input.file, 'is input of a tool, and no manifest stood beside it',
      'render both, and write --from with the file or folder that was made of the revision',
    );
  }
  return model.manifests.length > 0 ? { name: known, model }
    : { name: `${known}, where nothing stood under ${paths.join(', ')}`, model };
}

/** The snapshot that `--from` names, perhaps the one that has been read; undefined where it names something else. */
export function snapshotOf(from: string, read?: Snapshot): Snapshot | undefined {
  return from.startsWith(GIT) || !isSnapshot(from) ? undefined
    : read?.name === from ? read : Snapshot.read(from, readChunks(from), AS_IT_RUNS);
}

function fromSnapshot({ from, to }: FromOptions, snapshot: Snapshot, given: ModelOptions): From {
  const objects = snapshot.described(to);
  refuseOlder(from, objects, to);
  return {
    name: objects.length > 0 ? from : `${from}, where nothing of these manifests runs`,
    snapshot,
    model: new Model(objects, { ...given, live: snapshot.objects, asked: snapshot.asked }),
  };
}

/** Whether a file holds nodes, as only the output of kubectl about a cluster does. */
function isSnapshot(file: string): boolean {
  const stat = statAt(file, `--from ${file}`);
  if (!stat) {
    throw new UserError(
      `--from ${file === '' ? "''" : file}`,
      'no such file or folder',
      'write a folder, a file, a snapshot, or git:REVISION',
    );
  }
  if (stat.isDirectory() || !/\.json$/i.test(file)) {
    return false;
  }
  let end = '';
  for (const chunk of readChunks(file)) {
    const text = end + chunk.toString('latin1');
    if (NODE.test(text)) {
      return true;
    }
    end = text.slice(-40);
  }
  return false;
}

function checkSameApp({ name, model, snapshot }: From, to: Manifest[]): void {
  if (snapshot || model.manifests.length === 0) {
    return;
  }
  const [before, after] = [model.manifests, to].map(namespacesOf);
  if (before.size > 0 && after.size > 0 && ![...after].some((namespace) => before.has(namespace))) {
    throw new UserError(
      `--from ${name}`,
      `renders namespace ${[...before].slice(0, 3).join(', ')}, the manifests ${[...after].slice(0, 3).join(', ')}`,
      'write what runs now of the same environment',
    );
  }
  const known = new Set(model.manifests.flatMap(marksOf));
  if (!to.some((manifest) => marksOf(manifest).some((mark) => known.has(mark)))) {
    throw new UserError(
      `--from ${name}`,
      'has no object in common with the manifests, as if it were another app',
      'write what runs now of the same app',
    );
  }
}

/** By what an object is taken for one of the same app: what it is, or its name where it became one of another kind. */
function marksOf(manifest: Manifest): string[] {
  return [keyOf(manifest), `${manifest.namespace}\0${manifest.name}`];
}

/** Namespaces in which pods are made. */
function namespacesOf(manifests: Manifest[]): Set<string> {
  return new Set(new Model(manifests).workloads.map(({ namespace }) => namespace));
}

/**
 * Manifests that were themselves read from a cluster carry what the API server counts up: generations, and times of
 * birth.
 */
function refuseOlder(from: string, live: Manifest[], to: Manifest[]): void {
  const known = new Map(live.map((object) => [keyOf(object), object]));
  const younger = to.find((manifest) => {
    const object = known.get(keyOf(manifest));
    return (
      object !== undefined
      && (metadata(manifest, 'generation') > metadata(object, 'generation')
        || metadata(manifest, 'creationTimestamp') > metadata(object, 'creationTimestamp'))
    );
  });
  if (younger) {
    throw new UserError(
      `--from ${from}`,
      `is older than the manifests: ${younger.id} has been changed in the cluster since`,
      'take the snapshot again',
    );
  }
}

/** A number, or a time as a number; NaN, which is larger than nothing, where there is none. */
function metadata({ json }: Manifest, key: string): number {
  const value = (json.metadata as { [key: string]: unknown } | undefined)?.[key];
  return typeof value === 'number' ? value : typeof value === 'string' ? Date.parse(value) : NaN;
}
