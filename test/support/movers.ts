import { Cluster, NodePool } from '../../lib/cluster';
import { Before } from '../../lib/manifests';
import { admit } from '../../lib/prover/admission';
import { Capacity, Task } from '../../lib/prover/placement';
import { Change, changesOf } from '../../lib/prover/transition/change/change';
import { Mover } from '../../lib/prover/transition/release/mover';
import { Release } from '../../lib/prover/transition/release/release';
import { load } from './rollout';

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

/** What runs and what is asked, on the same nodes; `places`: nodes of the pods that run, by kind and name. */
export function releaseOf(
  from: readonly object[], to: readonly object[], pools: NodePool[], prune = false, places?: Before['places'],
): Release {
  const cluster = new Cluster({ pools });
  const asked = load(...to);
  const { model } = admit(asked);
  const before: Before = { model: load(...from), name: 'what runs', prune, places };
  return new Release(model, cluster, new Capacity(model, cluster), changesOf(before, asked), places);
}
