import { plural } from '../../util/plural';
import { allTold, BaselineResult, Finding } from '../engine';
import { CheckReport } from '../check';

/** What happened to a finding. Only open ones count. */
export type FindingStatus = 'open' | 'acknowledged' | 'baselined';

/** A report sorted into what counts and what does not. */
export interface ReportView {
  readonly report: CheckReport;
  readonly open: Finding[];
  readonly acknowledged: Finding[];
  readonly baselined: Finding[];
  readonly errors: number;
  readonly warnings: number;
}

/** Sorts the findings of a report; those of a baseline are set aside. */
export function viewOf(report: CheckReport, baseline?: BaselineResult): ReportView {
  const known = new Set(baseline?.known ?? []);
  const isOpen = (finding: Finding) => !finding.acknowledgement && !known.has(finding);
  const open = report.findings.filter(isOpen);
  return {
    report,
    open,
    acknowledged: report.findings.filter(({ acknowledgement }) => acknowledgement),
    baselined: report.findings.filter((finding) => !finding.acknowledgement && known.has(finding)),
    errors: open.filter(({ severity }) => severity === 'error').length,
    warnings: open.filter(({ severity }) => severity === 'warning').length,
  };
}

/** The status of each finding of a view. */
export function statusOf(view: ReportView): (finding: Finding) => FindingStatus {
  const baselined = new Set(view.baselined);
  return (finding) => (finding.acknowledgement ? 'acknowledged' : baselined.has(finding) ? 'baselined' : 'open');
}

/** `1 error, 2 warnings in 28 objects (5 workloads)`, and what was set aside. */
export function summaryLine({ report, errors, warnings, acknowledged, baselined }: ReportView): string {
  const found = `${plural(errors, 'error')}, ${plural(warnings, 'warning')}`;
  const counts = `${found} in ${plural(report.objects, 'object')} (${plural(report.workloads, 'workload')})`;
  const aside = [
    ...(acknowledged.length > 0 ? [`${acknowledged.length} acknowledged`] : []),
    ...(baselined.length > 0 ? [`${baselined.length} in the baseline`] : []),
  ];
  return [counts, ...aside].join('; ');
}

/** What the reader should know about how far the check went. */
export function notes({ report }: ReportView): string[] {
  const ignored = [...report.ignoredKinds].map(([kind, count]) => `${kind} (${count})`);
  const counted = [...report.countedKinds].map(([kind, count]) => `${kind} (${count})`);
  const verdicts = [...(report.verdicts ?? [])].map(([verdict, count]) => `${count} ${verdict}`);
  const crashed = report.faults.map(({ rule }) => rule);
  return [
    ...(crashed.length > 0 ? [`rules that crashed and found nothing: ${crashed.join(', ')}`] : []),
    ...(report.verdicts
      ? [`updates: ${verdicts.join(', ') || 'none'}`]
      : crashed.length > 0
        ? []
        : ['the nodes are not known, so nothing is proven about capacity; give them with --nodes']),
    ...report.notLookedAt.map((what) => `not looked at: ${what}`),
    ...(counted.length > 0 ? [`custom kinds whose pods are counted: ${counted.join(', ')}`] : []),
    ...(ignored.length > 0 ? [`kinds not looked at: ${ignored.join(', ')}`] : []),
  ];
}

/** The rule of a finding, and those of what it tells as well. */
export function rulesText(finding: Finding): string {
  return allTold(finding).map(({ rule }) => rule.id).join(', ');
}
