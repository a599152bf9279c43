import { append, Manifest } from '../../manifests';
import { Finding } from './finding';

/**
 * Rules that tell what comes of something, and those that tell what it is: of several the first whose finding has the
 * same cause.
 */
const TOLD_BY: { readonly [rule: string]: readonly string[] } = {
  'update-cannot-finish': [
    'surge-on-read-write-once-claim', 'replicas-share-read-write-once-claim', 'workloads-share-read-write-once-claim',
    'node-selector-matches-no-pool', 'requests-fit-no-node',
  ],
  'pods-do-not-fit-cluster': ['replicas-share-read-write-once-claim', 'workloads-share-read-write-once-claim'],
};

/**
 * Findings of one object with one cause as one: that which names it, with the verdicts and reasons of the others. What
 * somebody has accepted stays by itself, so that nobody accepts with it what he has not read.
 */
export function toldOnce(findings: readonly Finding[]): Finding[] {
  const effects = findings.filter(({ rule, acknowledgement }) => rule.id in TOLD_BY && acknowledgement === undefined);
  if (effects.length === 0) {
    return [...findings];
  }
  const manifests = new Set(effects.map(({ manifest }) => manifest));
  const byManifest = new Map<Manifest, Finding[]>();
  findings.filter(({ manifest, because }) => because !== undefined && manifests.has(manifest))
    .forEach((finding) => append(byManifest, finding.manifest, finding));
  const told = new Map<Finding, Finding[]>();
  const left = new Set<Finding>();
  for (const effect of effects) {
    const cause = causeOf(effect, byManifest.get(effect.manifest) ?? []);
    if (cause) {
      append(told, cause, effect);
      left.add(effect);
    }
  }
  return findings.filter((finding) => !left.has(finding))
    .map((finding) => told.has(finding) ? joined(finding, told.get(finding)!) : finding);
}

function causeOf({ rule, witness }: Finding, causes: readonly Finding[]): Finding | undefined {
  const order = TOLD_BY[rule.id];
  return causes
    .filter(({ rule: { id }, because, acknowledgement }) =>
      order.includes(id) && acknowledgement === undefined && witness.some((line) => line.startsWith(because!)))
    .sort((one, two) => order.indexOf(one.rule.id) - order.indexOf(two.rule.id)).at(0);
}

/** What is advised for the others comes first where it is known to help. */
function joined(cause: Finding, effects: readonly Finding[]): Finding {
  const own = effects.filter(({ remediation, rule }) => remediation !== rule.remediation);
  const steps = effects.flatMap(({ witness }) => witness);
  return {
    ...cause,
    severity: [cause, ...effects].some(({ severity }) => severity === 'error') ? 'error' : 'warning',
    message: `${effects.map(({ message }) => message).join(', and ')}: ${cause.message}`,
    witness: [...new Set(steps)],
    remediation: [...new Set([...own, cause].map(({ remediation }) => remediation))].join(' '),
    tells: effects,
  };
}

/** A finding and those that it tells as well. */
export function allTold(finding: Finding): readonly Finding[] {
  return [finding, ...finding.tells ?? []];
}
