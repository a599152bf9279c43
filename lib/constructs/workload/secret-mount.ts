import { SecretSource } from './secret-source';

/**
 * A Secret mounted as a directory. Its content may change while the pod runs.
 */
export interface SecretMount {
  /** The Secret. */
  readonly secret: SecretSource;

  /** Directory of the container in which each key becomes a file. */
  readonly mountPath: string;

  /**
   * File names by key, for those keys alone.
   *
   * @default - every key, under its own name
   */
  readonly files?: { readonly [key: string]: string };
}
