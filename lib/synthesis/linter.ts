import { NativeTool } from '../prover/acknowledgements';

/**
 * Linters of others, whose own ignore annotations acknowledgements can be written as too.
 */
export class Linter {
  /** https://docs.kubelinter.io */
  public static readonly KUBE_LINTER = new Linter('kube-linter');
  /** https://github.com/zegl/kube-score */
  public static readonly KUBE_SCORE = new Linter('kube-score');
  /** https://polaris.docs.fairwinds.com */
  public static readonly POLARIS = new Linter('polaris');
  /** https://www.checkov.io */
  public static readonly CHECKOV = new Linter('checkov');
  /** https://kubescape.io */
  public static readonly KUBESCAPE = new Linter('kubescape');

  /** All of them. */
  public static all(): Linter[] {
    return [Linter.KUBE_LINTER, Linter.KUBE_SCORE, Linter.POLARIS, Linter.CHECKOV, Linter.KUBESCAPE];
  }

  private constructor(
    /** As in the id of its checks, `kube-score/container-image-pull-policy`. */
    public readonly name: string,
  ) {}

  /** @internal */
  public get _tool(): NativeTool {
    return this.name as NativeTool;
  }
}
