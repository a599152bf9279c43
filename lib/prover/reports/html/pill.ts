import { Severity } from '../../engine';
import { Verdict } from '../../updates';
import { html, Html } from './html';

/** A sign beside the word, because colour alone does not carry. */
export const MARKS: { readonly [verdict in Verdict]: string } = {
  proven: '✓', possible: '!', impossible: '✕', unknown: '?',
};

/** A verdict, or another word in the look of one. */
export function pill(verdict: Verdict, text: string = verdict): Html {
  return html`<span class="pill ${verdict}"><span aria-hidden="true">${MARKS[verdict]}</span> ${text}</span>`;
}

export function severityPill(severity: Severity): Html {
  return pill(severity === 'error' ? 'impossible' : 'possible', severity);
}
