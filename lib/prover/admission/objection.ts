import { Field } from '../../manifests';

/** Which part of the API server speaks. */
export type AdmissionStage =
  | 'validation'
  | 'LimitRange'
  | 'ServiceAccount'
  | 'PodSecurity'
  | 'PriorityClass'
  | 'RuntimeClass'
  | 'ResourceQuota'
  | 'policy'
  | 'objects'
  | 'API server';

/** Why the API server refuses the pods of a workload, or may refuse them. */
export interface Objection {
  readonly stage: AdmissionStage;
  /** It does refuse them; otherwise it depends on an object that is not in the input. */
  readonly certain: boolean;
  /** In plain words, without the workload's name. */
  readonly reason: string;
  /** JSON pointer into the workload's manifest. */
  readonly pointer: string;
}

export function refuses(stage: AdmissionStage, { pointer }: Field, reason: string): Objection {
  return { stage, certain: true, reason, pointer };
}

export function mayRefuse(stage: AdmissionStage, { pointer }: Field, reason: string): Objection {
  return { stage, certain: false, reason, pointer };
}
