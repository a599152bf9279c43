import { isExtendedResource } from '../../../manifests';
import { WorkloadPlan } from '../../updates';
import { Cure } from '../remedy';
import { budgetMoves } from './budget';
import { goBackMoves } from './go-back';
import { Dimension, Move, MoveContext } from './move';
import { nodeMoves } from './nodes';
import { PER_REVISION, placementMoves } from './placement';
import { quotaMoves } from './quota';
import { requestMoves } from './requests';
import { strategyMoves } from './strategy';
import { volumeMoves } from './volume';

export { type Dimension, goesBack, makesOtherPods, type Move, type MoveContext } from './move';

/** All that may be changed for a cure, in the order in which equal remedies are listed. A new kind of move goes here. */
const MOVES: { readonly [cure in Cure]: readonly ((context: MoveContext) => Move[])[] } = {
  update: [strategyMoves, goBackMoves, placementMoves, quotaMoves, volumeMoves, requestMoves, nodeMoves],
  drain: [budgetMoves, settledMoves, volumeMoves, nodeMoves],
  downtime: [surgeMoves, volumeMoves, nodeMoves],
};

/**
 * Single moves for a cure; none where what every cure of it needs cannot be moved. What would help an update of which
 * nobody knows whether it finishes is not known either, but that it can be given up.
 */
export function movesFor(cure: Cure, context: MoveContext): Move[] {
  const isOpen = cure === 'update' && context.plan.verdict === 'unknown';
  const moves = (isOpen ? [goBackMoves] : MOVES[cure]).flatMap((make) => make(context));
  return isComplete(moves, cure, context.plan) ? moves : [];
}

const BUDGET: readonly Dimension[] = ['budget', 'replicas'];

/**
 * Whether a set turns all that has to be turned, so that asking the prover may be worth it: a drain that a budget
 * refuses needs another budget, one that lacks room needs room, and an update during which nobody serves needs another
 * strategy.
 */
export function isComplete(set: readonly Move[], cure: Cure, { drain }: WorkloadPlan): boolean {
  const turns = (isMeant: (dimension: Dimension) => boolean) => set.some(({ dimension }) => isMeant(dimension));
  switch (cure) {
    case 'update':
      return true;
    case 'drain':
      return (drain.evictionBlockedBy.length === 0 || turns((dimension) => BUDGET.includes(dimension)))
        && (drain.verdict === 'proven' || turns((dimension) => !BUDGET.includes(dimension)));
    case 'downtime':
      return turns((dimension) => dimension === 'strategy');
  }
}

/** An evicted pod and the one that comes for it are of one revision: to tell revisions apart changes nothing. */
function settledMoves(context: MoveContext): Move[] {
  return placementMoves(context).filter(({ id }) => id !== PER_REVISION);
}

/**
 * Whoever writes Recreate may mean that two pods must never run at once. Only of pods that ask for an accelerator it is
 * known why they pause: there is no room for a second one.
 */
function surgeMoves(context: MoveContext): Move[] {
  const asks = [...context.workload.pod.requests].some(([name, amount]) => isExtendedResource(name) && amount > 0);
  return asks ? strategyMoves(context).filter(({ id }) => id === 'surge') : [];
}
