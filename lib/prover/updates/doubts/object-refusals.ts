import { Manifest, ServerAnswer } from '../../../manifests';
import { refusalsOf } from '../../validation';

/** Reasons that are given. */
const MOST_REASONS = 3;

/** Kinds that controllers and drivers write: in manifests they tell what is there, however shortened. */
const DESCRIBED: ReadonlySet<string> = new Set(['PersistentVolume', 'CSINode', 'Node', 'ResourceSlice']);

/** Why the API server does not store an object, in whole sentences; empty where it is not known to refuse it. */
export function objectRefusals(
  manifest: Manifest, answer?: ServerAnswer, refusal?: string,
): string[] {
  if (refusal !== undefined) {
    return [`the API server refuses this object: ${refusal}`];
  }
  if (DESCRIBED.has(manifest.kind)) {
    return [];
  }
  // A server that was asked and takes the object has a gate on, or is of another version; what only one of the readers
  // of manifests refuses is decided by whoever applies it.
  const refusals = answer?.outcome === 'taken' ? []
    : refusalsOf(manifest).filter(({ isDoubtful }) => !isDoubtful).slice(0, MOST_REASONS);
  return refusals.length > 0 ? refusals.map(({ message }) => `the API server refuses this object: ${message}`)
    : answer?.outcome === 'refused' ? [`the API server of the cluster refuses this object: ${answer.words}`] : [];
}
