import { Task } from '../../lib/prover/placement';
import { Change } from '../../lib/prover/transition/change';
import { Mover } from '../../lib/prover/transition/mover';

/** A change of which only so much matters. */
export function changeOf(own: Partial<Change> = {}): Change {
  const from = own.from ?? { least: 1, most: 1 };
  return {
    kind: 'updated', template: 'changed', from, to: from, isAlike: false, isResized: true, placesItsVolumes: false,
      ...own,
  };
}

/** A mover of which only so much matters: it rolls one pod by a surge of one. */
export function moverFor(own: Partial<Mover> & { readonly old?: Task; readonly fresh?: Task } = {}): Mover {
  const [from, to] = [own.from ?? 1, own.to ?? own.from ?? 1];
  return {
    change: changeOf({ from: { least: from, most: from }, to: { least: to, most: to } }), name: 'Deployment/web',
    from, to, discipline: 'roll', surge: 1, unavailable: 0, ...own,
  };
}
