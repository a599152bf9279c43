import { docsOf, Finding, TOOL_NAME, TOOL_VERSION } from '../engine';
import { FindingStatus, ReportView, statusOf } from './report-view';
import { logJson } from './escape';

/**
 * Of the reports of `check` and `plan`. Grows when a field is removed or changes its meaning; new fields may come
 * without.
 */
export const JSON_REPORT_VERSION = 2;

/** Findings that are written at once. */
const PIECE = 100;

/** The report as JSON text; its form is described by `docs/rules/report.schema.json`. */
export function renderJson(view: ReportView): string {
  return [...jsonPieces(view)].join('');
}

/** The same piece by piece: the text of a report may be larger than all that it was made of. */
export function* jsonPieces(view: ReportView): Generator<string> {
  const { report, errors, warnings, acknowledged, baselined } = view;
  const status = statusOf(view);
  const document = {
    version: JSON_REPORT_VERSION,
    tool: { name: TOOL_NAME, version: TOOL_VERSION },
    summary: {
      objects: report.objects,
      workloads: report.workloads,
      errors,
      warnings,
      acknowledged: acknowledged.length,
      baselined: baselined.length,
      ignoredKinds: Object.fromEntries(report.ignoredKinds),
      verdicts: report.verdicts && Object.fromEntries(report.verdicts),
    },
    faults: report.faults.map(({ rule, object, place, more, error }) => ({
      rule, object, place, more, message: error.message,
    })),
  };
  const head = logJson(JSON.stringify(document, undefined, 2)).replace(/\n\}$/, ',\n  "findings": [');
  yield head;
  const { findings } = report;
  for (let index = 0; index < findings.length; index += PIECE) {
    const some = findings.slice(index, index + PIECE).map((finding) => inList(describe(finding, status(finding))));
    yield `${index === 0 ? '' : ','}${some.join(',')}`;
  }
  yield findings.length === 0 ? ']\n}\n' : '\n  ]\n}\n';
}

/** An element of a list that is a member of the document. */
export function inList(element: object): string {
  return `\n${logJson(JSON.stringify(element, undefined, 2)).replace(/^/gm, '    ')}`;
}

/** Made in one go: an object that is spread into another one outlives many a collection of what nobody needs. */
function describe(finding: Finding, status: FindingStatus): object {
  const { rule, severity, manifest, pointer, location, message, witness, remediation, fingerprint } = finding;
  const { apiVersion, kind, namespace, name } = manifest;
  return {
    rule: rule.id,
    severity,
    title: rule.title,
    subject: { apiVersion, kind, namespace, name },
    pointer,
    location: { file: location.file, line: location.line, column: location.column },
    message,
    witness,
    remediation,
    docs: docsOf(rule),
    upstream: rule.upstream,
    fingerprint,
    status,
    acknowledgement: finding.acknowledgement && reasonOf(finding),
    tells: finding.tells?.map((each) => each.rule.id),
  };
}

function reasonOf({ acknowledgement }: Finding): object {
  return { reason: acknowledgement!.reason, expires: acknowledgement!.expires };
}
