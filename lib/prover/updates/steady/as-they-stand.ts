import { Cluster, ClusterNode, isPlaced, OwnPod } from '../../../cluster';
import { listed } from '../../../util/listed';
import { plural } from '../../../util/plural';
import {
  append, Field, isBeingDeleted, keyOf, Manifest, Model, ownerOf, OwnerIndex, PodTemplate, Workload,
} from '../../../manifests';
import { isFinished } from '../../../kubernetes/pod-phase';
import { admits, Capacity } from '../../placement';
import { heldByLostDaemons } from './lost-daemons';
import { Judgement, PlanAtCluster } from '../words/rollout-plan';
import { PRESUMES, restsOnPlaces, waitersText } from '../words/rests-on';
import { nameOf } from '../words/wording';
import { worst } from '../words/worst';
import { hasRoomIfEmpty, overfullNodes, strandedPods } from './stranded-pods';

/** Names that one line gives. */
const MOST_NAMES = 3;
/** Owners of owners that are looked at: an object may own itself. */
const MOST_LEVELS = 10;

/** How much a verdict rests on old pods standing where new ones may come. */
export interface Footing {
  /** The update by itself holds wherever pods stand. */
  readonly isAloneSure: boolean;
  /** Nobody else's pods move. */
  readonly movesAlone: boolean;
  /** All pods are replaced by others like them, and nothing else is asked for. */
  readonly isRestart: boolean;
}

/**
 * Verdicts presume that old pods stand where new ones may come. A snapshot shows those that do not, as their node was
 * cordoned or tainted since, and those whose kubelet does not answer, which do not stop.
 */
export class AsTheyStand {
  private readonly own: ReadonlyMap<string, readonly OwnPod[]>;
  private readonly nodes: ReadonlyMap<string, ClusterNode>;
  private readonly overfull: ReadonlySet<string>;
  private readonly stranded: ReadonlyMap<Workload, readonly OwnPod[]>;
  private readonly waiting: readonly Workload[];
  /** A snapshot shows all pods. */
  private readonly isShown: boolean;

  constructor(cluster: Cluster, { podSets: workloads, manifests }: Model, private readonly capacity: Capacity) {
    this.isShown = cluster._own !== undefined;
    // Where no snapshot shows pods, manifests that were read from a cluster may.
    this.own = cluster._own ?? writtenPods(manifests);
    this.nodes = new Map(cluster._nodes.map((node) => [node.name, node]));
    this.waiting = workloads.filter((workload) =>
      this.podsOf(workload).some(({ node, isLeaving }) => node === '' && !isLeaving));
    this.overfull = overfullNodes(capacity, [...this.own.values()].flat());
    this.stranded = strandedPods(capacity, workloads, (workload) => this.podsOf(workload), this.overfull);
  }

  public apply(workload: Workload, judged: PlanAtCluster, footing: Footing): PlanAtCluster {
    const bounds = workload.bounds(judged.replicas);
    const held = bounds || workload.kind === 'StatefulSet'
      ? this.heldByLost(workload, bounds?.recreate ?? false) : undefined;
    const moved = (each: Judgement) => {
      const beside = this.besideStranded(workload, each, bounds === undefined);
      return held ? worst([beside, held]) : beside;
    };
    if (!bounds || workload.kind === 'DaemonSet') {
      const [alone, together] = [judged.alone, judged.together].map((each) => this.besideWaiting(moved(each)));
      return { ...judged, alone, together };
    }
    const standing = this.podsOf(workload).filter(isPlaced);
    const stranded = this.stranded.get(workload) ?? [];
    const without = moved(stranded.length === 0 ? judged.alone
      : withStranded(workload, judged, footing, {
        pods: stranded,
        // What room an overfull node has they take from new ones.
        areApart: stranded.length === standing.length && !stranded.some(({ node }) =>
          this.overfull.has(node) && hasRoomIfEmpty(this.capacity, workload, node)),
      }));
    const alone = footing.isRestart ? this.unlessCordoned(workload, judged, without) : without;
    const together = this.together(judged, alone, footing);
    return { ...judged, alone: this.besideWaiting(alone), together: this.besideWaiting(together) };
  }

