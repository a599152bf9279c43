import { Yaml } from 'cdk8s';
import { isAmbiguous } from './ambiguous-text';

/** Longer keys are written as explicit keys (`? key`). */
const LONGEST_IMPLICIT_KEY = 1024;

/**
 * A string that cannot be a number or an indicator, on one line, without what ends a plain scalar: ` #`, `: `, or a
 * space or colon at the end. `e3` is a number in YAML 1.1.
 */
const PLAIN = /^(?!-?[eE][-+]?[0-9]+$)(?:--?|\.\.?(?=\/))?[A-Za-z/$](?:[!-9;-~]|:(?! |$)| (?!#|$))*$/;

/**
 * Quantities (`500m`, `20Gi`), versions and addresses (`1.8.4`, `10.0.0.0/8`, `1234.dkr.ecr`): begin like numbers, and
 * are none.
 */
const PLAIN_FROM_DIGIT =
  /^[0-9]+(?:\.[0-9]+)?(?:[KMGTP]i|[kMGTPm])$|^[0-9]+\.(?:[0-9]+\.[0-9]+|[a-df-z])(?:[.\-/:][0-9A-Za-z]|[0-9A-Za-z])*$/;

/** Words that YAML 1.1 reads as booleans or null, in more spellings than it does. */
const WORD = /^(?:y|n|yes|no|on|off|true|false|null)$/i;

const LONGEST_WORD = 5;

/** Numbers, words and the empty string, which would not be strings without quotes. */
const QUOTED = /^(?:[0-9]*|y|n|yes|no|on|off|true|false|null)$/;

/** What no plain scalar begins or ends with, or holds. */
const INDICATOR = /^[ ,[\]{}#&*!|>%@`]|: | #|[ :]$/;

/** What stands between double quotes as it is. */
const UNESCAPED = /^[ !#-&(-[\]-~]*$/;

/** Line breaks, and what could begin a document: their form depends on where in the document the string stands. */
const DEPENDS_ON_PLACE = /[\n\r\u2028\u2029]|^(?:%|---|\.\.\.)/;

/** Strings that need the standard writer come again and again: `"true"`, `"*"`. */
const MEMO_SIZE = 1000;
const memo = new Map<string, string>();

/**
 * A string as the standard writer writes it as a value, in quotes where readers differ; undefined when that depends on
 * the place of the value.
 */
export function stringScalar(text: string): string | undefined {
  if (isPlain(text)) {
    return text;
  }
  if (isAmbiguous(text)) {
    return UNESCAPED.test(text) ? `"${text}"` : undefined;
  }
  if (QUOTED.test(text) || (INDICATOR.test(text) && UNESCAPED.test(text))) {
    return `"${text}"`;
  }
  return DEPENDS_ON_PLACE.test(text) ? undefined : standardScalar(text);
}

/** A key as the standard writer writes it; undefined for keys other than plain ones. */
export function keyScalar(key: string): string | undefined {
  return key.length <= LONGEST_IMPLICIT_KEY && isPlain(key) ? key : undefined;
}

function isPlain(text: string): boolean {
  return PLAIN.test(text) ? text.length > LONGEST_WORD || !WORD.test(text) : PLAIN_FROM_DIGIT.test(text);
}

function standardScalar(text: string): string {
  const known = memo.get(text);
  if (known !== undefined) {
    return known;
  }
  const written = Yaml.stringify(text).slice(0, -1);
  if (memo.size < MEMO_SIZE) {
    memo.set(text, written);
  }
  return written;
}
