import { ManifestSyntaxError } from './input-problem';
import { isObject, Manifest } from './manifest';
import { templateObjects } from './openshift-template';
import { splitYaml, YamlChunk } from './yaml-chunk';

/** A file, or standard input, with its YAML or JSON text. */
export interface ManifestSource {
  /** Path shown in messages. */
  readonly file: string;
  readonly text: string;
}

/**
 * Reads every Kubernetes object from YAML or JSON text. Empty documents are skipped, `kind: List` and the Template of
 * OpenShift are expanded, documents keep their order. `namespace` is that of objects that name none.
 *
 * @throws ManifestSyntaxError with file, line and column: malformed YAML, a document that is not an
 *   object, an object without kind, an alias bomb
 */
export function loadManifests(sources: ManifestSource[], namespace?: string): Manifest[] {
  return sources.flatMap(({ file, text }) => splitYaml(file, text).flatMap((chunk, index) => read(chunk, index, namespace)));
}

function read(chunk: YamlChunk, documentIndex: number, namespace?: string): Manifest[] {
  const json = chunk.toJson();
  return json === null || json === undefined ? [] : expand(json, [], { chunk, documentIndex, namespace });
}

interface Origin {
  readonly chunk: YamlChunk;
  readonly documentIndex: number;
  readonly namespace?: string;
}

function expand(json: unknown, prefix: string[], origin: Origin): Manifest[] {
  const { chunk, documentIndex, namespace } = origin;
  if (!isObject(json)) {
    throw refuse(chunk, prefix, `${describe(json)} where a Kubernetes object was expected; write apiVersion, kind and metadata`);
  }
  if (typeof json.kind !== 'string' || json.kind === '') {
    throw refuse(chunk, prefix, 'object without kind; every Kubernetes object names its apiVersion and kind');
  }
  if (json.kind.endsWith('List') && Array.isArray(json.items)) {
    return json.items.flatMap((item, index) => expand(item, [...prefix, 'items', String(index)], origin));
  }
  if (json.kind === 'List' || (json.kind.endsWith('List') && isObject(json.items))) {
    const place = 'items' in json ? [...prefix, 'items'] : prefix;
    throw refuse(chunk, place, `a ${json.kind} whose items are ${describe(json.items)}; write a list of objects`);
  }
  const objects = templateObjects(json);
  if (objects) {
    return objects.flatMap((item, index) => expand(item, [...prefix, 'objects', String(index)], origin));
  }
  return [new Manifest(json, chunk, documentIndex, prefix, namespace)];
}

function refuse(chunk: YamlChunk, prefix: string[], reason: string): ManifestSyntaxError {
  const { file, line, column } = chunk.locate(prefix);
  return new ManifestSyntaxError(file, line, column, reason);
}

function describe(json: unknown): string {
  return json === undefined ? 'missing' : json === null ? 'null' : Array.isArray(json) ? 'a list' : isObject(json) ? 'an object' : `a ${typeof json}`;
}
