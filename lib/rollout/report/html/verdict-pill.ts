import { Verdict } from '../../verdict';
import { html, Html } from './html';

/** A sign beside the word, because colour alone does not carry. */
export const MARKS: { readonly [verdict in Verdict]: string } = { proven: '✓', possible: '!', impossible: '✕', unknown: '?' };

export function verdictPill(verdict: Verdict): Html {
  return html`<span class="pill ${verdict}"><span aria-hidden="true">${MARKS[verdict]}</span> ${verdict}</span>`;
}