  /** The same of a drain, which moves pods from one node to others, and replaces none beside. */
  public besideDrain(workload: Workload, judgement: Judgement): Judgement {
    const beside = this.besideStranded(workload, judgement, true);
    const held = workload.kind === 'Deployment' ? undefined : this.heldByLost(workload, false);
    return held ? worst([beside, held]) : beside;
  }

  /** Where nothing tells on which nodes pods stand, some may be on one that was cordoned since, and in nobody's way. */
  private unlessCordoned(workload: Workload, { fits }: PlanAtCluster, alone: Judgement): Judgement {
    const { pod } = workload;
    const isAboutRoom = alone.verdict === 'impossible' && fits.verdict !== 'impossible'
      && pod.claims.length + pod.inlineDisks.length === 0;
    const cordoned = !isAboutRoom || this.isShown || this.podsOf(workload).length > 0
      ? [] : [...this.nodes.values()].filter((node) => mayHaveTaken(node, pod));
    return cordoned.length === 0 ? alone : {
      verdict: 'unknown',
      witness: [
        `old pods may stand on ${listed(cordoned.map(({ name }) => name), MOST_NAMES)}, cordoned, and leave their room to ` +
          'new ones: where they stand is not in the input',
        ...alone.witness,
      ],
    };
  }

  private together(
    { alone: before, together, fits }: PlanAtCluster, alone: Judgement, { isAloneSure, movesAlone }: Footing,
  ): Judgement {
    if (alone !== before && (alone.verdict === 'impossible' || movesAlone)) {
      return alone;
    }
    // What its own pods do not find room for by themselves nobody leaves.
    const isOpen = (together.verdict === 'impossible' && fits.verdict !== 'impossible')
      || (together.verdict === 'proven' && !isAloneSure);
    const isShaken = !movesAlone && (alone !== before || (this.stranded.size > 0 && isOpen));
    return isShaken
      ? { verdict: 'unknown', witness: ['pods that are updated together stand on nodes that take no more of them'] }
      : together;
  }

  /**
   * Pods of others are counted where new ones may go, and some stand where none may: they leave that room, and take it
   * where they are. So do those of its own where nobody replaces them.
   */
  private besideStranded(workload: Workload, judgement: Judgement, isItsOwn = false): Judgement {
    if (judgement.verdict === 'proven' && !restsOnPlaces(judgement.witness)) {
      const holder = [...this.stranded].find(([, pods]) => this.takeRoomOf(workload, pods));
      return holder === undefined ? judgement : {
        verdict: 'unknown',
        witness: [
          `${where(holder[1])} that ${holder[1].length === 1 ? 'takes' : 'take'} no new pods of ${nameOf(holder[0])}, but of ` +
            `${nameOf(workload)}: what room they hold there is not counted`,
        ],
      };
    }
    const other = judgement.verdict !== 'impossible' ? undefined
      : [...this.stranded].find(([each]) => (each !== workload || isItsOwn) && this.mayMeet(each, workload));
    return other === undefined ? judgement : {
      verdict: 'unknown',
      witness: [
        `${where(other[1])} that ${other[1].length === 1 ? 'takes' : 'take'} no new pods of ${nameOf(other[0])}: what ` +
          'room that leaves elsewhere is not counted',
        ...judgement.witness,
      ],
    };
  }

  /** Whether some of these pods stand where new ones of a workload may come. */
  private takeRoomOf(workload: Workload, pods: readonly OwnPod[]): boolean {
    const { kind, pod } = workload;
    return pods.some(({ node }) => admits(this.nodes.get(node)!, pod, kind === 'DaemonSet')
      && hasRoomIfEmpty(this.capacity, workload, node));
  }

  private mayMeet(one: Workload, two: Workload): boolean {
    return [...this.nodes.values()].some((node) => admits(node, one.pod) && admits(node, two.pod));
  }

  /** What presumes that all pods run, where some wait: those may take what is freed, and leave room meanwhile. */
  private besideWaiting(judgement: Judgement): Judgement {
    const { verdict, witness } = judgement;
    return this.waiting.length === 0 || !witness.includes(PRESUMES) || !['proven', 'impossible'].includes(verdict)
      ? judgement
      : {
          verdict: verdict === 'proven' ? 'possible' : 'unknown',
          witness: [
            waitersText(listed(this.waiting.map(nameOf), MOST_NAMES)),
            ...witness.filter((line) => line !== PRESUMES),
          ],
        };
  }

