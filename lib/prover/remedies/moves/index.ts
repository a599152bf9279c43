import { isExtendedResource } from '../../../manifests';
import { Cure } from '../remedy';
import { budgetMoves } from './budget';
import { Move, MoveContext } from './move';
import { nodeMoves } from './nodes';
import { placementMoves } from './placement';
import { quotaMoves } from './quota';
import { requestMoves } from './requests';
import { strategyMoves } from './strategy';
import { volumeMoves } from './volume';

export { mayBeShared, mayRunTwice } from './model-cache';
export type { Move, MoveContext } from './move';

/**
 * All that may be changed for a cure, in the order in which equal remedies are listed. A further kind of move is added
 * here.
 */
const MOVES: { readonly [cure in Cure]: readonly ((context: MoveContext) => Move[])[] } = {
  update: [strategyMoves, placementMoves, quotaMoves, volumeMoves, requestMoves, nodeMoves],
  drain: [budgetMoves, placementMoves, volumeMoves, nodeMoves],
  downtime: [surgeMoves, volumeMoves, nodeMoves],
};

/**
 * Whoever writes Recreate may mean that two pods must never run at once. Only of pods that ask for an accelerator it is
 * known why they pause: there is no room for a second one.
 */
function surgeMoves(context: MoveContext): Move[] {
  const asks = [...context.workload.pod.requests].some(([name, amount]) => isExtendedResource(name) && amount > 0);
  return asks ? strategyMoves(context).filter(({ id }) => id === 'surge') : [];
}

/** Single moves for a cure. */
export function movesFor(cure: Cure, context: MoveContext): Move[] {
  const moves = MOVES[cure].flatMap((make) => make(context));
  return cure === 'downtime' && !moves.some(({ dimension }) => dimension === 'strategy') ? [] : moves;
}
