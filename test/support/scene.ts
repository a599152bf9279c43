import { Cluster, NodePool } from '../../lib/cluster';
import { Capacity, Placement, Task } from '../../lib/prover/placement';
import { boundsOf, Mover, Release, releaseAround } from '../../lib/prover/updates/needs/movers';
import { taskNamed } from './capacity';
import { load, workload } from './rollout';
import { claimOf, mounting, storageClass } from './storage';

export { mounting };

/** A node of so many cores; in zone `zone` if that is told. */
export type SceneNode = number | { readonly cpu: number; readonly zone: string };

/** How the pods of a workload are replaced. */
export interface Way {
  readonly surge?: number;
  readonly unavailable?: number;
  readonly recreate?: boolean;
}

/** A Deployment of so many pods of so many cores each: one more may come, or none, one may be missing, or all. */
export function app(name: string, replicas: number, cpu: number, way: Way = {}, pod: object = {}): object {
  const { surge = 0, unavailable = surge > 0 ? 0 : 1, recreate = false } = way;
  const rollingUpdate = { maxSurge: surge, maxUnavailable: unavailable };
  const strategy = recreate ? { type: 'Recreate' } : { rollingUpdate };
  return workload('Deployment', name, { cpu }, { replicas, strategy }, pod);
}

/** A DaemonSet whose pods take so many cores; with `surge`, the new one comes beside the old one. */
export function agent(name: string, cpu: number, surge = 0, pod: object = {}): object {
  const rollingUpdate = { maxSurge: surge, maxUnavailable: surge > 0 ? 0 : 1 };
  return workload('DaemonSet', name, { cpu }, { updateStrategy: { type: 'RollingUpdate', rollingUpdate } }, pod);
}

const KEYS = { host: 'kubernetes.io/hostname', zone: 'topology.kubernetes.io/zone' };
const term = (name: string, key: 'host' | 'zone', rest: object = {}) =>
  ({ topologyKey: KEYS[key], labelSelector: { matchLabels: { app: name } }, ...rest });
const required = (each: object) => ({ requiredDuringSchedulingIgnoredDuringExecution: [each] });

/** Pods that come only where one of another workload stands. */
export const beside = (name: string, key: 'host' | 'zone' = 'host') =>
  ({ affinity: { podAffinity: required(term(name, key)) } });
/** Pods that come only where none of another workload stands. */
export const apartFrom = (name: string, key: 'host' | 'zone' = 'host', rest: object = {}) =>
  ({ affinity: { podAntiAffinity: required(term(name, key, rest)) } });
/** Pods of a workload that are spread with a skew of one. */
export const spread = (name: string, key: 'host' | 'zone' = 'host', rest: object = {}) =>
  ({ topologySpreadConstraints: [{ ...term(name, key), maxSkew: 1, whenUnsatisfiable: 'DoNotSchedule', ...rest }] });
/** Terms that hold among pods of one revision only. */
export const ofRevision = { matchLabelKeys: ['pod-template-hash'] };

/** A claim whose volume stays in its zone, or on its node. */
export function claim(name: string, stays: 'zone' | 'node' = 'zone', mode = 'ReadWriteOnce'): object[] {
  return [
    storageClass(stays, stays === 'zone' ? 'cinder.csi.openstack.org' : 'docker.io/hostpath'),
    claimOf(name, { accessModes: [mode], storageClassName: stays }),
  ];
}

/** A class of priority, and what pods of it write. */
export const priority = (name: string, value: number) =>
  ({ apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value });
export const ranked = (priorityClassName: string) => ({ priorityClassName });

/** Pods that may use some nodes only, by their numbers. */
export const only = (...nodes: number[]) => ({
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{
          matchExpressions: [{ key: 'place', operator: 'In', values: nodes.map((node) => `n${node}`) }],
        }],
      },
    },
  },
});

/** Nodes and workloads, and placements of their pods, for what is asked about single placements. */
export class Scene {
  public readonly capacity: Capacity;

  constructor(nodes: readonly SceneNode[], ...objects: object[]) {
    const pools = nodes.map((node, index) => {
      const { cpu, zone = undefined } = typeof node === 'number' ? { cpu: node } : node;
      return new NodePool({
        name: `n${index}`, nodes: 1, labels: { place: `n${index}` }, ...zone === undefined ? {} : { zones: [zone] },
        allocatable: { cpu: String(cpu), memory: '32Gi', pods: 50 },
      });
    });
    this.capacity = new Capacity(load(...objects), new Cluster({ pools }));
  }

  public task(name: string): Task {
    return taskNamed(this.capacity, name);
  }

  public mover(name: string): Mover {
    const task = this.task(name);
    return { task, bounds: boundsOf(task)! };
  }

  public get movers(): Mover[] {
    return this.capacity.tasks.map(({ workload: { name } }) => this.mover(name));
  }

  public release(name: string): Release {
    return releaseAround(this.capacity, this.task(name));
  }

  /** The node of each pod, by the names of workloads. */
  public standing(pods: { readonly [name: string]: readonly number[] }): Placement {
    const placement = new Placement(this.capacity);
    Object.entries(pods).forEach(([name, nodes]) => nodes.forEach((node) => placement.add(this.task(name), node, 1)));
    return placement;
  }

  /** The nodes of the pods of each workload that has some, in order. */
  public nodesIn(placement: Placement | undefined): { [name: string]: number[] } | undefined {
    return placement && Object.fromEntries(this.capacity.tasks.flatMap(({ index, workload: { name } }) => {
      const nodes = [...placement.places[index]].flatMap(([node, pods]) => new Array<number>(pods).fill(node));
      return nodes.length === 0 ? [] : [[name, nodes.sort((one, two) => one - two)]];
    }));
  }
}
