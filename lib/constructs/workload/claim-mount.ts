import * as kplus from 'cdk8s-plus-28';

/**
 * A PersistentVolumeClaim mounted as a directory.
 */
export interface ClaimMount {
  /**
   * The claim: one of the app, or `kplus.PersistentVolumeClaim.fromClaimName(scope, id, name)`. With an access mode
   * that several pods cannot share, an update must stop the old pod first.
   */
  readonly claim: kplus.IPersistentVolumeClaim;

  /** Directory of the container. */
  readonly mountPath: string;

  /**
   * Directory of the volume that is mounted.
   *
   * @default - its root
   */
  readonly subPath?: string;

  /**
   * Whether the container may only read.
   *
   * @default false
   */
  readonly readOnly?: boolean;
}
