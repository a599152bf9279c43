import { Finding } from '../engine';
import { markdownText as escape } from './escape';
import { notes, ReportView, rulesText, summaryLine } from './report-view';

/** Findings a comment shows; GitHub refuses comments above 65,536 characters. */
const MOST_FINDINGS = 100;

/** The report for a pull request. */
export function renderMarkdown(view: ReportView): string {
  const { open, acknowledged } = view;
  const shown = open.slice(0, MOST_FINDINGS);
  const witnesses = shown.filter(({ witness }) => witness.length > 0);
  return [
    '## Rollout check',
    '',
    `${summaryLine(view)}.`,
    ...notes(view).map((note) => `${escape(sentence(note))}.`),
    ...table(['', 'Object', 'Finding', 'Where'], shown.map(row)),
    ...(open.length > shown.length ? ['', `${open.length - shown.length} more are not shown.`] : []),
    ...witnesses.flatMap((finding) => [
      '',
      `**${escape(finding.manifest.id)}** (${finding.rule.id})`,
      '',
      ...finding.witness.map((step) => `- ${escape(step)}`),
    ]),
    ...table(
      ['Object', 'Accepted', 'Reason', 'Until'],
      acknowledged
        .slice(0, MOST_FINDINGS)
        .map(({ manifest, rule, acknowledgement }) => [
          escape(manifest.id),
          rule.id,
          escape(acknowledgement?.reason ?? ''),
          escape(acknowledgement?.expires ?? ''),
        ]),
    ),
    '',
  ].join('\n');
}

function row(finding: Finding): string[] {
  const { severity, manifest, message, remediation, location } = finding;
  return [
    severity,
    escape(manifest.id),
    `${escape(message)}<br>${escape(remediation)}<br>\`${rulesText(finding)}\``,
    `${escape(location.file)}:${location.line}`,
  ];
}

function table(head: string[], rows: string[][]): string[] {
  return rows.length === 0 ? [] : ['', line(head), line(head.map(() => '---')), ...rows.map(line)];
}

function line(cells: string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
