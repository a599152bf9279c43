import { basename, normalize } from 'node:path';
import { isObject, JsonObject, ManifestSource, splitYaml } from '../manifests';

/** Fields of a kustomization that name files which are no objects of their own: `- patch.yaml`, `- path: patch.yaml`. */
const PARTS = [
  'patches', 'patchesStrategicMerge', 'patchesJson6902', 'replacements', 'transformers', 'generators', 'validators',
  'configurations', 'crds',
];

/**
 * Files that kustomizations among the sources name as patches and the like: parts of objects, which would be refused
 * as they stand (kubernetes-sigs/kustomize api/types/kustomization.go).
 */
export function kustomizeParts(sources: readonly ManifestSource[]): ReadonlySet<string> {
  return new Set(sources.filter(({ file }) => /^kustomization(?:\.ya?ml)?$/i.test(basename(file))).flatMap(partsOf));
}

function partsOf({ file, text }: ManifestSource): string[] {
  const folder = file.replace(/[^/:]*$/, '');
  return documentsOf(text).flatMap((json) => PARTS.flatMap((field) => listOf(json, field)))
    .flatMap((part) => (isObject(part) ? part.path : part))
    .flatMap((path) => (typeof path === 'string' && !path.includes('\n') ? [normalize(`${folder}${path}`)] : []));
}

/** None of a file that is no YAML: kustomize is to say so. */
function documentsOf(text: string): JsonObject[] {
  try {
    return splitYaml('', text).map((chunk) => chunk.toJson()).filter(isObject);
  } catch {
    return [];
  }
}

function listOf(json: JsonObject, field: string): unknown[] {
  const value = json[field];
  return Array.isArray(value) ? value : [];
}
