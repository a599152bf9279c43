import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import {
  Acknowledgement,
  annotationKey,
  annotationValue,
  isDay,
  isReason,
  kindsOfNativeCheck,
  NATIVE_TOOLS,
  NativeTool,
  parseNativeCheck,
  projectNative,
  TOOLS_THAT_KEEP_REASONS,
} from '../prover/acknowledgements';
import { RuleDescription, RULES, UNREADABLE_FIELD } from '../prover/engine';
import { Linter } from './linter';
import { checkCall } from '../kubernetes/shapes/check-shape';

/**
 * Options of an acknowledgement.
 */
export interface AcknowledgeOptions {
  /**
   * Last day the acknowledgement counts, as `2027-01-31`. Afterwards the finding is reported again, together with the
   * expiry.
   *
   * @default - does not end
   */
  readonly expires?: string;
}

const acknowledgements = new WeakMap<IConstruct, Acknowledgements>();
const projections = new WeakMap<IConstruct, Set<NativeTool>>();
const hooked = new WeakSet<IConstruct>();

/**
 * Findings accepted for a construct and everything below it.
 *
 * Each becomes an annotation on the objects the rule looks at, `acknowledge.cdk8s-nim/<rule>: <reason>`, so that
 * whoever checks the YAML finds the reason there. Annotations that silence other linters are written for those only
 * that `projectTo` names: they are many lines that say nothing to a cluster.
 */
export class Acknowledgements {
  /** The acknowledgements of a construct. */
  public static of(scope: IConstruct): Acknowledgements {
    const existing = acknowledgements.get(scope);
    if (existing) {
      return existing;
    }
    const created = new Acknowledgements(scope);
    acknowledgements.set(scope, created);
    return created;
  }

  /**
   * Writes acknowledgements as the ignore annotations of other linters too, on the objects of a construct and below:
   * those of checks that object to the same as one of our rules, and those of the linter's own checks
   * (`kube-score/container-image-pull-policy`) together with their reason. Several calls add up.
   *
   * @param scope usually the app
   * @param linters those that judge the rendered YAML
   */
  public static projectTo(scope: IConstruct, linters: Linter[]): void {
    checkCall('Acknowledgements.projectTo', { scope, linters });
    const known = projections.get(scope) ?? new Set<NativeTool>();
    projections.set(scope, known);
    linters.forEach(({ _tool }) => known.add(_tool));
    writeAtSynthesis(scope.node.root);
  }

  /** Why a finding of a rule is accepted for a construct; undefined when it is not. @internal */
  public static _reasonFor(scope: IConstruct, id: string): string | undefined {
    return [...scope.node.scopes].reverse().flatMap((each) => acknowledgements.get(each)?.own.get(id)?.reason ?? [])[0];
  }

  /** Writes the annotations on all objects of a tree. @internal */
  public static _write(root: IConstruct): void {
    root.node
      .findAll()
      .filter((construct): construct is ApiObject => ApiObject.isApiObject(construct))
      .forEach(annotate);
  }

  private readonly own = new Map<string, Acknowledgement>();

  private constructor(private readonly scope: IConstruct) {}

  /**
   * Accepts the findings of a rule. The acknowledgement nearest to an object wins over those of the constructs above.
   *
   * @param id of a rule (`disruption-budget-never-allows-eviction`), or of a check of another linter
   *   (`kube-score/container-image-pull-policy`, `polaris/priorityClassNotSet`), which is written where `projectTo`
   *   names the linter
   * @param reason why it is accepted, in words that can be checked later
   * @param options such as the last day it counts
   * @throws when there is no such rule, the reason is empty, the day does not exist, or the rule is acknowledged here
   * already
   */
  public add(id: string, reason: string, options: AcknowledgeOptions = {}): void {
    checkCall('Acknowledgements#add', { id, reason, options });
    const path = this.scope.node.path || 'app';
    const { expires } = options;
    if (!parseNativeCheck(id) && !ruleOf(id)) {
      throw new Error(
        `${path}: there is no rule '${id}'; write one that 'cdk8s-nim rules' lists, or <tool>/<check> with one of ${NATIVE_TOOLS.join(', ')}`,
      );
    }
    if (!isReason(reason) || /;\s*expires\b/.test(reason)) {
      throw new Error(
        `${path}: the reason '${reason}' for '${id}' is no reason; write why it is accepted, and the last day as { expires: '2027-01-31' }`,
      );
    }
    if (expires !== undefined && !isDay(expires)) {
      throw new Error(`${path}: '${expires}' is no day; write expires as '2027-01-31'`);
    }
    if (this.own.has(id)) {
      throw new Error(`${path}: '${id}' is acknowledged here already: ${this.own.get(id)!.reason}; write one reason`);
    }
    this.own.set(id, { id, reason: reason.trim(), expires });
    writeAtSynthesis(this.scope.node.root);
  }

  /** Acknowledgements for an object from all constructs above it, the nearest of each rule. @internal */
  public static _collect(object: ApiObject): Acknowledgement[] {
    const nearest = new Map<string, Acknowledgement>();
    object.node.scopes.forEach((scope) =>
      acknowledgements.get(scope)?.own.forEach((acknowledgement, id) => nearest.set(id, acknowledgement)),
    );
    return [...nearest.values()].filter(({ id }) => appliesTo(id, object.kind));
  }
}

/**
 * Accepts the findings of a rule for a construct and everything below it; the same as
 * `Acknowledgements.of(scope).add(...)`.
 */
export function acknowledge(scope: IConstruct, id: string, reason: string, options: AcknowledgeOptions = {}): void {
  Acknowledgements.of(scope).add(id, reason, options);
}

function ruleOf(id: string): RuleDescription | undefined {
  return [...RULES, UNREADABLE_FIELD].find((rule) => rule.id === id);
}

function appliesTo(id: string, kind: string): boolean {
  const native = parseNativeCheck(id);
  const kinds = native ? kindsOfNativeCheck(native.check) : (ruleOf(id)?.kinds ?? []);
  return kinds.length === 0 || kinds.includes(kind);
}

/** Validation is the last thing before objects are rendered, so objects created after the call are seen too. */
function writeAtSynthesis(root: IConstruct): void {
  if (hooked.has(root)) {
    return;
  }
  hooked.add(root);
  root.node.addValidation({
    validate: () => {
      Acknowledgements._write(root);
      return [];
    },
  });
}

function annotate(object: ApiObject): void {
  const own = Acknowledgements._collect(object);
  if (own.length === 0) {
    return;
  }
  const tools = object.node.scopes.flatMap((scope) => [...(projections.get(scope) ?? [])]);
  const present: { readonly [key: string]: string } = object.metadata.toJson().annotations ?? {};
  const withReason = own.filter(({ id }) => writesReason(id, tools));
  const reasons = Object.fromEntries(withReason.map((each) => [annotationKey(each.id), annotationValue(each)]));
  Object.entries({ ...reasons, ...projectNative(own, present, tools) }).forEach(([key, value]) =>
    object.metadata.addAnnotation(key, value),
  );
}

/**
 * Ours always; that of another linter's check where the linter is projected to and has no place for the reason itself.
 */
function writesReason(id: string, tools: readonly NativeTool[]): boolean {
  const native = parseNativeCheck(id);
  return native === undefined || (tools.includes(native.tool) && !TOOLS_THAT_KEEP_REASONS.includes(native.tool));
}
