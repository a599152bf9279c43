import { listed } from '../../../util/listed';
import { Placement, Task } from '../../placement';
import { shortageText, waiting } from '../../updates';
import { Never } from './never-fits';
import { Scene, Way } from '../search/joint-search';
import { Mover } from '../release/mover';
import { Release } from '../release/release';

/** Of a StatefulSet whose pods never all ran. */
export const IN_ORDER = {
  verdict: 'impossible' as const, presumesStart: false,
  witness: [
    'its pods before the change do not all find room, and a StatefulSet that makes its pods in order replaces none ' +
      'while one waits: delete it after the change',
  ],
};

const MOST_NAMES = 3;
const KEPT_OFF = 'required anti-affinity, a host port or a volume keeps it off the nodes that have room';

/** What certainly keeps the new pods of a mover from standing, in words. */
export function whyNever(
  { capacity }: Release, { fresh, name, surge, unavailable, old }: Mover, { shortage, besideOld, claim }: Never,
): string[] {
  const { attachment } = fresh!.claims;
  return [
    claim === undefined ? shortageText(capacity, fresh!, shortage)
      : `claim ${claim} is for one ${attachment} at a time, which holds ${shortage.offered} of its ${shortage.asked} pods`,
    ...(besideOld
      ? [
          `${old === fresh ? 'its' : 'its old'} pods hold their ${claim === undefined ? 'room' : 'volume'} until ` +
            `a new pod of ${name} is ready (maxSurge ${surge}, maxUnavailable ${unavailable})`,
        ]
      : []),
  ];
}

/** How all pods stand when a mover waits for ever. */
export function whyBlocked(
  release: Release, { fresh, old, discipline, name, surge, unavailable }: Mover, { end }: Pick<Way, 'end'>,
): string[] {
  const isHeld = discipline === 'roll' && old && end.places[old.index].size > 0;
  const isOld = (task: Task) => {
    const mover = release.moverOfTask(task);
    return mover !== undefined && mover.old === task && mover.fresh !== task;
  };
  return [
    'it waits for ever when the pods stand like this:',
    ...(fresh ? waiting(end, fresh, (task) => (isOld(task) ? ' (old)' : '')) : []),
    ...(fresh && hasRoomElsewhere(end, fresh) ? [KEPT_OFF] : []),
    ...(isHeld
      ? [
          `an old pod of ${name} may not stop before a new one is ready (maxSurge ${surge}, maxUnavailable ${unavailable})`,
        ]
      : []),
  ];
}

/** Whether some node has the room that a pod waits for, so that something else keeps it off. */
function hasRoomElsewhere(end: Placement, task: Task): boolean {
  return end.capacity.nodesOf(task).some((node) => end.slotsByRoom(task, node) > 0);
}

/** Who moves besides. */
export function beside(mover: Mover, { movers }: Pick<Scene, 'movers'>): string[] {
  const others = movers.filter((each) => each !== mover).map(({ name }) => name);
  return others.length === 0 ? [] : [`changed together with ${listed(others, MOST_NAMES)}`];
}
