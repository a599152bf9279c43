import { printable } from '../escape';

/** Text that is already HTML. Only `html` makes it, so that nothing unescaped gets in. */
export class Html {
  constructor(public readonly text: string) {}
}

/** What may stand in a template: text is escaped, lists are joined, absent values and `false` leave nothing. */
export type HtmlValue = Html | string | number | boolean | undefined | readonly HtmlValue[];

const ENTITIES: { readonly [character: string]: string } = {
  '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;', '`': '&#96;', ':': '&#58;', '#': '&#35;',
};

/**
 * Text for an element or a quoted attribute of HTML and SVG; names come from manifests and are not to be trusted, nor
 * in a log.
 */
export function escapeHtml(text: string): string {
  return printable(text)
    .replace(/\p{Surrogate}/gu, '?')
    .replace(/[&<>"'`]|:(?=:)|#(?=#)/g, (character) => ENTITIES[character]);
}

/** A piece of HTML or SVG; every value in it is escaped unless it is a piece itself. */
export function html(strings: TemplateStringsArray, ...values: HtmlValue[]): Html {
  return new Html(strings.reduce((text, part, index) => text + render(values[index - 1]) + part));
}

function render(value: HtmlValue): string {
  if (value instanceof Html) {
    return value.text;
  }
  if (Array.isArray(value)) {
    return value.map(render).join('');
  }
  return value === undefined || typeof value === 'boolean' ? '' : escapeHtml(String(value));
}