  /** Why nothing takes the place of pods that do not stop. */
  private heldByLost(workload: Workload, isRecreate: boolean): Judgement | undefined {
    const lost = this.podsOf(workload).filter(({ node }) => this.nodes.get(node)?.isLost);
    const { kind, pod } = workload;
    if (kind === 'DaemonSet' && !heldByLostDaemons(workload, this.podsOf(workload), this.nodes)) {
      return undefined;
    }
    const waits = lost.length === 0 ? undefined
      : kind === 'StatefulSet' ? 'a StatefulSet makes no pod again before it is gone'
        : kind === 'DaemonSet' ? 'a DaemonSet counts them as missing, or has a new pod become ready there'
        : isRecreate ? 'Recreate makes no new pod before they are gone' : undefined;
    if (waits !== undefined) {
      return {
        verdict: 'impossible',
        witness: [
          `${where(lost)}, whose kubelet does not answer: gone only when the node is back or removed`, waits,
        ],
      };
    }
    const mayHold = pod.claims.length + pod.inlineDisks.length > 0 || kind !== 'Deployment';
    return lost.length === 0 || !mayHold ? undefined : {
      verdict: 'unknown',
      witness: [
        `${where(lost)}, whose kubelet does not answer: what it holds, volumes too, is free only when the node is back or removed`,
      ],
    };
  }

  private podsOf({ manifest }: Workload): readonly OwnPod[] {
    return this.own.get(keyOf(manifest)) ?? [];
  }
}

/** Whether a node that is cordoned could have a pod like these. */
function mayHaveTaken(node: ClusterNode, pod: PodTemplate): boolean {
  return node.unschedulable && !node.isLost && admits({ ...node, unschedulable: false }, pod)
    && [...pod.requests].every(([resource, amount]) => amount <= (node.free.get(resource) ?? 0));
}

/** Pods among the manifests, by the key of the object that has made them. */
function writtenPods(manifests: readonly Manifest[]): ReadonlyMap<string, OwnPod[]> {
  const pods = manifests.filter((each) => each.kind === 'Pod' && ownerOf(each) !== undefined);
  const found = new Map<string, OwnPod[]>();
  const owners = pods.length === 0 ? undefined : new OwnerIndex([...manifests]);
  for (const manifest of pods) {
    const root = Field.of(manifest, []);
    let owner = owners?.ownerIn(manifest);
    for (let above = owner, level = 0; above && level < MOST_LEVELS; above = owners?.ownerIn(above), level++) {
      owner = above;
    }
    if (owner && !isFinished(root.get('status', 'phase').value)) {
      const node = root.get('spec', 'nodeName').string() ?? '';
      append(found, keyOf(owner), { manifest, node, isLeaving: isBeingDeleted(manifest) });
    }
  }
  return found;
}

/** The update by itself: pods on such nodes take no room from new ones, and leave none to them. */
function withStranded(
  workload: Workload, { alone, fits }: PlanAtCluster, { isAloneSure }: Footing,
  { pods, areApart }: { readonly pods: readonly OwnPod[]; readonly areApart: boolean },
): Judgement {
  if (fits.verdict === 'impossible' || (alone.verdict === 'proven' && isAloneSure)) {
    return alone;
  }
  // Where all stand apart, new pods come as if there were none: whether they find room is whether they fit.
  const isFree = areApart && workload.pod.claims.length + workload.pod.inlineDisks.length === 0;
  if (isFree && fits.verdict === 'proven') {
    return alone.verdict === 'proven' ? alone : { verdict: 'proven', witness: [] };
  }
  return alone.verdict === 'possible' ? alone : {
    verdict: 'unknown',
    witness: [
      `${where(pods)} that ${pods.length === 1 ? 'takes' : 'take'} no new pods of ${nameOf(workload)}: ` +
        'what follows from that is not counted',
      ...alone.witness,
    ],
  };
}

function where(pods: readonly OwnPod[]): string {
  const nodes = listed([...new Set(pods.map(({ node }) => node))], MOST_NAMES);
  return `${plural(pods.length, 'pod')} on ${nodes}`;
}
