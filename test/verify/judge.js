'use strict';
const { acknowledgementReason } = require('./annotations');
const { objectId } = require('./inputs');

const key = ({ check, object, message }) => `${check}\n${object}\n${message}`;

// kube-score reports in another order each time.
const byObject = (a, b) =>
  [a.object, a.check, a.message].join('\n') < [b.object, b.check, b.message].join('\n') ? -1 : 1;

/** The findings of `all` that `remaining` lacks, each as often as it lacks it. */
function silenced(all, remaining) {
  const left = new Map();
  remaining.forEach((finding) => left.set(key(finding), (left.get(key(finding)) ?? 0) + 1));
  return all.filter((finding) => {
    const times = left.get(key(finding)) ?? 0;
    left.set(key(finding), times - 1);
    return times <= 0;
  });
}

/**
 * Splits the findings of one validator: what is reported on the manifests as rendered is open; what only shows once the
 * native
 * annotations are gone is acknowledged, if the object gives a reason for the check, and open otherwise. `nativeChecks`:
 * our rule ids to the
 * checks of other tools, as `<tool>/<check>`, that object to the same thing.
 */
function judge({ tool, asRendered, unignored, documents, nativeChecks }) {
  const objects = new Map(
    documents.map(({ object }) => [objectId(object.kind, object.metadata?.namespace, object.metadata?.name), object]),
  );
  const findings = [...asRendered];
  const acknowledged = [];
  for (const finding of silenced(unignored, asRendered)) {
    const reason = acknowledgementReason(objects.get(finding.object), tool, finding.check, nativeChecks);
    if (reason === undefined) {
      findings.push({ ...finding, message: `${finding.message} (ignored by an annotation that gives no reason)` });
    } else {
      acknowledged.push({ ...finding, reason });
    }
  }
  return { findings: findings.sort(byObject), acknowledged: acknowledged.sort(byObject) };
}

module.exports = { judge, silenced };
