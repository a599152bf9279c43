import { Manifest, SourceLocation } from '../../manifests';
import { RuleDescription, Severity, Violation } from './rule';

/** Why a finding is accepted. */
export interface AcceptedReason {
  readonly reason: string;
  /** Last day it counts, as `2027-01-31`. */
  readonly expires?: string;
}

/** One violation, with all a report needs. */
export interface Finding {
  readonly rule: RuleDescription;
  readonly severity: Severity;
  readonly manifest: Manifest;
  /** JSON pointer into the manifest. */
  readonly pointer: string;
  readonly message: string;
  /** The placement or the steps that show it. */
  readonly witness: string[];
  /** What to write instead: of this case where more is known of it, else what the rule says. */
  readonly remediation: string;
  readonly location: SourceLocation;
  /** Stays the same when lines, files or unrelated fields move. */
  readonly fingerprint: string;
  /** Present when somebody accepted it. */
  readonly acknowledgement?: AcceptedReason;
  /** How a reason of a verdict begins that comes of the same. */
  readonly because?: string;
  /** Findings about the same object that have this cause, and are told with it. */
  readonly tells?: readonly Finding[];
}

/** A violation whose fingerprint is not known yet: it depends on the findings before it. */
export interface RawFinding {
  readonly rule: RuleDescription;
  readonly manifest: Manifest;
  readonly violation: Violation;
  readonly acknowledgement?: AcceptedReason;
}

/** Path of the page that describes a rule. */
export function docsOf({ id }: RuleDescription): string {
  return `docs/rules/README.md#${id}`;
}
