/**
 * Numbers to the readers of kubectl and kustomize, which take every underscore out and leave the rest to Go (goyaml.v2
 * and v3, resolve.go: `strconv.ParseInt(plain, 0, 64)`), and text to YAML 1.1 by the letter: `0o7`, `0X1F`, `-_1`.
 * Words with a meaning of their own as keys, and `=`, which is a type to YAML 1.1.
 */
const AMBIGUOUS = /^(?:[-+]?_*0_*[box][-+\da-f_]*|(?=.*_)[-+]?[_.]*\d[\d_.e+-]*|=|<<)$/i;

/** Control characters, which Go's reader refuses, and line breaks of YAML 1.1 only, which it takes for spaces. */
const UNPRINTABLE = /[\u007f-\u009f\u2028\u2029\ufeff]/;

const EACH_UNPRINTABLE = /[\u007f-\u009f\u2028\u2029\ufeff]/g;

/** Whether readers would differ on a text, or refuse it, if it stood there without quotes and escapes. */
export function isAmbiguous(text: string): boolean {
  return AMBIGUOUS.test(text) || UNPRINTABLE.test(text);
}

/** Whether a text holds characters that quotes alone do not keep. */
export function isUnprintable(text: string): boolean {
  return UNPRINTABLE.test(text);
}

/** A text of YAML in whose quoted scalars alone such characters stand, with escapes in their place. */
export function escapeUnprintable(yaml: string): string {
  return yaml.replace(EACH_UNPRINTABLE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Whether a value, or something in it, holds such a text as a key or a value. */
export function holdsAmbiguous(value: unknown, seen = new Set<unknown>()): boolean {
  if (typeof value === 'string') {
    return isAmbiguous(value);
  }
  if (typeof value !== 'object' || value === null || seen.has(value)) {
    return false;
  }
  seen.add(value);
  const parts =
    value instanceof Map ? [...value].flat() : value instanceof Set ? [...value] : Object.entries(value).flat();
  return parts.some((part) => holdsAmbiguous(part, seen));
}
