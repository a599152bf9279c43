import { Finding } from '../engine';
import { Paint, painter } from './paint';
import { logText, printable } from './escape';
import { notes, ReportView, rulesText, summaryLine } from './report-view';

export interface TableOptions {
  /** Colour by ANSI sequences. */
  readonly colour?: boolean;
}

/** The report for people: findings by object, each with its witness and what to write instead. */
export function renderTable(view: ReportView, { colour = false }: TableOptions = {}): string {
  const paint = painter(colour);
  const lines: string[] = [];
  let previous: Finding | undefined;
  for (const finding of view.open) {
    if (previous?.manifest !== finding.manifest) {
      const { manifest } = finding;
      lines.push('', `${paint('bold', printable(manifest.id))} in namespace ${printable(manifest.namespace)}`);
    }
    lines.push(...describe(finding, paint));
    previous = finding;
  }
  const clean = view.errors + view.warnings === 0;
  return logText([
    ...lines,
    ...(clean ? [] : ['']),
    paint(view.errors > 0 ? 'red' : clean ? 'green' : 'yellow', summaryLine(view)),
    ...notes(view).map(printable),
    '',
  ]
    .join('\n')
    .replace(/^\n/, ''));
}

function describe(finding: Finding, paint: Paint): string[] {
  const { severity, message, witness, location, remediation } = finding;
  const { file, line, column } = location;
  return [
    `  ${paint(severity === 'error' ? 'red' : 'yellow', severity)} ${printable(message)}`,
    ...witness.map((step) => `      - ${printable(step)}`),
    `    fix: ${printable(remediation)}`,
    paint('dim', `    ${printable(file)}:${line}:${column}  ${rulesText(finding)}`),
  ];
}
