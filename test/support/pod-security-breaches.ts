import { Field } from '../../lib/manifests';
import { evaluatePod } from '../../lib/prover/admission/pod-security/evaluate-pod';
import { podFields } from '../../lib/prover/admission/pod-security/pod-fields';
import { PodSecurityLevel } from '../../lib/prover/admission/pod-security/pod-security-check';
import { modelOf } from './rules';

/** What a level of one minor version of the standard refuses in a pod: `check place` each. */
export function breachesOf(level: PodSecurityLevel, spec: object, annotations: object = {}, minor = 37): string[] {
  const [pod] = modelOf([{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x', annotations }, spec }]).manifests;
  return evaluatePod(level, minor, podFields(Field.of(pod, [])))
    .map(({ check, at }) => `${check.id} ${typeof at === 'string' ? at : at.pointer}`);
}
