import { Manifest, Workload } from '../../../manifests';
import { WorkloadPlan } from '../../updates';
import { Change, NO_CHANGE, PlannedInput } from '../change';
import { PatchOperation } from '../json-patch';

/** What a move turns; two moves of one dimension exclude each other. */
export type Dimension =
  'strategy' | 'volume' | 'nodes' | 'quota' | 'requests' | 'placement' | 'budget' | 'replicas' | 'back';

/** What other pods are made of: an update brings it in. */
const OF_PODS: readonly Dimension[] = ['volume', 'requests', 'placement'];

/** Whether moves make other pods. */
export function makesOtherPods(moves: readonly Pick<Move, 'dimension'>[]): boolean {
  return moves.some(({ dimension }) => OF_PODS.includes(dimension));
}

/** Whether what is asked for is given up. */
export function goesBack(moves: readonly Pick<Move, 'dimension'>[]): boolean {
  return moves.some(({ dimension }) => dimension === 'back');
}

/** One thing that may be changed, and why that would not break the workload stands where it is made. */
export interface Move {
  readonly id: string;
  readonly dimension: Dimension;
  /** What to do, as the beginning of a sentence. */
  readonly title: string;
  readonly change: Change;
  /** Id of a move that this one does, and more. */
  readonly exceeds?: string;
  readonly toFill?: readonly string[];
  readonly notes?: readonly string[];
  /**
   * The prop of the construct of this package that renders the object, with its value; the constructs of others have
   * none.
   */
  readonly prop?: string;
  /** What is to be run in place of a patch; the change is what comes of it. */
  readonly commands?: readonly string[];
}

/** What moves are made of. */
export interface MoveContext extends PlannedInput {
  readonly workload: Workload;
  /** Of the workload as it is written. */
  readonly plan: WorkloadPlan;
}

/** A change of one object and nothing else. */
export function patchOf(manifest: Manifest, ...operations: PatchOperation[]): Change {
  return { ...NO_CHANGE, patches: [{ manifest, operations }] };
}
