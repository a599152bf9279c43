import type { Log, ReportingDescriptor, Result } from 'sarif';
import { docsOf, Finding, RuleDescription, TOOL_NAME, TOOL_VERSION } from '../engine';
import { ReportView, statusOf } from './report-view';
import { logJson } from './escape';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** The report as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html), for code scanning. */
export function renderSarif(view: ReportView): string {
  const rules = [...new Map(view.report.findings.map(({ rule }) => [rule.id, rule])).values()].sort((left, right) =>
    left.id < right.id ? -1 : 1,
  );
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const status = statusOf(view);
  const before = view.report.before?.();
  const log: Log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [{
      tool: { driver: { name: TOOL_NAME, semanticVersion: TOOL_VERSION, rules: rules.map(describeRule) } },
      columnKind: 'utf16CodeUnits',
      results: view.report.findings.map((finding) => ({
        ...describeResult(finding, indexes.get(finding.rule.id)!),
        ...before && { baselineState: before.has(finding.fingerprint) ? 'unchanged' as const : 'new' as const },
        ...suppression(finding, status(finding) === 'baselined'),
      })),
    }],
  };
  return `${logJson(JSON.stringify(log, undefined, 2))}\n`;
}

function describeRule(rule: RuleDescription): ReportingDescriptor {
  const { id, title, explanation, remediation, severity, upstream } = rule;
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: explanation },
    help: { text: `${explanation}\n\n${remediation}\n\n${docsOf(rule)}` },
    helpUri: upstream,
    defaultConfiguration: { level: severity },
  };
}

function describeResult(
  { rule, severity, manifest, pointer, message, witness, remediation, location, fingerprint }: Finding,
  ruleIndex: number,
): Result {
  const own = remediation === rule.remediation ? [] : [remediation];
  return {
    ruleId: rule.id,
    ruleIndex,
    level: severity,
    message: { text: [`${manifest.id}: ${message}`, ...witness, ...own].join('\n') },
    locations: [{
      physicalLocation: {
        artifactLocation: { uri: toUri(location.file) },
        region: { startLine: location.line, startColumn: location.column },
      },
      logicalLocations: [{ fullyQualifiedName: `${manifest.namespace}/${manifest.id}#${pointer}`, kind: 'object' }],
    }],
    partialFingerprints: { 'cdk8sNim/v1': fingerprint },
  };
}

/** An acknowledgement stands in the manifest; a baseline beside it. */
function suppression({ acknowledgement }: Finding, isBaselined: boolean): Pick<Result, 'suppressions'> {
  if (acknowledgement) {
    return { suppressions: [{ kind: 'inSource', justification: acknowledgement.reason }] };
  }
  return isBaselined ? { suppressions: [{ kind: 'external', justification: 'in the baseline' }] } : {};
}

/** A path as a relative reference: code scanning resolves it against the root of the repository. */
function toUri(file: string): string {
  return file.split(/[\\/]/).map(encodeURIComponent).join('/');
}
