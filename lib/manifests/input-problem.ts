import { UserError } from '../util/user-error';
import { Manifest } from './manifest';

/**
 * Something in a manifest that the API server would refuse or that no scheduler could read; the manifest is still used
 * as far as possible.
 */
export interface InputProblem {
  readonly manifest: Manifest;
  /** JSON pointer into the manifest. */
  readonly pointer: string;
  readonly message: string;
}

/** A file that cannot be read as Kubernetes manifests at all. */
export class ManifestSyntaxError extends UserError {
  constructor(
    public readonly file: string,
    /** One-based. */
    public readonly line: number,
    /** One-based. */
    public readonly column: number,
    public readonly reason: string,
  ) {
    super(`${file}:${line}:${column}`, reason);
    this.name = 'ManifestSyntaxError';
  }
}
