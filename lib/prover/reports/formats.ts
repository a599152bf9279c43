import { PlanReport } from '../plan';
import { renderHtml } from './html';
import { jsonPieces, renderJson } from './json-report';
import { renderMarkdown } from './markdown-report';
import { planJsonPieces, renderPlanJson } from './plan-json';
import { renderPlanMarkdown, renderPlanTable } from './plan-report';
import { ReportView } from './report-view';
import { renderSarif } from './sarif-report';
import { renderTable } from './table-report';

/** What a format may show; a format asks for what it needs, because each costs time. */
export interface ReportInput {
  readonly view: () => ReportView;
  readonly plan: () => PlanReport;
  /** What was read, in words. */
  readonly title: string;
  /** Colour by ANSI sequences may be used. */
  readonly colour: boolean;
}

/** How the two reports are written in one form. */
export interface OutputFormat {
  readonly check: (input: ReportInput) => string;
  /** The same, where it may be too much for one text. */
  readonly checkPieces?: (input: ReportInput) => Iterable<string>;
  /** Absent where the form has no place for a plan: SARIF knows findings only. */
  readonly plan?: (input: ReportInput) => string;
  readonly planPieces?: (input: ReportInput) => Iterable<string>;
}

const page = ({ view, plan, title }: ReportInput): string => renderHtml({ view: view(), plan: plan(), title });

/**
 * Every output format, by the name of `--output`; the first is the default. A new one is added here and in a file of
 * its own.
 */
export const FORMATS: { readonly [name: string]: OutputFormat } = {
  table: {
    check: ({ view, colour }) => renderTable(view(), { colour }),
    plan: ({ plan, colour }) => renderPlanTable(plan(), { colour }),
  },
  json: {
    check: ({ view }) => renderJson(view()),
    checkPieces: ({ view }) => jsonPieces(view()),
    plan: ({ plan }) => renderPlanJson(plan()),
    planPieces: ({ plan }) => planJsonPieces(plan()),
  },
  markdown: { check: ({ view }) => renderMarkdown(view()), plan: ({ plan }) => renderPlanMarkdown(plan()) },
  sarif: { check: ({ view }) => renderSarif(view()) },
  html: { check: page, plan: page },
};

/** A report in one form, piece by piece where it may be too much for one text. */
export function piecesOf(command: 'check' | 'plan', name: string, input: ReportInput): Iterable<string> {
  const { [command]: whole, [`${command}Pieces` as const]: pieces } = FORMATS[name];
  return pieces?.(input) ?? [whole!(input)];
}

/** Names of the formats of a command. */
export function formatsOf(command: 'check' | 'plan'): string[] {
  return Object.keys(FORMATS).filter((name) => FORMATS[name][command]);
}
