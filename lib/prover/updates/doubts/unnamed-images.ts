import { isImageName } from '../../../kubernetes/image-name';
import { allContainers, Model, podSpecOf, Workload } from '../../../manifests';
import { Judgement, PlanAtCluster } from '../words/rollout-plan';
import { nameOf } from '../words/wording';

/** Kinds whose update is over when new pods are ready (kubectl pkg/polymorphichelpers/rollout_status.go). */
const WAITING: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);

const NOT_DECIDED = 'whether its old pods give back their room is not decided';

/** What is known of a change, besides its verdicts. */
interface Settled {
  /** No pod is made and none is stopped. */
  readonly isSettled?: boolean;
}

/**
 * That pods start is presumed; those of an image whose name the kubelet cannot read never do (kubernetes
 * pkg/kubelet/images/image_manager.go `EnsureImageExists`), whatever the node holds. An update that is sure to make one
 * never ends, and gives back no room of old pods that others may wait for. Neither does one whose new pods the API
 * server refuses.
 */
export class UnnamedImages {
  private readonly images = new Map<Workload, string>();
  private refused?: readonly Workload[];

  /** `isReplaced`: whether new pods of a workload are sure to be made, where it wants any. */
  constructor(
    private readonly model: Model, private readonly isReplaced: (workload: Workload) => boolean,
    private readonly changeOf: (workload: Workload) => Settled | undefined,
    private readonly isRefused: (workload: Workload) => boolean,
  ) {
    for (const workload of model.workloads) {
      const image = [workload, ...workload.companions].map(unnamedImage).find((each) => each !== undefined);
      if (image !== undefined) {
        this.images.set(workload, image);
      }
    }
  }

  public apply(workload: Workload, judged: PlanAtCluster): PlanAtCluster {
    const image = this.images.get(workload);
    const change = this.changeOf(workload);
    if (image !== undefined && judged.replicas > 0) {
      const witness = [`no container starts by the image '${image}', whose name the kubelet cannot read`];
      const verdict = !change?.isSettled && this.neverEnds(workload, image) ? 'impossible' : 'unknown';
      return {
        ...judged, alone: open(judged.alone, verdict, witness), together: open(judged.together, verdict, witness),
        timeline: undefined, spareNeeded: undefined,
      };
    }
    const isAlone = change === undefined && judged.movesAlone === true && !this.hasQuota(workload);
    const why = judged.replicas === 0 || change?.isSettled || isAlone ? undefined
      : this.neverStarted ?? (change && this.neverMade !== workload ? this.whyNeverMade : undefined);
    return why === undefined ? judged
      : { ...judged, together: open(judged.together, 'unknown', [`${why}: ${NOT_DECIDED}`]) };
  }

  private get neverStarted(): string | undefined {
    const [stuck] = this.stuck([...this.images.keys()]);
    return stuck && `new pods of ${nameOf(stuck)} never start, as no kubelet can read the image '${this.images.get(stuck)}'`;
  }

  private get whyNeverMade(): string | undefined {
    return this.neverMade && `new pods of ${nameOf(this.neverMade)}, which the API server may refuse, may never be made`;
  }

  /** Where nothing says what changes, those whose new pods are refused stand as they do beside an update alone. */
  private get neverMade(): Workload | undefined {
    this.refused ??= this.stuck(this.model.workloads.filter(this.isRefused));
    return this.refused[0];
  }

  private stuck(workloads: readonly Workload[]): Workload[] {
    return workloads.filter((each) => !this.changeOf(each)?.isSettled && !isRecreated(each));
  }

  /** Tools put a name in the place of what they wrote: `ko://…`, or the blank of an image stream. */
  private neverEnds(workload: Workload, image: string): boolean {
    const { kind, companions, waitsFor, holds, undecided } = workload;
    const isWritten = image.trim() !== '' && !/[{}$<>]|^ko:\/\//.test(image);
    const least = kind === 'DaemonSet' ? 1 : this.model.sizeOf(workload).least;
    return isWritten && WAITING.has(kind) && least > 0
      && companions.length === 0 && undecided.length === 0 && waitsFor === undefined && holds === undefined
      && this.isReplaced(workload);
  }

  private hasQuota({ namespace }: Workload): boolean {
    return this.model.byKind('ResourceQuota').some((quota) => quota.namespace === namespace);
  }
}

/** All old pods stop before a new one is made, whether it starts or not. */
function isRecreated({ kind, strategy, waitsFor }: Workload): boolean {
  return kind === 'Deployment' && strategy.type === 'Recreate' && waitsFor === undefined;
}

function unnamedImage(workload: Workload): string | undefined {
  const podSpec = podSpecOf(workload);
  return [
    ...allContainers(podSpec).map((container) => container.get('image').value),
    ...podSpec.get('volumes').items().map((volume) => volume.get('image', 'reference').value),
  ].find((image): image is string => typeof image === 'string' && image !== '' && !isImageName(image));
}

function open(judgement: Judgement, verdict: 'impossible' | 'unknown', witness: string[]): Judgement {
  return ['proven', 'possible'].includes(judgement.verdict) ? { verdict, witness } : judgement;
}
