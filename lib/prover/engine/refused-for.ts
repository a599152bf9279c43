import { Manifest } from '../../manifests';
import { schemaKind } from '../../manifests/schema/schema';
import { Violation } from './rule';
import { Refusal, refusalsOf } from '../validation';

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
