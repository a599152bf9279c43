/** Domains of labels that kubelets, cloud providers and device operators write by themselves. */
const WRITTEN_BY_OTHERS = [
  'kubernetes.io', 'k8s.io', 'amazonaws.com', 'k8s.aws', 'karpenter.sh', 'eksctl.io', 'cloud.google.com', 'azure.com',
  'nvidia.com', 'amd.com', 'intel.com',
];

/**
 * What is known of the labels that a description of nodes does not write.
 *
 * A list of live nodes is complete. A typed pool or a node group names the labels that people chose, while the kubelet,
 * the provider and device operators add theirs. A specification such as `gpu=2xg5.2xlarge` names none.
 */
export class LabelKnowledge {
  /** What is not written is not there. */
  public static readonly COMPLETE = new LabelKnowledge(() => true);
  /**
   * Labels of other domains than those of Kubernetes, providers and devices are not there when they are not written.
   */
  public static readonly PROVIDER_LABELS_UNKNOWN = new LabelKnowledge((key) => !isWrittenByOthers(key));
  /** Nothing is known of what is not written. */
  public static readonly ONLY_WRITTEN = new LabelKnowledge(() => false);

  private constructor(
    /** Whether a label that is not written is known to be absent. */
    public readonly excludes: (key: string) => boolean,
  ) {}
}

function isWrittenByOthers(key: string): boolean {
  const [domain] = key.split('/');
  return key.includes('/') && WRITTEN_BY_OTHERS.some((known) => domain === known || domain.endsWith(`.${known}`));
}
