import { LabelSelector, ObjectMeta, PodTemplateSpec } from '../../../imports/kubernetes';

/** Labels of a claim; they must not change with the image. */
export type ClaimLabels = { readonly [key: string]: string };

/** What a controller makes its pods from. */
export interface PodParts {
  readonly terminationGraceSeconds: number;
  /** Metadata of the controller. */
  readonly metadata: ObjectMeta;
  /** Labels of volume claim templates. */
  readonly claimLabels: ClaimLabels;
  readonly selector: LabelSelector;
  readonly template: () => PodTemplateSpec;
}
