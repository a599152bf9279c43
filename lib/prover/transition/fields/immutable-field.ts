import { canonical } from './canonical';

export type Json = { readonly [key: string]: unknown };

/** A field that the API server does not let anybody change once the object exists. */
export interface ImmutableField {
  /** Types of object, as `typeOf` names them. */
  readonly kinds: readonly string[];
  /** Keys from the object. */
  readonly path: readonly string[];
  /** What the API server reads of the field, as text to be compared; undefined where it is not known what it stores. */
  readonly read: (value: unknown, object: Json) => string | undefined;
  /** A change of an object like this one is let through; the old object, then the new one. */
  readonly unless?: (old: Json, asked: Json) => boolean;
  /** The API server and its admission add to it what no manifest says, so that a live object does not tell. */
  readonly isFilledIn?: boolean;
  /** No message repeats what is written there. */
  readonly isSecret?: boolean;
  /** File and function below `pkg/` of Kubernetes. */
  readonly upstream: string;
  /** How to come by it all the same, after `to change it, `. */
  readonly instead: string;
}

export const as =
  (fallback?: unknown) =>
  (value: unknown): string => {
    const text = JSON.stringify(canonical(value ?? fallback, '') ?? null);
    return text === '{}' ? 'null' : text;
  };
/** A field that the API server fills in with what the manifest does not tell. */
export const asWritten = (value: unknown): string | undefined =>
  value === undefined || value === null ? undefined : as()(value);

export const CORE = 'apis/core/validation/validation.go';
export const ANEW = 'delete the object and apply again, or give it another name';
export const ANOTHER_NAME = 'give it another name, and use that';

/** The spec of an object; an empty one where it has none. */
export const spec = (object: Json): Json => (object.spec ?? {}) as Json;
