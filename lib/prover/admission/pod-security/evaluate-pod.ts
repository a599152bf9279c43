import { Field } from '../../../manifests';
import { BASELINE_CHECKS } from './baseline-checks';
import { PodFields } from './pod-fields';
import { PodSecurityCheck, PodSecurityLevel } from './pod-security-check';
import { RESTRICTED_CHECKS } from './restricted-checks';

/** One field, or annotation, that a level does not allow. */
export interface PodSecurityBreach {
  readonly check: PodSecurityCheck;
  readonly at: Field | string;
}

/**
 * What a level of some minor version of the standard does not allow in a pod: restricted asks all of baseline but what
 * it overrides. Source: kubernetes staging/src/k8s.io/pod-security-admission/policy/registry.go `EvaluatePod`,
 * `populate`.
 */
export function evaluatePod(level: PodSecurityLevel, minor: number, pod: PodFields): PodSecurityBreach[] {
  return checksOf(level, minor).flatMap((check) => check.broken(pod).map((at) => ({ check, at })));
}

export function checksOf(level: PodSecurityLevel, minor: number): PodSecurityCheck[] {
  const of = (checks: readonly PodSecurityCheck[]) =>
    checks.filter(({ since, until = Infinity }) => since <= minor && minor < until);
  const restricted = level === 'restricted' ? of(RESTRICTED_CHECKS) : [];
  const overridden = restricted.flatMap(({ overrides = [] }) => overrides);
  return level === 'privileged'
    ? []
    : [...of(BASELINE_CHECKS).filter(({ id }) => !overridden.includes(id)), ...restricted];
}
