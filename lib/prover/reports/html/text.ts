/**
 * Mean advance of a character of the report's sans-serif font, in parts of the font size; wide enough for most names.
 */
const ADVANCE = 0.58;

/** Width a text takes, in the unit of the font size. */
export function textWidth(text: string, fontSize: number): number {
  return (
    [...text].reduce((sum, character) => sum + (character.codePointAt(0)! > 0x2e7f ? 2 * ADVANCE : ADVANCE), 0)
    * fontSize
  );
}

/** The text, shortened with an ellipsis to what fits; nothing where not even two characters do. */
export function fitText(text: string, width: number, fontSize: number): string {
  if (textWidth(text, fontSize) <= width) {
    return text;
  }
  const characters = [...text];
  let used = textWidth('…', fontSize);
  const kept = characters.findIndex((character) => (used += textWidth(character, fontSize)) > width);
  return kept < 2 ? '' : `${characters.slice(0, kept).join('')}…`;
}

/**
 * Short texts that stay distinct: what sticks out is cut at its end, of texts that would then be alike in the middle,
 * or at the start.
 */
export function distinctTexts(texts: readonly string[], width: number, fontSize: number): ReadonlyMap<string, string> {
  const all = [...new Set(texts)];
  const cuts = [fitText, fitMiddle, fitEnd]
    .map((cut) => new Map(all.map((text) => [text, cut(text, width, fontSize)])));
  const isAlone = (short: Map<string, string>, text: string): boolean =>
    all.every((other) => other === text || short.get(other) !== short.get(text));
  return new Map(all.map((text) => [text, (cuts.find((short) => isAlone(short, text)) ?? cuts[1]).get(text)!]));
}

/** The text without its middle. */
function fitMiddle(text: string, width: number, fontSize: number): string {
  const half = (width - textWidth('…', fontSize)) / 2;
  return textWidth(text, fontSize) <= width
    ? text : `${within([...text], half, fontSize)}…${reversed(within([...text].reverse(), half, fontSize))}`;
}

/** The end of the text. */
function fitEnd(text: string, width: number, fontSize: number): string {
  const room = width - textWidth('…', fontSize);
  return textWidth(text, fontSize) <= width ? text : `…${reversed(within([...text].reverse(), room, fontSize))}`;
}

const reversed = (text: string): string => [...text].reverse().join('');

/** As many of the characters, from the first, as fit. */
function within(characters: readonly string[], width: number, fontSize: number): string {
  let used = 0;
  const kept = characters.findIndex((character) => (used += textWidth(character, fontSize)) > width);
  return characters.slice(0, kept < 0 ? undefined : kept).join('');
}

/** The text in lines of that width, broken between words; a word that is too long is shortened. */
export function wrapText(text: string, width: number, fontSize: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = lines.length > 0 ? `${lines[lines.length - 1]} ${word}` : word;
    if (lines.length > 0 && textWidth(longer, fontSize) <= width) {
      lines[lines.length - 1] = longer;
    } else {
      lines.push(fitText(word, width, fontSize));
    }
  }
  return lines;
}

/** Durations with spaces that do not break, so that a number stays beside its unit. */
export function unbroken(text: string): string {
  return text.replace(/(\d) (h|min|s)\b/g, '$1\u00a0$2');
}

/** `qdrant` for `research-ops/Deployment/qdrant`. */
export function shortName(workload: string): string {
  return workload.slice(workload.lastIndexOf('/') + 1);
}

/** `a`, `a and b`, `a, b and 3 more`. */
export function listText(names: readonly string[], most = 3): string {
  const shown = names.length > most ? names.slice(0, most - 1) : names;
  const rest = names.length - shown.length;
  const parts = rest > 0 ? [...shown, `${rest} more`] : shown;
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts[parts.length - 1]}`;
}
