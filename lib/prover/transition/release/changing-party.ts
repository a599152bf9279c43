import { Task } from '../../placement';
import { mayWaitForVolume, Party, Stand, upTo } from '../../updates/ends';
import { fewestWanted, missingAtEnd, Mover, oldAtEnd } from './mover';
import { shapesOf } from './release';

/** Old and new pods of a mover. */
type Numbers = readonly [before: number, after: number];

/**
 * All numbers of old and new pods of a mover that an end may have: step E of docs/explanation/proof.md. `mayWait`: some
 * of its pods may have waited when the change began, or may be evicted.
 */
export function changingParty(mover: Mover, mayWait: boolean): Party {
  const { old, fresh, from, to, surge, discipline, change } = mover;
  const tasks = shapesOf(mover);
  if (tasks.some((task) => mayWaitForVolume(own(task, mover), Math.max(to, from), surge))) {
    const mostOld = Math.max(from, change.after?.kind === 'Deployment' ? to : 0);
    const olds = upTo(0, old && old !== fresh ? mostOld : 0);
    const news = upTo(0, fresh ? Math.max(to, old === fresh ? mostOld : 0) + surge : 0);
    const any = olds.flatMap((before) => news.map((after) => standOf(mover, [before, after], false)));
    return { tasks, hung: [], finished: [], any };
  }
  const { finished, unfinished } = discipline === 'scale' ? scaled(mover, mayWait) : replaced(mover, mayWait);
  const through = finished.map((numbers) => standOf(mover, numbers, false));
  // Of one kind of pods, a number that may be the one that is asked for is through.
  const isShort = ([before, after]: Numbers) =>
    before + after < change.to.least || (before > 0 && old !== fresh && discipline !== 'scale');
  return {
    tasks, finished: through,
    hung: distinct(unfinished.map((numbers) => standOf(mover, numbers, true))),
    any: distinct([...through, ...unfinished.filter(isShort).map((numbers) => standOf(mover, numbers, true))]),
  };
}

interface Ways {
  readonly finished: readonly Numbers[];
  readonly unfinished: readonly Numbers[];
}

/** Old pods stay, as many as are still wanted; further ones come. */
function scaled({ from, to, change }: Mover, mayWait: boolean): Ways {
  const kept = mayWait ? 0 : fewestWanted(change);
  const all = upTo(kept, Math.min(from, to))
    .flatMap((before) => upTo(0, Math.max(0, to - from)).map((after): Numbers => [before, after]));
  return {
    finished: all.filter(([before, after]) => before + after >= change.to.least),
    unfinished: all.filter(([before, after]) => before + after < to),
  };
}

function replaced(mover: Mover, mayWait: boolean): Ways {
  const { to, unavailable, discipline, change } = mover;
  const kept = mayWait || discipline === 'recreate'
    ? 0 : Math.max(0, fewestWanted(change) - unavailable);
  const mostNew = (before: number) => (before > 0 ? Math.max(0, to - missingAtEnd(mover) - before) : to - 1);
  return {
    finished: upTo(change.to.least, to).map((after): Numbers => [0, after]),
    unfinished: upTo(0, oldAtEnd(mover, false))
      .flatMap((before) => upTo(0, mostNew(before)).map((after): Numbers => [before, after]))
      .filter(([before, after]) => before + after >= kept),
  };
}

function standOf({ old, fresh, from, to }: Mover, [before, after]: Numbers, isShort: boolean): Stand {
  return {
    pods: old === fresh
      ? [[fresh!, before + after]]
      : [...old ? [[old, before] as const] : [], ...fresh ? [[fresh, after] as const] : []],
    waiting: isShort ? fresh : undefined,
    before: isShort ? old : undefined,
    further: Math.max(0, to - from),
  };
}

function distinct(stands: readonly Stand[]): Stand[] {
  const textOf = ({ pods, waiting }: Stand) =>
    `${pods.map(([{ index }, count]) => `${index}:${count}`).join()}|${waiting?.index ?? ''}`;
  return [...new Map(stands.map((stand) => [textOf(stand), stand])).values()];
}

/** The task as its own mover sees it: a volume that old and new pods of one workload mount is no one else's. */
export function own(task: Task, mover: Mover | undefined): Task {
  return mover === undefined ? task : {
    ...task,
    ties: task.ties.map((tie) => ({
      ...tie, users: tie.users.filter((user) => user === task || (user !== mover.old && user !== mover.fresh)),
    })),
  };
}
