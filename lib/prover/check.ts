import { ACKNOWLEDGEMENT_RULES, applyAcknowledgements } from './acknowledgements';
import { UserError } from '../util/user-error';
import { Before, isBuiltIn, Model, SourceLocation } from '../manifests';
import {
  allTold, ChangedFields, Fault, Finding, planIndex, Rule, RuleContext, RuleContextOptions, RuleDescription, RULES,
  RuleTally, runRules, toFindings, toldOnce, UNREADABLE_FIELD,
} from './engine';
import { presumptions, Verdict } from './updates';

export interface CheckOptions extends RuleContextOptions {
  /** Ids of the rules to run; all when empty. */
  readonly rules?: string[];
  /** Ids of rules to leave out. */
  readonly skipRules?: string[];
  /** Day to compare expiries with, as `2027-01-31`; today in UTC when absent. */
  readonly today?: string;
}

/** All that is to be said about one input. */
export interface CheckReport {
  /** In the order of the manifests, acknowledged ones included. */
  readonly findings: Finding[];
  readonly tallies: ReadonlyMap<string, RuleTally>;
  readonly objects: number;
  readonly workloads: number;
  /** Custom kinds whose pods are counted, with how often they occur. */
  readonly countedKinds: ReadonlyMap<string, number>;
  /** Kinds that were not looked at, with how often they occur. */
  readonly ignoredKinds: ReadonlyMap<string, number>;
  /** What verdicts do not take into account, in words. */
  readonly notLookedAt: readonly string[];
  /** How many workloads have which verdict; undefined without a cluster, and where planning crashed. */
  readonly verdicts?: ReadonlyMap<Verdict, number>;
  /**
   * Fingerprints of the findings that what runs has as well, where it is said what runs; found when it is asked for.
   *
   * @default - not known
   */
  readonly before?: () => ReadonlySet<string>;
  /**
   * The line of the change that a finding is about, where it is said what runs: its own if nothing of its object
   * differs.
   *
   * @default - not known
   */
  readonly changedLine?: (finding: Finding) => SourceLocation;
  /** Rules that crashed, which is a fault of this package: what they would have found is missing. */
  readonly faults: readonly Fault[];
}

/** Every rule there is, those about acknowledgements and unreadable fields included. */
export const ALL_RULES: readonly RuleDescription[] = [...RULES, UNREADABLE_FIELD, ...ACKNOWLEDGEMENT_RULES];

/**
 * Runs the rules over manifests and honours their acknowledgements.
 *
 * @throws when a rule id is unknown, or a declared secret is no name
 */
export function check(model: Model, options: CheckOptions = {}): CheckReport {
  const { from } = options;
  const isSelected = selection(options);
  const context = new RuleContext(model, options);
  const { findings, tallies, faults } = find(context, isSelected, options.today);
  return {
    findings,
    tallies,
    objects: model.manifests.length,
    workloads: model.workloads.length,
    countedKinds: countCustomKinds(model),
    ignoredKinds: model.unknownKinds,
    notLookedAt: context.cluster ? [...context.cluster._remarks, ...presumptions(model, context.cluster)] : [],
    verdicts: context.cluster && countVerdicts(context, faults),
    faults,
    // What runs stays as it is: whatever is wrong with an update is wrong with this one.
    before: from && (() => new Set(check(from.model, { ...options, from: { ...from, prune: false }, plan: undefined })
      .findings.flatMap(allTold).map(({ fingerprint }) => fingerprint))),
    changedLine: from && changedLines(from),
  };
}

function changedLines({ model, isLive }: Before): (finding: Finding) => SourceLocation {
  const changed = new ChangedFields(model, isLive === true);
  return ({ manifest, pointer }) => manifest.locate(changed.nearest(manifest, pointer));
}

/** What the rules find; of what they find it by nothing is kept. */
function find(
  context: RuleContext, isSelected: (rule: RuleDescription) => boolean, today = new Date().toISOString().slice(0, 10),
): Pick<CheckReport, 'findings' | 'tallies' | 'faults'> {
  const rules = RULES.filter(isSelected);
  const { findings, tallies, faults } = runRules(rules, context);
  const marked = applyAcknowledgements(context.model.manifests, findings, {
    known: new Set([...RULES, UNREADABLE_FIELD].map(({ id }) => id)),
    evaluated: evaluatedIds(rules, context, isSelected), today,
  });
  return { findings: toldOnce(toFindings(marked.filter(({ rule }) => isSelected(rule)))), tallies, faults };
}

/** Rules that could have found something; an acknowledgement of another one may be needed elsewhere. */
function evaluatedIds(
  rules: Rule[],
  context: RuleContext,
  isSelected: (rule: RuleDescription) => boolean,
): ReadonlySet<string> {
  const ran: RuleDescription[] = rules.filter(({ needsCluster }) => !needsCluster || context.cluster !== undefined);
  return new Set([...ran, UNREADABLE_FIELD].filter(isSelected).map(({ id }) => id));
}

function selection({ rules = [], skipRules = [] }: CheckOptions): (rule: RuleDescription) => boolean {
  const known = new Set(ALL_RULES.map(({ id }) => id));
  const unknown = [...rules, ...skipRules].find((id) => !known.has(id));
  if (unknown !== undefined) {
    throw new UserError(undefined, `there is no rule '${unknown}'`, `'cdk8s-nim rules' lists them`);
  }
  return ({ id }) => (rules.length === 0 || rules.includes(id)) && !skipRules.includes(id);
}

/** Undefined where planning crashed and a rule has said so. */
function countCustomKinds({ workloads }: Model): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  workloads
    .filter(({ manifest }) => !isBuiltIn(manifest))
    .forEach(({ kind }) => counts.set(kind, (counts.get(kind) ?? 0) + 1));
  return counts;
}

function countVerdicts(context: RuleContext, faults: readonly Fault[]): ReadonlyMap<Verdict, number> | undefined {
  try {
    const counts = new Map<Verdict, number>();
    planIndex(context).plan.workloads.forEach(({ verdict }) => counts.set(verdict, (counts.get(verdict) ?? 0) + 1));
    return counts;
  } catch (error) {
    if (faults.some((fault) => fault.error === error)) {
      return undefined;
    }
    throw error;
  }
}
