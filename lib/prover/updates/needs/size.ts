import { requiredSurge, UpdateBounds } from '../../../kubernetes/arithmetic';
import { Task } from '../../placement';

/** Sizes and loads beyond these numbers are not tried one by one. */
const MOST_SIZES = 50;
const MOST_LOADS = 32;

/** Every size an autoscaler may choose; undefined when there are too many. */
export function everySize(task: Task): Size[] | undefined {
  return task.most - task.least >= MOST_SIZES
    ? undefined
    : Array.from({ length: task.most - task.least + 1 }, (_, index) => sizeOf(task, task.least + index)).filter(
        ({ replicas }) => replicas > 0,
      );
}

/**
 * Every combination of sizes of those that have a choice, the largest first: a smaller load may stand where a larger
 * one cannot. None when there are too many.
 */
export function everyLoad(tasks: Task[]): Map<Task, number>[] {
  let loads = [new Map<Task, number>()];
  for (const task of tasks.filter(({ least, most }) => least !== most)) {
    if (loads.length * (task.most - task.least + 1) > MOST_LOADS) {
      return [];
    }
    const counts = Array.from({ length: task.most - task.least + 1 }, (_, index) => task.most - index);
    loads = counts.flatMap((count) => loads.map((load) => new Map(load).set(task, count)));
  }
  return loads;
}

/** One number of replicas an update may run at. */
export interface Size {
  readonly replicas: number;
  readonly bounds: UpdateBounds;
}

const NOTHING_REPLACED: UpdateBounds = { maxSurge: 0, maxUnavailable: 1, recreate: false };

function sizeOf({ workload }: Task, replicas: number): Size {
  return { replicas, bounds: workload.bounds(replicas) ?? NOTHING_REPLACED };
}

/**
 * The sizes between an autoscaler's limits that decide: the ends, and the largest at which no pod may be missing. No
 * pod is no size: there is nothing to replace.
 */
export function interestingSizes(task: Task): Size[] {
  const { most } = task;
  const least = Math.min(most, Math.max(1, task.least));
  const at = (replicas: number): Size => sizeOf(task, replicas);
  // maxUnavailable grows with the replicas, so the sizes at which no pod may be missing are the smallest ones.
  let low = least;
  let high = most;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (requiredSurge(at(middle).bounds) > 0) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return [...new Set([least, low, most])].filter((replicas) => replicas > 0).map(at);
}
