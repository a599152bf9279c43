import { Snapshot } from '../../cluster/snapshot';
import { plural } from '../../util/plural';
import { exclusiveClaims, keyOf, Manifest } from '../../manifests';
import { durationText, Verdict, WorkloadPlan } from '../../prover/updates';
import { planChange } from '../live-plan';
import { ownerWorkload } from '../recover/owner-workload';
import { fieldOf, isTerminating, ownerOf, View } from '../view';
import { budgetOf } from '../watch/budget';
import { isReady } from '../watch/phase';
import { evictionRefusal } from './eviction';

/**
 * How the pods of a workload leave a node:
 * - `restart`: by a rolling update on the other nodes, so that one serves all the time;
 * - `evict`: as budgets allow;
 * - `stop`: a budget does not let them go, and they are deleted by hand, if that is wanted;
 * - `lose`: nobody makes them again.
 */
export type Leaving = 'restart' | 'evict' | 'stop' | 'lose';

/** The pods of one workload on a node that is to be drained. */
export interface Mover {
  /** Who makes the pods again; the pod itself where nobody does. */
  readonly workload: Manifest;
  readonly pods: readonly Manifest[];
  readonly leaving: Leaving;
  /** Why no eviction is allowed, where it is not. */
  readonly heldBy?: string;
  /** What it means for those who call it. */
  readonly effect: string;
  /** Whether anybody serves now. */
  readonly isServing: boolean;
  /** Whether nobody does for a while. */
  readonly isDown: boolean;
  /** Whether the pods find room on the other nodes. */
  readonly room: Verdict;
  readonly witness: readonly string[];
}

export interface DrainPlan {
  readonly node: string;
  readonly movers: readonly Mover[];
}

/** How every pod leaves a node, and what becomes of it; pods of DaemonSets stay. */
export function drainPlan(node: string, snapshot: Snapshot): DrainPlan {
  const view = new View(snapshot);
  const groups = new Map<Manifest, Manifest[]>();
  for (const pod of leavingPods(node, view)) {
    const owner = ownerWorkload(pod, view);
    const key = typeof owner === 'string' ? pod : owner;
    groups.set(key, [...groups.get(key) ?? [], pod]);
  }
  const workloads = [...groups.keys()].filter(({ kind }) => kind !== 'Pod');
  const room = roomFor(workloads, [...groups.values()].flat(), node, snapshot);
  return {
    node,
    movers: [...groups].map(([workload, pods]) => moverOf(workload, pods, view, room))
      .sort((one, two) => (one.workload.name < two.workload.name ? -1 : 1)),
  };
}

/** Pods that a drain makes leave: not those of DaemonSets, and not those that a kubelet runs by itself. */
export function leavingPods(node: string, view: View): Manifest[] {
  return view.pods.filter((pod) => fieldOf(pod).get('spec', 'nodeName').value === node && !isTerminating(pod)
    && !['DaemonSet', 'Node'].includes(ownerOf(pod)?.kind ?? ''));
}

/** By `keyOf` the workload. */
type Room = ReadonlyMap<string, { readonly plan: WorkloadPlan; readonly isExclusive: boolean }>;

/**
 * Whether the pods find room on the other nodes: all pods of their workloads anew, wherever they stand, with the node
 * cordoned and without what leaves it. It stays a domain of spread constraints, as a cordoned node does.
 */
function roomFor(
  workloads: readonly Manifest[], leaving: readonly Manifest[], node: string, snapshot: Snapshot,
): Room {
  const cordoned = snapshot.with({
    nodes: snapshot.nodes.map((each) => (each.name === node ? { ...each, unschedulable: true } : each)),
    pods: snapshot.pods.filter((pod) => !leaving.includes(pod)),
  });
  const { report, model } = planChange(workloads, [], cordoned);
  // What is judged is what the API server makes of the manifests.
  return new Map([...report.byWorkload].map(([workload, plan]) => {
    const isExclusive = workload.pod.claims.length > 0 && exclusiveClaims(workload, model)?.length !== 0;
    return [keyOf(workload.manifest), { plan, isExclusive }];
  }));
}

function moverOf(workload: Manifest, pods: readonly Manifest[], view: View, rooms: Room): Mover {
  const heldBy = pods.map((pod) => evictionRefusal(pod, view)).find((each) => each !== undefined);
  const room = rooms.get(keyOf(workload));
  if (room === undefined) {
    const isBare = ownerOf(workload) === undefined;
    return {
      workload, pods, heldBy, isServing: false, isDown: true,
      leaving: isBare ? 'lose' : heldBy === undefined ? 'evict' : 'stop',
      effect: isBare ? 'nobody makes it again' : 'who makes it again is not known',
      room: isBare ? 'proven' : 'unknown', witness: isBare ? [] : ['its controller is of a kind that is not read'],
    };
  }
  const { plan, plan: { verdict, witness }, isExclusive } = room;
  const elsewhere = servingElsewhere(workload, pods, view);
  const leaving = elsewhere === 0 && verdict === 'proven' && surges(plan) && !isExclusive ? 'restart'
    : heldBy === undefined ? 'evict' : 'stop';
  const isServing = elsewhere > 0 || pods.some(isReady);
  const isDown = leaving !== 'restart' && elsewhere === 0 && isServing;
  return {
    workload, pods, heldBy, leaving, isServing, isDown, room: verdict, witness,
    effect: leaving === 'restart' ? 'no downtime: a new pod is ready elsewhere before the old one stops'
      : !isServing ? 'none of its pods serves now'
        : isDown ? `down for one start${startText(workload)}`
          : `no downtime: ${plural(elsewhere, 'pod')} elsewhere ${elsewhere === 1 ? 'serves' : 'serve'} meanwhile`,
  };
}

/** A rolling update that has the new pod before it stops the old one. */
function surges({ kind, strategy, maxSurge, maxUnavailable }: WorkloadPlan): boolean {
  return kind === 'Deployment' && strategy === 'RollingUpdate' && maxSurge > 0 && maxUnavailable === 0;
}

function servingElsewhere(workload: Manifest, pods: readonly Manifest[], view: View): number {
  const { fresh, old } = view.podsOf(workload);
  return [...fresh, ...old].filter((pod) => isReady(pod) && !isTerminating(pod) && !pods.includes(pod)).length;
}

function startText(workload: Manifest): string {
  const { totalSeconds } = budgetOf(workload);
  return totalSeconds === undefined ? ', which nothing bounds' : `, at most ${durationText(totalSeconds)}`;
}
