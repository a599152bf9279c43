const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 } as const;

/** Puts a text into a style of the terminal, or leaves it as it is. */
export type Paint = (style: keyof typeof CODES, text: string) => string;

/** Colour is for the caller to decide, who knows where the text goes. */
export function painter(colour: boolean): Paint {
  return (style, text) => (colour ? `\u001b[${CODES[style]}m${text}\u001b[0m` : text);
}
