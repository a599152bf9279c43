import { CONTROLLERS, typeNames } from '../../manifests';
import { RuleContext } from './rule-context';
import { Subject } from './subject';

/** An error makes pods fail, an update block or the API server refuse; a warning does so only under conditions. */
export type Severity = 'error' | 'warning';

/** What there is to say about a rule without running it. */
export interface RuleDescription {
  /** Kebab-case; at most 63 characters, because it is the name of an annotation too. */
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** What goes wrong, and why. */
  readonly explanation: string;
  /** What to write instead. */
  readonly remediation: string;
  /** Where upstream says or does so. */
  readonly upstream: string;
  /** Types of object the rule looks at, as `typeOf` names them; empty for any type. */
  readonly kinds: string[];
}

/** A rule over single objects in the light of all the others. */
export interface Rule extends RuleDescription {
  /** Only applies when the nodes of the cluster are known. */
  readonly needsCluster?: boolean;
  /** Undefined when the rule does not apply to the object, no violation when the object complies. */
  readonly evaluate: (subject: Subject, context: RuleContext) => Violation[] | undefined;
}

/** One place where an object does not comply. */
export interface Violation {
  /** JSON pointer into the object; the field may be absent. */
  readonly pointer: string;
  readonly message: string;
  /** The placement or the steps that show it. */
  readonly witness?: string[];
  /** What to write instead in this case, where it is more than what the rule says of all. */
  readonly remediation?: string;
  /**
   * How a reason of a verdict begins that comes of the same: such findings about one object are told as one.
   *
   * @default - nothing else tells the same
   */
  readonly because?: string;
  /** Where this case is less severe than the rule. */
  readonly severity?: Severity;
}

/** Absent: the rule says nothing about this object. */
export const NOT_APPLICABLE = undefined;

/** Kinds whose controller keeps a number of replicas running. */
export const REPLICATED_KINDS = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'];

/** Every kind that produces pods, as far as they can be read. */
export const POD_KINDS = [...new Set(CONTROLLERS.flatMap(({ kind, groups }) => typeNames(kind, groups)))];
