import type { Log, PhysicalLocation, ReportingDescriptor, Result } from 'sarif';
import { SourceLocation } from '../../manifests';
import { allTold, docsOf, Finding, RuleDescription, TOOL_NAME, TOOL_VERSION } from '../engine';
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
  const { before: beforeOf, changedLine } = view.report;
  const before = beforeOf?.();
  const isNew = (finding: Finding) =>
    before !== undefined && !allTold(finding).every(({ fingerprint }) => before.has(fingerprint));
  const log: Log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [{
      tool: { driver: { name: TOOL_NAME, semanticVersion: TOOL_VERSION, rules: rules.map(describeRule) } },
      columnKind: 'utf16CodeUnits',
      results: view.report.findings.map((finding) => ({
        ...describeResult(finding, indexes.get(finding.rule.id)!),
        ...placesOf(finding, changedLine && isNew(finding) ? changedLine(finding) : finding.location),
        ...before && { baselineState: isNew(finding) ? 'new' as const : 'unchanged' as const },
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
  { rule, severity, manifest, message, witness, remediation, fingerprint }: Finding,
  ruleIndex: number,
): Result {
  const own = remediation === rule.remediation ? [] : [remediation];
  return {
    ruleId: rule.id,
    ruleIndex,
    level: severity,
    message: { text: [`${manifest.id}: ${message}`, ...witness, ...own].join('\n') },
    partialFingerprints: { 'cdk8sNim/v1': fingerprint },
  };
}

/**
 * What a change brings is shown at the changed line that is nearest, where a review shows it, and its field beside it.
 */
function placesOf(
  { manifest, pointer, location }: Finding, shown: SourceLocation,
): Pick<Result, 'locations' | 'relatedLocations'> {
  const isElsewhere = shown.line !== location.line;
  const logicalLocations = [{ fullyQualifiedName: `${manifest.namespace}/${manifest.id}#${pointer}`, kind: 'object' }];
  return {
    locations: [{ physicalLocation: physical(shown), logicalLocations }],
    ...isElsewhere && {
      relatedLocations: [{ id: 1, physicalLocation: physical(location), message: { text: 'the field that decides' } }],
    },
  };
}

function physical({ file, line, column }: SourceLocation): PhysicalLocation {
  return { artifactLocation: { uri: toUri(file) }, region: { startLine: line, startColumn: column } };
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
