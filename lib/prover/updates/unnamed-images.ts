import { isImageName } from '../../kubernetes/image-name';
import { allContainers, Model, podSpecOf, Workload } from '../../manifests';
import { Judgement, PlanAtCluster } from './rollout-plan';
import { nameOf } from './wording';

/** Kinds whose update is over when new pods are ready (kubectl pkg/polymorphichelpers/rollout_status.go). */
const WAITING: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);

/** What is known of a change, besides its verdicts. */
interface Settled {
  /** No pod is made and none is stopped. */
  readonly isSettled?: boolean;
}

/**
 * That pods start is presumed; those of an image whose name the kubelet cannot read never do (kubernetes
 * pkg/kubelet/images/image_manager.go `EnsureImageExists`), whatever the node holds. An update that is sure to make one
 * never ends, and gives back no room of old pods that others may wait for.
 */
export class UnnamedImages {
  private readonly images = new Map<Workload, string>();

  /** `isReplaced`: whether new pods of a workload are sure to be made, where it wants any. */
  constructor(
    private readonly model: Model, private readonly isReplaced: (workload: Workload) => boolean,
    private readonly changeOf: (workload: Workload) => Settled | undefined,
  ) {
    for (const workload of model.workloads) {
      const image = [workload, ...workload.companions].map(unnamedImage).find((each) => each !== undefined);
      if (image !== undefined) {
        this.images.set(workload, image);
      }
    }
  }

  public apply(workload: Workload, judged: PlanAtCluster): PlanAtCluster {
    if (this.images.size === 0 || judged.replicas === 0) {
      return judged;
    }
    const image = this.images.get(workload);
    const change = this.changeOf(workload);
    if (image !== undefined) {
      const witness = [`no container starts by the image '${image}', whose name the kubelet cannot read`];
      const verdict = !change?.isSettled && this.neverEnds(workload, image) ? 'impossible' : 'unknown';
      return {
        ...judged, alone: open(judged.alone, verdict, witness), together: open(judged.together, verdict, witness),
        timeline: undefined, spareNeeded: undefined,
      };
    }
    const stuck = [...this.images].find(([other]) => !this.changeOf(other)?.isSettled && !isRecreated(other));
    const isAlone = change === undefined && judged.movesAlone === true && !this.hasQuota(workload);
    return stuck === undefined || change?.isSettled || isAlone ? judged
      : { ...judged, together: open(judged.together, 'unknown', [
          `new pods of ${nameOf(stuck[0])} never start, as no kubelet can read the image '${stuck[1]}': ` +
            'whether its old pods give back their room is not decided',
        ]) };
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
