import { getOrMake } from '../../util/get-or-make';
import { append, InputProblem, Manifest, typeOf } from '../../manifests';
import { documentedType } from './documented-type';
import { Fault, FaultList } from './fault';
import { RawFinding } from './finding';
import { Rule, Violation } from './rule';
import { RuleContext } from './rule-context';
import { SharedViolations } from './shared-violations';
import { Subject } from './subject';
import { refusalsOf } from '../validation';
import { UNREADABLE_FIELD } from './unreadable-field';

/** How often a rule came to which of its three answers. */
export interface RuleTally {
  compliant: number;
  nonCompliant: number;
  notApplicable: number;
}

export interface RuleRun {
  /** In the order of the manifests. */
  readonly findings: RawFinding[];
  /** By rule id. */
  readonly tallies: ReadonlyMap<string, RuleTally>;
  /** Rules that crashed. Their answers are missing: for those objects they count as not applicable. */
  readonly faults: readonly Fault[];
}

/** Evaluates rules over every manifest of the context. */
export function runRules(rules: readonly Rule[], context: RuleContext): RuleRun {
  const tallies = new Map(rules.map(({ id }) => [id, { compliant: 0, nonCompliant: 0, notApplicable: 0 }]));
  const forAnyKind = rules.filter(({ kinds }) => kinds.length === 0);
  const byKind = new Map<string, Rule[]>();
  const rulesFor = (kind: string) =>
    getOrMake(byKind, kind, () => [...rules.filter(({ kinds }) => kinds.includes(kind)), ...forAnyKind]);
  const found: RawFinding[] = [];
  const faults = new FaultList();
  const same = new SharedViolations();
  for (const manifest of context.model.manifests) {
    const subject = context.subject(manifest);
    for (const rule of rulesFor(typeOf(manifest))) {
      const violations = rule.needsCluster && !context.cluster
        ? undefined
        : faults.guard(rule, manifest, () => rule.evaluate(subject, context));
      const tally = tallies.get(rule.id)!;
      tally[violations === undefined ? 'notApplicable' : violations.length === 0 ? 'compliant' : 'nonCompliant']++;
      for (const violation of violations ?? []) {
        found.push({ rule, manifest, violation: same.shared(forHook(rule, subject, violation)) });
      }
    }
  }
  const { manifests, problems } = context.model;
  const unread = unreadable(found, [...problems, ...context.problems, ...manifests.flatMap(undecodable)], same);
  return { findings: unread.size === 0 ? found : merged(manifests, found, unread), tallies, faults: faults.all };
}

/**
 * What a test or another hook that no update runs lacks keeps no update from finishing; what is refused is refused all
 * the same.
 */
function forHook(rule: Rule, { workload }: Subject, violation: Violation): Violation {
  return workload?.hook === 'never' && !REFUSALS.has(rule.id) ? { ...violation, severity: 'warning' } : violation;
}

/** Rules that report what the API server refuses: a reader that stumbles over the same field has nothing to add. */
const REFUSALS = new Set(['object-refused', 'required-field-missing']);

/** A pointer and those of what is around it, nearest first: a reader may name the list that a wrong item stands in. */
function ancestors(pointer: string): string[] {
  return [pointer, pointer.slice(0, pointer.lastIndexOf('/'))];
}

/** Fields whose type no decoder takes. */
function undecodable(manifest: Manifest): InputProblem[] {
  return refusalsOf(manifest).filter(({ rule }) => rule === 'unreadable-field')
    .map(({ pointer, message }) => ({ manifest, pointer, message: message.slice(pointer.length + 1) }));
}

/** Fields that could not be read, by object: each once, and none that a rule has told to be refused. */
function unreadable(
  found: readonly RawFinding[], problems: readonly InputProblem[], same: SharedViolations,
): ReadonlyMap<Manifest, RawFinding[]> {
  const pointers = new Map<Manifest, Set<string>>();
  problems.forEach(({ manifest }) => pointers.set(manifest, new Set()));
  for (const { rule, manifest, violation } of problems.length === 0 ? [] : found) {
    if (REFUSALS.has(rule.id)) {
      ancestors(violation.pointer).forEach((pointer) => pointers.get(manifest)?.add(pointer));
    }
  }
  const findings = new Map<Manifest, RawFinding[]>();
  for (const { manifest, pointer, message } of problems) {
    const told = pointers.get(manifest)!;
    // Different readers may say different things about one field; the first is enough.
    if (!told.has(pointer)) {
      told.add(pointer);
      const remediation = documentedType(manifest, pointer);
      const violation = same.shared({ pointer, message: `${pointer} ${message}`, remediation });
      append(findings, manifest, { rule: UNREADABLE_FIELD, manifest, violation });
    }
  }
  return findings;
}

/** Both in the order of the manifests; of one object what the rules found first. */
function merged(
  manifests: readonly Manifest[], found: readonly RawFinding[], unread: ReadonlyMap<Manifest, RawFinding[]>,
): RawFinding[] {
  const all: RawFinding[] = [];
  let at = 0;
  for (const manifest of manifests) {
    for (; at < found.length && found[at].manifest === manifest; at++) {
      all.push(found[at]);
    }
    all.push(...unread.get(manifest) ?? []);
  }
  return all;
}
