/**
 * Characters that steer a terminal, turn text around or take no room: control characters, line separators, formats such
 * as zero-width spaces and directions, variation selectors, lone surrogates and private ones (Unicode categories Cc,
 * Cf, Co, Cs, Zl, Zp).
 */
export const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\ufe00-\ufe0f\u115f\u1160\u3164\uffa0\u2800]/gu;

/** Text of one line as it is seen; a manifest cannot steer the terminal, nor hide anything in a name. */
export function printable(text: string): string {
  return text.replace(UNSEEN, '?');
}

/** The same for text of several lines. */
export function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}
