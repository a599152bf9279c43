import {
  BETA_DEFAULT_STORAGE_CLASS_ANNOTATION, DEFAULT_STORAGE_CLASS_ANNOTATION,
} from '../kubernetes/well-known-labels';
import { Field } from './field';
import { Manifest } from './manifest';

const MARKS = [DEFAULT_STORAGE_CLASS_ANNOTATION, BETA_DEFAULT_STORAGE_CLASS_ANNOTATION];

/**
 * Where claims without a class go; undefined when no class is marked as default. Of several, the newest, and of equally
 * old ones the first by name (kubernetes pkg/volume/util/storageclass.go `GetDefaultClass`).
 */
export function defaultStorageClass(classes: readonly Manifest[]): string | undefined {
  const marked = classes
    .map((manifest) => Field.of(manifest, []).get('metadata'))
    .filter((metadata) => MARKS.some((name) => metadata.get('annotations', name).value === 'true'))
    .map((metadata) => ({ name: metadata.get('name').string() ?? '', created: createdAt(metadata) }));
  const byName = marked.sort((one, two) => (one.name < two.name ? -1 : 1));
  return byName.sort((one, two) => (one.created === two.created ? 0 : two.created - one.created))[0]?.name;
}

/** Milliseconds; what does not exist yet will be the newest. */
function createdAt(metadata: Field): number {
  return Date.parse(metadata.get('creationTimestamp').string() ?? '') || Infinity;
}
