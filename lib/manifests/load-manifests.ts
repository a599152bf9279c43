import { ManifestSyntaxError } from './input-problem';
import { isObject, JsonObject, Manifest } from './manifest';
import { templateObjects } from './openshift-template';
import { splitYaml, YamlChunk } from './yaml-chunk';

/** A file, or standard input, with its YAML or JSON text. */
export interface ManifestSource {
  /** Path shown in messages. */
  readonly file: string;
  readonly text: string;
  /** Found in a folder, and nobody said that it is a manifest. */
  readonly isFromFolder?: boolean;
  /** Stands where Helm has its templates: manifests once they are rendered. */
  readonly isTemplate?: boolean;
}

/**
 * Reads every Kubernetes object from YAML or JSON text. Empty documents are skipped, `kind: List` and the Template of
 * OpenShift are expanded, documents keep their order. `namespace` is that of objects that name none. `skip` is told of
 * files of folders that are no manifests.
 *
 * @throws ManifestSyntaxError with file, line and column: malformed YAML, a document that is not an
 *   object, an object without kind, an alias bomb
 */
export function loadManifests(
  sources: ManifestSource[],
  namespace?: string,
  skip?: (file: string) => void,
): Manifest[] {
  return sources.flatMap((source) => {
    const chunks = splitYaml(source.file, source.text);
    if (source.isFromFolder && chunks.length > 0 && (isUnrendered(source) || !MAY_HOLD_OBJECT.test(source.text))) {
      skip?.(source.file);
      return [];
    }
    try {
      return chunks.flatMap((chunk, index) => read(chunk, index, namespace));
    } catch (error) {
      if (!source.isFromFolder || !(error instanceof ManifestSyntaxError) || chunks.some(isMeantAsObject)) {
        throw error;
      }
      skip?.(source.file);
      return [];
    }
  });
}

const MAY_HOLD_OBJECT = /\b(?:apiVersion|kind)["']?\s*:/;

function isUnrendered({ isTemplate, text }: ManifestSource): boolean {
  return isTemplate === true && text.includes('{{');
}

/** Whether somebody wrote an object of Kubernetes, if a wrong one. */
function isMeantAsObject(chunk: YamlChunk): boolean {
  try {
    const json = chunk.toJson();
    return isObject(json) && ('apiVersion' in json || 'kind' in json) && !isKustomization(json);
  } catch {
    return /^["']?(?:apiVersion|kind)["']?\s*:/m.test(chunk.text);
  }
}

function read(chunk: YamlChunk, documentIndex: number, namespace?: string): Manifest[] {
  const json = chunk.toJson();
  return json === null || json === undefined ? [] : expand(json, [], { chunk, documentIndex, namespace });
}

/** Lists of kubectl and of the API server; a custom kind may end so and have a map of that name. */
const LISTS = [
  'Pod', 'Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'CronJob', 'Service', 'ConfigMap', 'Secret',
  'Node', 'Namespace',
].map((kind) => `${kind}List`);

interface Origin {
  readonly chunk: YamlChunk;
  readonly documentIndex: number;
  readonly namespace?: string;
}

function expand(json: unknown, above: string[], origin: Origin, item?: number): Manifest[] {
  const { chunk, documentIndex, namespace } = origin;
  const place = () => (item === undefined ? above : [...above, String(item)]);
  if (!isObject(json)) {
    throw refuse(
      chunk,
      place(),
      `${describe(json)} where a Kubernetes object was expected; write apiVersion, kind and metadata`,
    );
  }
  if (isKustomization(json)) {
    throw refuse(
      chunk, place(), 'input of kustomize, which is no manifest; render it: kubectl kustomize FOLDER | cdk8s-nim check -',
    );
  }
  if (typeof json.kind !== 'string' || json.kind === '') {
    throw refuse(chunk, place(), 'object without kind; every Kubernetes object names its apiVersion and kind');
  }
  if (json.kind.endsWith('List') && Array.isArray(json.items)) {
    return expandAll(json.items, [...place(), 'items'], origin);
  }
  if (json.kind === 'List' || LISTS.includes(json.kind)) {
    const list = 'items' in json ? [...place(), 'items'] : place();
    throw refuse(chunk, list, `a ${json.kind} whose items are ${describe(json.items)}; write a list of objects`);
  }
  const objects = templateObjects(json);
  if (objects) {
    return expandAll(objects, [...place(), 'objects'], origin);
  }
  return [new Manifest(json, chunk, documentIndex, above, namespace, item)];
}

function expandAll(items: readonly unknown[], above: string[], origin: Origin): Manifest[] {
  return items.flatMap((item, index) => expand(item, above, origin, index));
}

/** Many a kustomization.yaml has neither apiVersion nor kind. */
function isKustomization({ apiVersion, kind, resources }: JsonObject): boolean {
  return (typeof apiVersion === 'string' && apiVersion.startsWith('kustomize.config.k8s.io/'))
    || (kind === undefined && apiVersion === undefined && isListOfText(resources));
}

function isListOfText(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string');
}

function refuse(chunk: YamlChunk, prefix: string[], reason: string): ManifestSyntaxError {
  const { file, line, column } = chunk.locate(prefix);
  return new ManifestSyntaxError(file, line, column, reason);
}

function describe(json: unknown): string {
  return json === undefined
    ? 'missing'
    : json === null
      ? 'null'
      : Array.isArray(json)
        ? 'a list'
        : isObject(json)
          ? 'an object'
          : `a ${typeof json}`;
}
