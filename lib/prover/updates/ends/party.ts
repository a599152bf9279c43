import { requiredSurge } from '../../../kubernetes/arithmetic';
import { Daemon, HOSTNAME, mayOutrank, Task } from '../../placement';
import { Leaving } from './leaving';
import { keptThroughout, Mover } from '../needs/movers';

/** One way in which pods of a workload stand where nothing moves any more. */
export interface Stand {
  /** Each task of the party and its pods on nodes. */
  readonly pods: readonly (readonly [Task, number])[];
  /** Whose pods certainly wait; undefined where none may have to. */
  readonly waiting?: Task;
  /**
   * The pods that they replace.
   *
   * @default - pods like them
   */
  readonly before?: Task;
  /**
   * Pods that come beside those that there were: their volumes are wherever they came.
   *
   * @default 0
   */
  readonly further?: number;
}

/** Pods of one workload, and all numbers of them that an end may have. */
export interface Party {
  readonly tasks: readonly Task[];
  /** Of an update that is not through: none where that is not known. */
  readonly hung: readonly Stand[];
  readonly finished: readonly Stand[];
  /** Of either; those that are told apart only by what nobody looks at are one. */
  readonly any: readonly Stand[];
}

/** Pods that may stand where their volume is not, waiting for it for ever; or whose volumes are not known. */
export function mayWaitForVolume({ claims, ties }: Task, pods: number, surge: number): boolean {
  return claims.unknown.length > 0
    || ties.some(({ users }) => users.length > 1)
    || (claims.attachment === 'node' && (pods > 1 || surge > 0)
      && !ties.every(({ claim }) => claims.local.includes(claim)));
}

/** Whether pods of a task may be evicted by others of a component. */
export function isVictim({ rank }: Task, tasks: readonly Task[], daemons: readonly Daemon[]): boolean {
  return [...tasks, ...daemons].some((each) => mayOutrank(each.rank, rank));
}

/** Why ends of a component cannot be counted; undefined when they can. */
export function whyNotCounted(
  tasks: readonly Task[], leaving: readonly Leaving[],
): string | undefined {
  const nodes = leaving.flatMap((each) => each.nodes);
  const gone = new Set(leaving.map(({ daemon }) => daemon.workload));
  const odd = tasks.find(({ unmodelled, workload, ties, closedBy }) =>
    unmodelled.length > 0 || workload.companions.length > 0 || workload.isGang
    || ties.some(({ topologyKey, users }) => topologyKey !== HOSTNAME && users.length > 1)
    || [...closedBy.values()].flat().some((each) => gone.has(each)));
  return odd ? `${odd.workload.manifest.id} is not counted`
    : new Set(nodes).size < nodes.length ? 'two DaemonSets leave one node' : undefined;
}

/** How the pods of a task stand that nobody replaces, from `least` to `most` of them. */
export function restingParty(task: Task, least: number, most: number, mayWait: boolean): Party {
  const { workload } = task;
  const surge = workload.waitsFor === undefined ? 0 : workload.bounds(Math.max(1, most))?.maxSurge ?? 0;
  const isSteady = workload.waitsFor === undefined;
  const fewest = mayWait ? 0 : isSteady ? least : Math.min(least, keptThroughout(task));
  const isLoose = !isSteady && mayWaitForVolume(task, most, surge);
  const any = upTo(fewest, most + surge).map((pods) => standOf(task, pods, pods < least && isSteady && !isLoose));
  return { tasks: [task], hung: [], finished: any, any };
}

/** The same where a quota may refuse further pods: fewer may stand, and none waits. */
export function unlessRefused(party: Party, mayBeRefused: boolean): Party {
  return mayBeRefused ? { ...party, any: party.any.map(({ pods }) => ({ pods })) } : party;
}

/** How the pods of a task stand that are restarted. */
export function restartedParty({ task, bounds }: Mover, mayWait: boolean): Party {
  const { least, most } = task;
  const kept = mayWait ? 0 : keptThroughout(task);
  if (mayWaitForVolume(task, most, bounds.maxSurge)) {
    const any = upTo(kept, most + bounds.maxSurge).map((pods) => standOf(task, pods, false));
    return { tasks: [task], hung: [], finished: [], any };
  }
  const finished = upTo(least, most).map((pods) => standOf(task, pods, false));
  const short = upTo(kept, least - 1).map((pods) => standOf(task, pods, true));
  const mostHung = requiredSurge(bounds) > 0 ? most : most - 1;
  return {
    tasks: [task], finished, any: [...finished, ...short],
    hung: upTo(kept, mostHung).map((pods) => standOf(task, pods, true)),
  };
}

function standOf(task: Task, pods: number, isShort: boolean): Stand {
  return { pods: [[task, pods]], waiting: isShort ? task : undefined };
}

/** All whole numbers between two, both included. */
export function upTo(fewest: number, most: number): number[] {
  return Array.from({ length: Math.max(0, most - fewest + 1) }, (_, at) => fewest + at);
}
