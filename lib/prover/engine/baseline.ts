import { jsonProblem } from '../../util/json-problem';
import { UserError } from '../../util/user-error';
import { Finding } from './finding';
import { allTold } from './told-once';

/** Findings known and left for later: only new ones count. */
export interface Baseline {
  readonly version: 1;
  readonly findings: readonly BaselineEntry[];
}

/** The fingerprint decides; the rest is for people who read the file. */
export interface BaselineEntry {
  readonly fingerprint: string;
  readonly rule: string;
  readonly object: string;
}

/** Findings with those of a baseline set aside. */
export interface BaselineResult {
  readonly fresh: Finding[];
  readonly known: Finding[];
  /** Entries whose finding is gone. */
  readonly stale: BaselineEntry[];
}

/** The baseline in which all given findings are known. */
export function toBaseline(findings: Finding[]): Baseline {
  const entries = findings.flatMap(allTold).map(({ fingerprint, rule, manifest }) => ({
    fingerprint, rule: rule.id, object: `${manifest.namespace}/${manifest.id}`,
  }));
  // Sorted by what people read, so that a new finding is one new line wherever its file is.
  const key = ({ object, rule, fingerprint }: BaselineEntry) => `${object}\0${rule}\0${fingerprint}`;
  return { version: 1, findings: entries.sort((left, right) => (key(left) < key(right) ? -1 : 1)) };
}

/**
 * Reads a baseline file.
 *
 * @throws when it is not one
 */
export function parseBaseline(file: string, text: string): Baseline {
  let json: Partial<Baseline>;
  try {
    json = JSON.parse(text) as Partial<Baseline>;
  } catch (error) {
    throw new UserError(file, jsonProblem(text, error as Error), 'write a baseline with --write-baseline');
  }
  if (json?.version !== 1 || !Array.isArray(json.findings) || !json.findings.every(isEntry)) {
    throw new UserError(file, 'not a baseline of version 1', 'write one with --write-baseline');
  }
  return json as Baseline;
}

/** Sets the findings aside that a baseline knows. */
export function applyBaseline(findings: Finding[], baseline: Baseline): BaselineResult {
  const known = new Set(baseline.findings.map(({ fingerprint }) => fingerprint));
  const present = new Set(findings.flatMap(allTold).map(({ fingerprint }) => fingerprint));
  const isKnown = (finding: Finding) => allTold(finding).every(({ fingerprint }) => known.has(fingerprint));
  return {
    fresh: findings.filter((finding) => !isKnown(finding)),
    known: findings.filter(isKnown),
    stale: baseline.findings.filter(({ fingerprint }) => !present.has(fingerprint)),
  };
}

function isEntry(entry: Partial<BaselineEntry> | null): boolean {
  return [entry?.fingerprint, entry?.rule, entry?.object].every((value) => typeof value === 'string');
}
