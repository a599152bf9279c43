import { Fault, Finding } from '../prover/engine';
import { CheckReport } from '../prover/check';

/** What a check says when an app is synthesized; what somebody has acknowledged is left out. */
export interface SynthesisReport {
  /** They fail the synthesis. */
  readonly errors: string[];
  readonly warnings: Finding[];
}

export function synthesisReport({ findings, faults }: Pick<CheckReport, 'findings' | 'faults'>): SynthesisReport {
  const open = findings.filter(({ acknowledgement }) => acknowledgement === undefined);
  const errors = open.filter(({ severity }) => severity === 'error').map(describeFinding);
  return {
    errors: [...errors, ...faults.map(describeFault)], warnings: open.filter(({ severity }) => severity === 'warning'),
  };
}

/** A finding about an object of an app: its construct path first, what to write instead last. */
export function describeFinding({ manifest, rule, message, witness, remediation }: Finding): string {
  return [
    `${manifest.file}: ${manifest.id}: ${message} (${rule.id})`, ...witness.map((line) => `  ${line}`),
    `  ${remediation}`,
  ].join('\n');
}

/** By rule and object a finding is the same, whoever says it. */
export function findingKey(ruleId: string, path: string): string {
  return `${ruleId} ${path}`;
}

function describeFault({ rule, object, error }: Fault): string {
  return `rule ${rule} crashed on ${object}, which is a fault of cdk8s-nim: ${error.message}`;
}
