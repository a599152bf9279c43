import { Task, ZONE } from '../../placement';
import { Judgement, mayNotStop, refusesOneMoreInItsZone } from '../../updates';
import { KnownPlaces } from './known-places';
import { Mover } from '../release/mover';
import { mountsTheSame } from '../release/volumes-of-mover';
import { Release } from '../release/release';

/** A judgement of where pods stand. */
export interface StandingJudgement extends Judgement {
  /** It holds wherever others go. */
  readonly wherever?: boolean;
  /** It holds where all that runs before has found room. */
  readonly presumesStart?: boolean;
}

/**
 * Step T2e of docs/explanation/proof.md: the one pod of a workload mounts a volume that one node at a time holds, and
 * its successor comes beside it. On the node of the old pod it finishes, on any other it waits for ever: the scheduler
 * does not look at who holds a volume (kubernetes pkg/scheduler/framework/plugins/volumerestrictions, which knows
 * ReadWriteOncePod alone). `tasks` stand where they do when it begins; undefined where they may not, or something else
 * decides where it goes.
 */
export function followsItsVolume(
  { capacity, places }: Release, mover: Mover, tasks: readonly Task[], known: KnownPlaces,
): StandingJudgement | undefined {
  const { old, fresh, from, to, discipline, surge, unavailable } = mover;
  const isBeside = discipline === 'roll' && from === 1 && to === 1 && surge > 0 && unavailable === 0;
  if (!isBeside || !old || !fresh || !isHeldByItsNode(mover, fresh)) {
    return undefined;
  }
  const held = mayNotStop(surge);
  const [home] = known.nodesOf(old);
  const refusal = whyNeverBeside(old, fresh);
  // Of a pod that waits nothing is attached.
  if (refusal && (home !== undefined || !places?.size)) {
    const stays = `claim ${fresh.claims.claimName} is ReadWriteOnce: it stays attached to the node of the running pod`;
    return {
      verdict: 'impossible', witness: [stays, refusal, held], wherever: true, presumesStart: home === undefined,
    };
  }
  const slots = known.slotsOf(mover, { tasks, movers: [] });
  if (!slots || home === undefined || fresh.spreads.length > 0) {
    return undefined;
  }
  // Where old and new pods are alike, the slot of the old one is counted as well.
  const hasRoom = (node: number) => slots(1, [node]) > (old === fresh && node === home ? 1 : 0);
  const zone = capacity.domain(home, ZONE);
  const elsewhere = capacity.nodesOf(fresh).filter((node) => node !== home && hasRoom(node));
  const within = elsewhere.find((node) => zone !== undefined && capacity.domain(node, ZONE) === zone);
  const stays = (what: string) => `claim ${fresh.claims.claimName} is ReadWriteOnce: it stays attached to ` +
    `node ${capacity.nodes[home].name} of the running pod, which ${what}`;
  if (!hasRoom(home)) {
    return { verdict: 'impossible', witness: [stays('has no room for the new one'), held] };
  }
  if (elsewhere.length === 0 || (within === undefined && zone !== undefined && fresh.claims.inOneZone)) {
    return { verdict: 'proven', witness: [stays('alone has room for the new one')] };
  }
  return within === undefined ? undefined : {
    verdict: 'possible',
    witness: [
      stays('has room for the new one'),
      `on any other node, such as ${capacity.nodes[within].name}, the new pod waits for the volume (Multi-Attach error)`,
      held,
    ],
  };
}

/** What keeps a new pod off the node of the old one, and its zone, for as long as that stands. */
function whyNeverBeside(old: Task, fresh: Task): string | undefined {
  const { claims, apart, repulsions, spreads } = fresh;
  const isApart = (old === fresh && apart?.perRevision === false) || repulsions.some(({ other }) => other === old);
  const isTooMany = claims.inOneZone === true && refusesOneMoreInItsZone(spreads, [old, fresh], 1);
  return isApart ? 'required anti-affinity, or a host port, keeps a new pod off that node'
    : isTooMany ? 'topology spread lets no second pod into the zone of its volume, as others have none' : undefined;
}

/** Nothing but room, its own volume and the zone of that decides where a new pod goes, and whether it runs. */
function isHeldByItsNode(mover: Mover, { claims, unmodelled, attractions, ties }: Task): boolean {
  return claims.attachment === 'node' && mountsTheSame(mover) && !claims.staysOnNode
    && [
      claims.unknown, claims.unseenVolumes, claims.refusals, claims.unprovided, claims.placedEarly, claims.placedAnew,
      unmodelled, attractions,
    ].every(({ length }) => length === 0)
    && ties.every(({ users }) => users.every((user) => user === mover.fresh || user === mover.old));
}
