import { Field } from './field';
import { Manifest } from './manifest';

/** The number of the first pod of a StatefulSet, which others count on from: `spec.ordinals.start`. */
export function firstOrdinal(manifest: Manifest): number {
  return Field.of(manifest, []).get('spec', 'ordinals', 'start').integer() ?? 0;
}
