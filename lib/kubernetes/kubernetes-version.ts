import { UserError } from '../util/user-error';

/** Newest minor version whose sources were read. */
const NEWEST_MINOR = 37;

/** Oldest minor version that is told from others. */
const OLDEST_MINOR = 20;

/** A minor version of Kubernetes; what a field does, and whether the API server keeps it, depends on it. */
export class KubernetesVersion {
  /** The newest minor version that is known here. */
  public static readonly NEWEST = new KubernetesVersion(NEWEST_MINOR);

  /**
   * Reads `1.35`, `v1.35.2` or what a provider writes, `v1.35.2-eks-1234567`.
   *
   * @throws when it is none of them, or older than 1.20
   */
  public static of(text: string): KubernetesVersion {
    const minor = minorOf(text);
    if (minor === undefined) {
      throw new UserError(
        undefined,
        `kubernetes version '${text.slice(0, 40)}' is not known`,
        `write a minor version from 1.${OLDEST_MINOR} on, such as 1.${NEWEST_MINOR}`,
      );
    }
    return new KubernetesVersion(minor);
  }

  /** The newest of what kubelets say of themselves; what is no version from 1.20 on is left out. */
  public static newestOf(texts: readonly string[]): KubernetesVersion | undefined {
    const minors = texts.map(minorOf).filter((minor) => minor !== undefined);
    return minors.length > 0 ? new KubernetesVersion(Math.max(...minors)) : undefined;
  }

  private constructor(
    /** `35` of 1.35. */
    public readonly minor: number,
  ) {}

  /** Whether this version is 1.`minor` or newer. */
  public isAtLeast(minor: number): boolean {
    return this.minor >= minor;
  }

  /** `1.35` */
  public toString(): string {
    return `1.${this.minor}`;
  }
}

function minorOf(text: string): number | undefined {
  const minor = Number(/^v?1\.(\d{1,2})(?:\.\d+)?(?:[-+][\w.+-]+)?$/.exec(text)?.[1]);
  return minor >= OLDEST_MINOR ? minor : undefined;
}
