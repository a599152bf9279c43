/**
 * A claim of a volume: a PersistentVolumeClaim, or a template from which a StatefulSet makes one for each pod.
 */
export interface ClaimSpec {
  /** Name of the claim. */
  readonly name: string;

  /** Size, such as `50Gi`. */
  readonly size: string;

  /**
   * Name of the StorageClass.
   *
   * @default - the cluster's default
   */
  readonly storageClass?: string;

  /** `ReadWriteOnce`, `ReadWriteMany`, `ReadWriteOncePod` or `ReadOnlyMany`. */
  readonly accessMode: string;

  /** Whether Argo CD, Flux and Helm leave the claim alone when it is no longer rendered. */
  readonly retain: boolean;
}
