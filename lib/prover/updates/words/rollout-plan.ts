import { SecondsRange } from '../../../kubernetes/arithmetic';

/**
 * - `proven`: finishes from every placement of the pods;
 * - `possible`: some placement or decision blocks it, another does not;
 * - `impossible`: finishes from none;
 * - `unknown`: not decided, the witness says why.
 */
export type Verdict = 'proven' | 'possible' | 'impossible' | 'unknown';

/** A verdict with its reason in plain words, one fact a line. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly witness: string[];
}

/** Where one pod is at one step of an update. */
export interface TimelinePod {
  /** `Deployment/name`, with the namespace in front where it is not `default`. */
  readonly workload: string;
  readonly revision: 'old' | 'new';
  readonly phase: 'Running' | 'Starting' | 'Pending';
  /** Absent while Pending. */
  readonly node?: string;
  readonly pool?: string;
  /** Units of the timeline's resource that the pod holds or waits for. */
  readonly units: number;
}

/** One step of an update. */
export interface TimelineStep {
  readonly title: string;
  readonly pods: TimelinePod[];
}

/** The steps of one update from one placement, seen through the resource that decides. */
export interface Timeline {
  readonly resource: string;
  /** Units of the resource on each node shown. */
  readonly nodes: { readonly node: string; readonly pool: string; readonly units: number }[];
  readonly steps: TimelineStep[];
  /** The last step can not be left. */
  readonly blocked: boolean;
}

/** Room that would let the update run with every old pod serving until its successor is ready. */
export interface SpareNeeded {
  readonly resource: string;
  /**
   * Units of one more pod, and of those that find no room; zero when the room is there already. CPU in millicores, the
   * rest in whole units.
   */
  readonly units: number;
  readonly pool: string;
  /** Further nodes of that pool which leave room for it wherever the others stand. */
  readonly nodes: number;
  /** Claim that would have to become one which two nodes can attach; absent when no claim is in the way. */
  readonly claimToShare?: string;
}

/** What draining one node, any, means for a workload. */
export interface DrainJudgement extends Judgement {
  /**
   * Disruption budgets that refuse every eviction, so that a drain waits for ever; several budgets on one pod refuse as
   * well.
   */
  readonly evictionBlockedBy: string[];
}

/**
 * - `ready`: it runs;
 * - `starting`: it is on a node, and nothing shows that it fails;
 * - `failing`: it was started and is not ready, or cannot be started;
 * - `waiting`: it has no node;
 * - `leaving`: it is being deleted, or about to be;
 * - `missing`: its controller has yet to make it.
 */
export type PodState = 'ready' | 'starting' | 'failing' | 'waiting' | 'leaving' | 'missing';

/** Pods of one template in one state, as a snapshot shows them. */
export interface PodsInState {
  readonly state: PodState;
  readonly count: number;
  /** Why, in the words of scheduler, kubelet or controller: resources that are insufficient, or a reason. */
  readonly reasons: readonly string[];
  /** When the first of them was made. */
  readonly since?: string;
}

/** An update that a snapshot shows in its middle. */
export interface HalfWay {
  /** Of templates before the newest that runs. */
  readonly old: readonly PodsInState[];
  /** Of the newest one that runs. */
  readonly new: readonly PodsInState[];
  /**
   * Which template the manifests ask for; `perhaps new` where literals that tell were not kept, `not new` where those
   * of the old templates, or these themselves, were not.
   */
  readonly asked: 'new' | 'perhaps new' | 'not new' | 'old' | 'another';
}

/** What becomes of a workload's pods in a change from what runs. */
export interface PlannedChange {
  /** `scaled`: more or fewer pods, none replaced. */
  readonly kind: 'unchanged' | 'updated' | 'scaled' | 'new';
  /** Most pods before and after; zero before for a new workload. */
  readonly replicas: { readonly from: number; readonly to: number };
  /** What one pod asks for, where that differs: CPU in millicores, memory in bytes, the rest in whole units. */
  readonly requests: readonly { readonly resource: string; readonly from: number; readonly to: number }[];
  /** What else of the pod template differs; absent where nothing does, or it cannot be named. */
  readonly template?: PlannedTemplate;
  /** Absent where no snapshot shows an update in its middle. */
  readonly halfWay?: HalfWay;
}

