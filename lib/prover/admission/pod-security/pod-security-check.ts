import { Field } from '../../../manifests';
import { PodFields } from './pod-fields';

/** Levels of the Pod Security Standards (https://kubernetes.io/docs/concepts/security/pod-security-standards/). */
export type PodSecurityLevel = 'privileged' | 'baseline' | 'restricted';

/** One check of the Pod Security Standards, as it is for some versions of the standard. */
export interface PodSecurityCheck {
  /** Upstream's. */
  readonly id: string;
  /** First minor version of the standard that has it so. */
  readonly since: number;
  /** First minor version that has it no more, or in another form. */
  readonly until?: number;
  /** Baseline checks that restricted does not ask because of this one. */
  readonly overrides?: string[];
  /** What the fields must be, as the end of a sentence. */
  readonly demand: string;
  /**
   * Fields that break it; where one is missing, the place where it belongs. Annotations are named instead of pointed
   * at.
   */
  readonly broken: (pod: PodFields) => (Field | string)[];
}
