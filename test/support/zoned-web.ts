import { NodePool } from '../../lib/cluster';
import { Capacity } from '../../lib/prover/placement';
import { HOSTNAME, Task } from '../../lib/prover/placement/tasks/task';
import { capacityOf, nodesOf, taskNamed } from './capacity';

/** What a term of affinity, anti-affinity or spread selects. */
export const term = (app: string, topologyKey: string = HOSTNAME, more: object = {}) =>
  ({ topologyKey, labelSelector: { matchLabels: { app } }, ...more });

/** Terms of a pod that are required: of `podAffinity` or `podAntiAffinity`. */
export const required = (kind: string, ...terms: object[]) =>
  ({ affinity: { [kind]: { requiredDuringSchedulingIgnoredDuringExecution: terms } } });
export const near = (...terms: object[]) => required('podAffinity', ...terms);

/** So many nodes of 8 cpu in two zones. */
export const zoned = (count = 2): NodePool[] => [nodesOf('cpu', count, 8, { zones: ['a', 'b'] })];
export const web = (capacity: Capacity): Task => taskNamed(capacity, 'web');
/** The task `web` of objects on nodes in two zones. */
export const webOf = (...objects: object[]): Task => web(capacityOf(zoned(), ...objects));
export const namesOf = (tasks: readonly Task[]): string[] => tasks.map(({ workload: { name } }) => name);
