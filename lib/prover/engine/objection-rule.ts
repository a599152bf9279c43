import { AdmissionStage } from '../admission';
import { refusalsOf } from '../validation';
import { NOT_APPLICABLE, POD_KINDS, Rule, RuleDescription } from './rule';

type Texts = Omit<RuleDescription, 'severity' | 'kinds'>;

/**
 * A rule about what one stage of the API server objects to in the pods of a workload: an error where it refuses them, a
 * warning, in the words of `uncertain`, where that depends on something outside the input.
 */
export function objectionRule(
  stage: AdmissionStage, texts: Texts,
  uncertain = (reason: string) => `${reason}; without it the API server refuses its pods`,
): Rule {
  return {
    ...texts,
    severity: 'error',
    kinds: POD_KINDS,
    evaluate({ workload }, { admission }) {
      const admitted = workload && admission.podOf(workload);
      if (!admitted) {
        return NOT_APPLICABLE;
      }
      // What the object says itself is refused with it, which is told already.
      const told = refusalsOf(workload.manifest).map(({ pointer }) => pointer);
      return admitted.objections
        .filter((objection) => objection.stage === stage && !told.includes(objection.pointer))
        .map(({ certain, reason, pointer }) => ({
          pointer,
          message: certain ? `the API server refuses its pods: ${reason}` : uncertain(reason),
          severity: certain ? undefined : 'warning',
        }));
    },
  };
}
