import { printable } from './terminal';

/**
 * What breaks a word for the filters that GitHub and GitLab run after Markdown, which know no backslash; it is not
 * shown.
 */
const BREAK = '<!-- -->';

/**
 * Punctuation with a meaning inside a line of GitHub Flavored Markdown, that of tables and mathematics included; `@`
 * and `#`, which mention somebody and something; and what makes a link of a bare address
 * (https://github.github.com/gfm/#autolinks-extension-) or a picture of a `:word:`.
 */
const ACTIVE = /[&<>]|[\\`*_[\]|~!$^]|[@#]|:(?=\/\/)|:(?=[\w+-]+:)|(?<=www)\./gi;

const ENTITIES: { readonly [character: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Text that means nothing to Markdown or HTML, and mentions nobody; for a cell, an item or the middle of a line. */
export function markdownText(text: string): string {
  return printable(text).replace(ACTIVE, (character) => {
    if (character === '@' || character === '#') {
      return `${character}${BREAK}`;
    }
    return ENTITIES[character] ?? (character === ':' ? `${BREAK}:${BREAK}` : `\\${character}`);
  });
}
