import { Finding } from '../../rules';
import { plural, ReportView } from '../report-view';
import { html, Html } from './html';

/** From this many open findings on they are folded by rule. */
const MOST_OPEN = 12;

/** What `check` finds: open findings by rule, then the accepted ones with their reasons. */
export function findingsSection({ open, acknowledged, baselined }: ReportView): Html {
  const rules = byRule(open);
  return html`${open.length === 0 && html`<p><span class="pill proven"><span aria-hidden="true">✓</span> nothing open</span> No rule finds anything that is not accepted below.</p>`}
${rules.map(([{ rule, severity }, findings]) => html`<details class="card"${open.length <= MOST_OPEN && html` open`}><summary><h3>${rule.title}</h3> ${severityPill(severity)} <span class="gist">${plural(findings.length, 'finding')}</span></summary>
<p>${rule.explanation}</p>
<p><strong>Write instead:</strong> ${rule.remediation}</p>
<ul class="findings">${findings.map(findingItem)}</ul>
<p class="note"><code>${rule.id}</code>, <a href="${rule.upstream}" rel="noreferrer">upstream source</a></p></details>
`)}
${acknowledged.length > 0 && html`<details class="card"${acknowledged.length <= MOST_OPEN && html` open`}><summary><h3>Accepted</h3> <span class="pill unknown">${plural(acknowledged.length, 'finding')}</span></summary>
${byReason(acknowledged).map(([{ rule, acknowledgement }, findings]) => html`<div class="accepted"><p><strong>${rule.title}</strong> <code>${rule.id}</code></p>
<blockquote>${acknowledgement!.reason}${acknowledgement!.expires !== undefined && ` (until ${acknowledgement!.expires})`}</blockquote>
<ul class="findings">${findings.map(findingItem)}</ul></div>`)}</details>`}
${baselined.length > 0 && html`<p class="note">${plural(baselined.length, 'further finding')} are known from a baseline.</p>`}`;
}

function findingItem({ manifest, message, witness, location: { file, line } }: Finding): Html {
  return html`<li><strong>${manifest.namespace}/${manifest.id}</strong> ${message} <span class="where">${file}:${line}</span>${witness.length > 0 && html`<ul>${witness.map((step) => html`<li>${step}</li>`)}</ul>`}</li>
`;
}

function severityPill(severity: Finding['severity']): Html {
  return html`<span class="pill ${severity === 'error' ? 'impossible' : 'possible'}"><span aria-hidden="true">${severity === 'error' ? '✕' : '!'}</span> ${severity}</span>`;
}

function byRule(findings: readonly Finding[]): [Finding, Finding[]][] {
  const order = { error: 0, warning: 1 };
  return grouped(findings, ({ rule, severity }) => `${rule.id}\0${severity}`).sort(([one], [two]) => order[one.severity] - order[two.severity]);
}

function byReason(findings: readonly Finding[]): [Finding, Finding[]][] {
  return grouped(findings, ({ rule, acknowledgement }) => `${rule.id}\0${acknowledgement?.reason}\0${acknowledgement?.expires}`);
}

function grouped(findings: readonly Finding[], key: (finding: Finding) => string): [Finding, Finding[]][] {
  const groups = new Map<string, Finding[]>();
  findings.forEach((finding) => {
    const group = groups.get(key(finding));
    if (group) {
      group.push(finding);
    } else {
      groups.set(key(finding), [finding]);
    }
  });
  return [...groups.values()].map((group) => [group[0], group]);
}
