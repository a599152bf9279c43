import { Json } from '../../cluster/api';
import { Random } from '../random';
import { WorkloadChange } from '../scenario';

/** One thing that somebody does to a cluster. */
export type Act =
  | { readonly what: 'create'; readonly object: Json }
  | { readonly what: 'patch'; readonly object: Json; readonly patch: Json; readonly part?: 'status' }
  | { readonly what: 'delete'; readonly object: Json; readonly propagation?: 'Orphan' }
  /** Some pods of a workload, which its controller makes again. */
  | { readonly what: 'delete pods'; readonly workload: Json; readonly most: number }
  | { readonly what: 'remove node'; readonly node: Json }
  | { readonly what: 'add node'; readonly node: Json }
  /** All others begin where nothing moves any more. */
  | { readonly what: 'wait'; readonly milliseconds: number };

/** What is altered after the pods of a scenario were placed, and by which acts. */
export interface Alteration {
  /** As the table shows it. */
  readonly name: string;
  readonly acts: readonly Act[];
}

/** A cluster as the alterations until now have made it. */
export interface Altered {
  readonly random: Random;
  readonly namespace: string;
  readonly nodes: Json[];
  readonly context: Json[];
  readonly workloads: AlteredWorkload[];
  /** Whether other scenarios would be altered too. */
  alone: boolean;
}

/** A workload that is asked for. */
export interface AlteredWorkload extends WorkloadChange {
  /** As it was last written. */
  now: Json;
  /** Whether an update was begun that has not ended. */
  isHalfWay?: boolean;
}

/** Alters what it finds; nothing where it finds nothing to alter. */
export type Alter = (altered: Altered) => Act[] | undefined;

/** One of some, if there is any. */
export function one<T>({ random }: Altered, choices: readonly T[]): T | undefined {
  return choices.length === 0 ? undefined : random.pick(choices);
}

/** Writes another version of an object in the place of the one that is there. */
export function replace(list: Json[], old: Json, change: (copy: Json) => void): Json {
  const copy = structuredClone(old);
  change(copy);
  list[list.indexOf(old)] = copy;
  return copy;
}
