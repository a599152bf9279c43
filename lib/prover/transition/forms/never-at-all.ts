import { Capacity, slotsIn, Task } from '../../placement';
import { Never, neverByItself } from './never-fits';
import { Mover } from '../release/mover';

/**
 * Step I6 of docs/explanation/proof.md: more new pods are wanted than all nodes hold that they may use, if nothing else
 * stood there. Undefined also where some may stand already, as the template that is asked for is that of pods which
 * run, on nodes that take no more like them.
 */
export function neverAtAll(capacity: Capacity, mover: Mover): Never | undefined {
  const { change: { kind, template, underWay, halfWay, after }, fresh } = mover;
  const isByRoom = fresh !== undefined && fresh.spreads.length + fresh.attractions.length === 0
    && fresh.claims.attachment === 'free';
  // Any pod of a StatefulSet may be of it.
  const mayBeNew = !halfWay ? []
    : [...halfWay.fresh, ...after!.kind === 'StatefulSet' ? halfWay.former.map(({ node }) => node) : []];
  const isTold = halfWay ? mayBeNew.every((name) => name === '' || takesWhatStands(capacity, fresh!, name, mayBeNew))
    : underWay === undefined && (kind === 'new' || template === 'changed');
  return isByRoom && isTold ? neverByItself(capacity, mover) : undefined;
}

/** Whether a node may have as many new pods as may stand there. */
function takesWhatStands(capacity: Capacity, fresh: Task, name: string, names: readonly string[]): boolean {
  const node = capacity.nodeNamed(name);
  return node !== undefined && fresh.eligible[capacity.groupOf[node]]
    && slotsIn(capacity.room[node], fresh.requests) >= names.filter((each) => each === name).length;
}
