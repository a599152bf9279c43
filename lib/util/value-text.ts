/** Characters of a value that a message shows. */
const MOST_CHARACTERS = 200;

/** A value of a manifest in a message: text, numbers and switches as they stand, of the rest what it is. */
export function valueText(value: unknown): string {
  return value === undefined || value === null ? 'nothing'
    : Array.isArray(value) ? 'a list'
      : typeof value === 'object' || typeof value === 'function' ? 'an object'
        : String(value).slice(0, MOST_CHARACTERS);
}

/** Text, numbers and switches as text; nothing of the rest, also where somebody wrote a key `toString`. */
export function textOf(value: unknown): string {
  return ['string', 'number', 'boolean', 'bigint'].includes(typeof value) ? String(value) : '';
}
