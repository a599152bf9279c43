import { Field, Manifest, Workload } from '../../manifests';

/** The object a rule looks at. */
export interface Subject {
  readonly manifest: Manifest;
  readonly root: Field;
  /** Present for kinds that produce pods. */
  readonly workload?: Workload;
}
