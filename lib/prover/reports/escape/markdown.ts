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

/** Text as code, between more backticks than stand beside each other in it: nothing in it means anything. */
export function markdownCode(text: string): string {
  const inside = printable(text);
  const longest = Math.max(0, ...[...inside.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  const blank = /^`|`$|^ .*\S.* $/.test(inside) ? ' ' : '';
  return `${fence}${blank}${inside}${blank}${fence}`;
}

/** Text that means nothing to Markdown or HTML, and mentions nobody; for a cell, an item or the middle of a line. */
export function markdownText(text: string): string {
  return printable(text).replace(ACTIVE, (character) => {
    if (character === '@' || character === '#') {
      return `${character}${BREAK}`;
    }
    return ENTITIES[character] ?? (character === ':' ? `${BREAK}:${BREAK}` : `\\${character}`);
  });
}
