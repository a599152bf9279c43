import { Manifest } from '../../manifests';
import { schemaKind } from '../../manifests/schema';
import { objectAnswer } from '../admission';
import { Refusal, refusalsOf } from '../validation';
import { refusedChangesOf } from './refused-changes';
import { Violation } from './rule';
import { RuleContext } from './rule-context';

/** Whether the kind of an object is one that the API server itself serves. */
export function isServed({ apiVersion, kind }: Manifest): boolean {
  return schemaKind(apiVersion, kind) !== undefined;
}

/** The refusals of an object that one rule reports. */
export function refusedFor(manifest: Manifest, isReported: (refusal: Refusal) => boolean): Violation[] {
  return refusalsOf(manifest)
    .filter(isReported)
    .map(({ pointer, message }) => ({ pointer, message: `${message}; the API server refuses the object` }));
}

/**
 * Whether rules of their own tell that the API server refuses an object, or to change it: what follows from that is
 * not told again.
 */
export function isToldRefused(manifest: Manifest, context: RuleContext): boolean {
  const { model, admission: { surroundings } } = context;
  const outcome = objectAnswer(model, manifest, surroundings)?.outcome;
  return outcome === 'refused'
    || (outcome !== 'taken' && refusalsOf(manifest).some(({ isDoubtful }) => !isDoubtful))
    || (refusedChangesOf(context)?.of(manifest) ?? []).length > 0;
}