/** What differs of a pod template. */
export interface PlannedTemplate {
  readonly images: readonly { readonly container: string; readonly from: string; readonly to: string }[];
  /** Names of other fields, such as `env of app` or `annotations`; values may be secret. */
  readonly fields: readonly string[];
}

/**
 * What happens when a workload is updated. Its own verdict is that of what is asked: all changes together, where it is
 * said what runs; else the worse of the two, as what changes with it is not known.
 */
export interface WorkloadPlan extends Judgement {
  /** `Deployment/name`, with the namespace in front where it is not `default`. */
  readonly workload: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly file: string;
  readonly documentIndex: number;
  /** `RollingUpdate`, `Recreate`, `OnDelete`; `none` for kinds whose pods are never replaced. */
  readonly strategy: string;
  readonly replicas: number;
  /** Fewest pods where an autoscaler decides; absent where their number is fixed. */
  readonly leastReplicas?: number;
  readonly maxSurge: number;
  readonly maxUnavailable: number;
  /** Absent where nothing says what runs now, so that every workload is restarted as it is written. */
  readonly change?: PlannedChange;
  /** Updated by itself, everything else at rest. */
  readonly alone: Judgement;
  /** Updated with everything else at once, in any order of steps. */
  readonly together: Judgement;
  readonly fits: Judgement;
  readonly drain: DrainJudgement;
  /**
   * Pods that stay available all the time while an update runs as it should; never more than when it begins, and at the
   * smallest size that an autoscaler may choose.
   */
  readonly availabilityFloor: number;
  readonly downtimeSeconds: SecondsRange;
  /** Absent when no startup probe bounds the start. */
  readonly neededProgressDeadlineSeconds?: number;
  /** Absent when it cannot be told, or never helps. */
  readonly spareNeeded?: SpareNeeded;
  readonly timeline?: Timeline;
}

/** An object whose pods, if it makes any, no verdict counts. */
export interface UncountedObject {
  /** `Kafka/name`, with the namespace in front where it is not `default`. */
  readonly object: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly file: string;
  readonly documentIndex: number;
  /** What follows the object's name in a sentence. */
  readonly reason: string;
}

/** An object without pods that the API server refuses to change, so that it stays as it runs. */
export interface RefusedObject {
  /** `Service/name`, with the namespace in front where it is not `default`. */
  readonly object: string;
  readonly reasons: readonly string[];
}

/** Pods of one workload on one node while nothing is updated. */
export interface StandingPods {
  readonly node: string;
  /** As `workload` of its plan. */
  readonly workload: string;
  readonly count: number;
}

/** What happens to every workload of one input on one cluster. */
export interface RolloutPlan {
  /** What the verdicts do not take into account or rest on, in words; empty when nothing is known to be missing. */
  readonly notLookedAt: readonly string[];
  /** Objects that leave every verdict that depends on room unknown. */
  readonly uncounted: UncountedObject[];
  /** Beside the workloads, of which the verdicts tell; absent where there are none. */
  readonly refused?: readonly RefusedObject[];
  /** Whether all pods fit at once: proven for every order of scheduling, possible for some. */
  readonly steadyState: Judgement;
  /** One placement of all pods, of several that the scheduler may choose; absent where none was found. */
  readonly standing?: readonly StandingPods[];
  readonly workloads: WorkloadPlan[];
  /** One way that everything changes at once, where it is said what runs; absent where it is too much to draw. */
  readonly changeTimeline?: Timeline;
  /**
   * Workloads that run and are no longer among the manifests, where it is said what runs: left as they are, or
   * deleted.
   */
  readonly gone?: { readonly areDeleted: boolean; readonly workloads: readonly string[] };
}

/** The part of a workload's plan that depends on the cluster. */
export interface PlanAtCluster
  extends Pick<WorkloadPlan, 'alone' | 'together' | 'fits' | 'drain' | 'replicas' | 'spareNeeded' | 'timeline'> {
  /** Nothing that is updated may come to its nodes. */
  readonly movesAlone?: boolean;
  /** What is said of the update by itself holds wherever pods stand when it begins. */
  readonly wherever?: boolean;
}
