import { ClusterNode } from '../../../cluster';
import { Model, Workload } from '../../../manifests';
import { ClaimIndex } from '../volumes/claims';
import { Daemon } from './daemons';
import { DeviceIndex } from '../devices/devices';
import { NodeView } from '../nodes/node-view';
import { Outside } from './outside';
import { PriorityIndex } from './priority';
import { RelationIndex } from './relations';
import { RepelledPair } from './repulsions';
import { Task } from './task';

/** What tasks are read from: the manifests, their indexes, and the nodes. */
export interface TaskSource {
  readonly model: Model;
  /** Those of the model, and pods outside it that wait for a node. */
  readonly workloads: Workload[];
  readonly waiting: ReadonlySet<Workload>;
  readonly outside: Outside;
  /** Further pods beside those of a workload, as in the middle of an update. */
  readonly extra: ReadonlyMap<Workload, number>;
  /** Those whose pods are one task, wherever the volumes of each are. */
  readonly whole: ReadonlySet<Workload>;
  readonly nodes: ClusterNode[];
  readonly groupOf: number[];
  readonly groups: { readonly nodes: ClusterNode[] }[];
  readonly claims: ClaimIndex;
  /** Disks that a node may attach, by its name and driver. */
  readonly attachLimits: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly priorities: PriorityIndex;
  readonly devices: DeviceIndex;
  readonly relations: RelationIndex;
  readonly pairs: RepelledPair[];
  readonly daemons: Daemon[];
  readonly requestsOf: (workload: Workload) => Float64Array;
  /** What a node has left beside its daemons. */
  readonly roomOf: (node: number) => Float64Array;
  readonly view: NodeView;
  readonly domain: (node: number, topologyKey: string) => string | undefined;
}

/** A task that is still read. */
export type Draft = { -readonly [key in keyof Task]: Task[key] } & {
  closedBy: Map<number, Workload[]>;
  ousts: Map<Workload, boolean>;
};

/** No node takes the pods. */
export function close(task: Draft, reason: string): void {
  task.refusal = reason;
  task.eligible = task.eligible.map(() => false);
}
