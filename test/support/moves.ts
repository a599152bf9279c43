import { Cluster, NodePool } from '../../lib/cluster';
import { applyOperations } from '../../lib/prover/remedies/json-patch';
import { Move, MoveContext } from '../../lib/prover/remedies/moves';
import { planned } from './remedy-plans';
import { load, pool } from './rollout';

/** What moves of the first of some objects are made of. */
export function contextOf(objects: object[], plan: object = {}, pools: NodePool[] = [pool('gpu', 1)]): MoveContext {
  const model = load(...objects);
  return { model, cluster: new Cluster({ pools }), workload: model.workloads[0], plan: planned(plan) };
}

/** The spec of what a move changes, afterwards. */
export function specAfter({ change: { patches: [{ manifest, operations }] } }: Move): any {
  return applyOperations(manifest.json, operations).spec;
}

export const ids = (moves: readonly Move[]) => moves.map(({ id }) => id);
