import { InputProblem, Manifest, typeOf } from '../../manifests';
import { Fault, FaultList } from './fault';
import { RawFinding } from './finding';
import { Rule, Violation } from './rule';
import { RuleContext } from './rule-context';
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
  const rulesFor = (kind: string) => {
    const known = byKind.get(kind) ?? [...rules.filter(({ kinds }) => kinds.includes(kind)), ...forAnyKind];
    byKind.set(kind, known);
    return known;
  };
  const found = new Map<Manifest, RawFinding[]>();
  const faults = new FaultList();
  for (const manifest of context.model.manifests) {
    const subject = context.subject(manifest);
    const own: RawFinding[] = [];
    for (const rule of rulesFor(typeOf(manifest))) {
      const violations = rule.needsCluster && !context.cluster
        ? undefined
        : faults.guard(rule, manifest, () => rule.evaluate(subject, context));
      const tally = tallies.get(rule.id)!;
      tally[violations === undefined ? 'notApplicable' : violations.length === 0 ? 'compliant' : 'nonCompliant']++;
      own.push(
        ...(violations ?? []).map((violation) => ({ rule, manifest, violation: forHook(rule, subject, violation) })),
      );
    }
    // A list that grew has room for more than is in it.
    found.set(manifest, own.slice());
  }
  addProblems(found, [...context.model.problems, ...context.problems, ...context.model.manifests.flatMap(undecodable)]);
  return { findings: [...found.values()].flat(), tallies, faults: faults.all };
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

function addProblems(found: Map<Manifest, RawFinding[]>, problems: InputProblem[]): void {
  const seen = new Map<Manifest, Set<string>>();
  for (const { manifest, pointer, message } of problems) {
    const own = found.get(manifest) ?? [];
    const pointers =
      seen.get(manifest)
      ?? new Set(
        own.filter(({ rule }) => REFUSALS.has(rule.id)).flatMap(({ violation }) => ancestors(violation.pointer)),
      );
    seen.set(manifest, pointers);
    // Different readers may say different things about one field; the first is enough.
    if (!pointers.has(pointer)) {
      pointers.add(pointer);
      own.push({ rule: UNREADABLE_FIELD, manifest, violation: { pointer, message: `${pointer} ${message}` } });
    }
  }
}
