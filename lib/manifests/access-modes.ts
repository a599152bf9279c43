import { Field } from './field';

/** A mode in which a volume is on one node, or of one pod, at a time. */
export type ExclusiveMode = 'ReadWriteOnce' | 'ReadWriteOncePod';

/** The access modes of a claim, given its `spec`; none where they are absent or no list of names. */
export function readAccessModes(claimSpec: Field): string[] {
  const { value } = claimSpec.get('accessModes');
  return Array.isArray(value) ? value.filter((mode): mode is string => typeof mode === 'string') : [];
}

/**
 * The mode that keeps a volume from several nodes; undefined where one of the modes allows several, or none is written.
 * A mode that the API does not have is taken for the narrow one. ReadWriteOncePod stands alone in valid claims
 * (kubernetes pkg/apis/core/validation/validation.go `ValidatePersistentVolumeClaimSpec`), so it decides where it
 * stands at all.
 */
export function exclusiveMode(modes: readonly string[]): ExclusiveMode | undefined {
  if (modes.length === 0 || modes.includes('ReadWriteMany') || modes.includes('ReadOnlyMany')) {
    return undefined;
  }
  return modes.includes('ReadWriteOncePod') ? 'ReadWriteOncePod' : 'ReadWriteOnce';
}
