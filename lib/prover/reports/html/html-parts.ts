import { html, Html, HtmlValue } from './html';

/** A list of texts. */
export function list(items: readonly HtmlValue[], className = ''): Html {
  return html`<ul${className && html` class="${className}"`}>${items.map((item) => html`<li>${item}</li>
`)}</ul>`;
}

/** A part that can be folded; it has a heading, signs beside it, and what they mean in small print. */
export function foldable(heading: string, { sign, gist, id, isOpen }: FoldableOptions, content: HtmlValue): Html {
  return html`<details class="card"${id !== undefined && html` id="${id}"`}${isOpen && html` open`}>
<summary><h3>${heading}</h3> ${sign} <span class="gist">${gist}</span></summary>
${content}
</details>
`;
}

export interface FoldableOptions {
  readonly sign: Html;
  readonly gist?: string;
  readonly id?: string;
  readonly isOpen: boolean;
}

/** A part that is scrolled sideways where the page is narrow, by keyboard as well. */
export function scrollable(label: string, content: Html): Html {
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${label}">${content}</div>`;
}
