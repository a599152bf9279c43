import { plural } from '../../../util/plural';
import { Finding } from '../../engine';
import { ReportView } from '../report-view';
import { html, Html } from './html';
import { foldable, list } from './html-parts';
import { pill, severityPill } from './pill';

/** From this many findings on they are folded. */
const MOST_OPEN = 12;

/** What `check` finds: open findings by rule, then the accepted ones with their reasons. */
export function findingsSection({ open, acknowledged, baselined }: ReportView): Html {
  return html`${open.length === 0 && html`<p>${pill('proven', 'nothing open')} No rule finds anything that is not accepted.</p>`}
${byRule(open).map((findings) => ruleCard(findings, open.length <= MOST_OPEN))}
${acknowledged.length > 0 && acceptedCard(acknowledged)}
${baselined.length > 0 && html`<p class="note">${plural(baselined.length, 'further finding')} known from a baseline.</p>`}`;
}

function ruleCard(findings: readonly Finding[], isOpen: boolean): Html {
  const [{ rule, severity }] = findings;
  return foldable(
    rule.title,
    { sign: severityPill(severity), gist: plural(findings.length, 'finding'), isOpen },
    html`<p>${rule.explanation}</p>
<p><strong>Write instead:</strong> ${rule.remediation}</p>
${list(findings.map(findingText))}
<p class="note"><code>${rule.id}</code>, <a href="${rule.upstream}" rel="noreferrer">upstream source</a></p>`);
}

function acceptedCard(findings: readonly Finding[]): Html {
  const groups = byReason(findings).map((group) => {
    const [{ rule, acknowledgement }] = group;
    return html`<div class="accepted"><p><strong>${rule.title}</strong> <code>${rule.id}</code></p>
<blockquote>${acknowledgement?.reason}${acknowledgement?.expires !== undefined && ` (until ${acknowledgement.expires})`}</blockquote>
${list(group.map(findingText))}</div>`;
  });
  return foldable(
    'Accepted',
    { sign: pill('proven', plural(findings.length, 'finding')), isOpen: findings.length <= MOST_OPEN },
    groups,
  );
}

function findingText({ rule, manifest, message, witness, remediation, location: { file, line } }: Finding): Html {
  return html`<strong>${manifest.namespace}/${manifest.id}</strong> ${message} <span class="where">${file}:${line}</span>
${witness.length > 0 && list(witness)}${remediation !== rule.remediation && html`<p>${remediation}</p>`}`;
}

function byRule(findings: readonly Finding[]): Finding[][] {
  const order = { error: 0, warning: 1 };
  return grouped(findings, ({ rule, severity }) => `${rule.id}\0${severity}`).sort(
    ([one], [two]) => order[one.severity] - order[two.severity],
  );
}

function byReason(findings: readonly Finding[]): Finding[][] {
  return grouped(
    findings,
    ({ rule, acknowledgement }) => `${rule.id}\0${acknowledgement?.reason}\0${acknowledgement?.expires}`,
  );
}

function grouped(findings: readonly Finding[], key: (finding: Finding) => string): Finding[][] {
  const groups = new Map<string, Finding[]>();
  findings.forEach((finding) => {
    const group = groups.get(key(finding));
    if (group) {
      group.push(finding);
    } else {
      groups.set(key(finding), [finding]);
    }
  });
  return [...groups.values()];
}
