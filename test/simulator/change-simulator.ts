/**
 * A step-by-step simulator of the change of several Deployments from one number and shape of pods to another: the
 * Deployment controller with its ReplicaSets, the ReplicaSet controller, scheduler and kubelet, in every interleaving.
 * It shares no code with the product, and counts pods and ReplicaSets where the product counts moves: written from
 * kubernetes pkg/controller/deployment (sync.go, rolling.go, recreate.go) and
 * pkg/controller/replicaset/replica_set.go.
 */
import { nextSets, seenPods, Sets } from './deployment-sets';
import { SimNode } from './simulator';

/** Pods of one template. */
export interface Shape {
  replicas: number;
  cpu: number;
  gpu: number;
  /** Nodes the pods may use; all when absent. */
  only?: number[];
}

export interface ChangingWorkload {
  /** Absent for a new workload. */
  before?: Shape;
  /** Absent for a deleted one. */
  after?: Shape;
  /** Only the number changes. */
  sameTemplate?: boolean;
  surge: number;
  unavailable: number;
  recreate?: boolean;
}

interface Pod {
  w: number;
  rev: 0 | 1;
  phase: 'p' | 's' | 'r' | 't';
  node: number;
}
interface World {
  pods: Pod[];
  sets: Sets[];
}

export interface ChangeResult {
  starts: number;
  each: { finishes: boolean; blocks: boolean }[];
}

/** Every way in which what runs before may stand: the workload and the node of each pod. */
export function startsOf(nodes: SimNode[], workloads: ChangingWorkload[]): { w: number; node: number }[][] {
  return placements(nodes, workloads);
}

/**
 * Plays the change of the workloads in `moving`; the others run as before, and new ones are not there.
 *
 * @param start the only one of `startsOf` from which it is played
 */
export function simulateChange(
  nodes: SimNode[], workloads: ChangingWorkload[], moving: number[], start?: number,
): ChangeResult {
  const each = workloads.map(() => ({ finishes: false, blocks: false }));
  const starts = placements(nodes, workloads).filter((_, index) => start === undefined || index === start);
  const stack = starts.map(
    (pods): World => ({
      pods,
      sets: workloads.map(({ before }) => ({ old: before?.replicas ?? 0, fresh: 0, desired: before?.replicas ?? 0 })),
    }),
  );
  const seen = new Set<string>();
  while (stack.length > 0) {
    const world = stack.pop()!;
    const key = `${world.pods
      .map((pod) => `${pod.w}${pod.rev}${pod.phase}${pod.node}`)
      .sort()
      .join()}|${JSON.stringify(world.sets)}`;
    if (!seen.has(key)) {
      seen.add(key);
      const next = [
        ...moving.flatMap((w) => [...control(world, workloads[w], w), ...keepPods(world, workloads[w], w)]),
        ...runPods(world, nodes, workloads),
      ];
      if (next.length === 0) {
        moving.forEach((w) => {
          each[w][isDone(world, workloads[w], w) ? 'finishes' : 'blocks'] = true;
        });
      }
      stack.push(...next);
    }
  }
  return { starts: starts.length, each };
}

function placements(nodes: SimNode[], workloads: ChangingWorkload[]): Pod[][] {
  let placed: Pod[][] = [[]];
  workloads.forEach(({ before }, w) => {
    for (let copy = 0; copy < (before?.replicas ?? 0); copy++) {
      const grown = placed.flatMap((pods) =>
        nodes.flatMap((_, node): Pod[][] => {
          const pod: Pod = { w, rev: 0, phase: 'r', node };
          return fits(pods, pod, node, nodes, workloads) ? [[...pods, pod]] : [];
        }),
      );
      placed = [
        ...new Map(
          grown.map((pods) => [
            pods
              .map((pod) => `${pod.w}${pod.node}`)
              .sort()
              .join(),
            pods,
          ]),
        ).values(),
      ];
    }
  });
  return placed;
}

function shapeOf(workloads: ChangingWorkload[], { w, rev }: Pod): Shape {
  const { before, after, sameTemplate } = workloads[w];
  return (rev === 0 ? (before ?? after) : sameTemplate ? (before ?? after) : after)!;
}

function fits(pods: Pod[], pod: Pod, node: number, nodes: SimNode[], workloads: ChangingWorkload[]): boolean {
  const asked = shapeOf(workloads, pod);
  const used = (what: 'cpu' | 'gpu') =>
    pods
      .filter((other) => other.node === node)
      .reduce((sum, other) => sum + shapeOf(workloads, other)[what], asked[what]);
  return (
    (asked.only?.includes(node) ?? true)
    && (['cpu', 'gpu'] as const).every((what) => asked[what] === 0 || used(what) <= nodes[node][what])
  );
}

/** One look of the Deployment controller. */
function control({ pods, sets }: World, { after, ...change }: ChangingWorkload, w: number): World[] {
  const sameTemplate = !after || change.sameTemplate;
  const next = nextSets(sets[w], { ...change, sameTemplate, replicas: after?.replicas ?? 0 }, seenPods(pods, w));
  return JSON.stringify(next) === JSON.stringify(sets[w]) ? []
    : [{ pods, sets: sets.map((each, index) => (index === w ? next : each)) }];
}

/** The ReplicaSets make pods one by one, and delete those that wait before those that run. */
function keepPods(world: World, { sameTemplate }: ChangingWorkload, w: number): World[] {
  const { pods, sets } = world;
  return ([0, 1] as const)
    .filter((rev) => rev === 0 || !sameTemplate)
    .flatMap((rev): World[] => {
      const live = pods.filter((pod) => pod.w === w && pod.rev === rev && pod.phase !== 't');
      const wanted = rev === 0 ? sets[w].old : sets[w].fresh;
      if (live.length < wanted) {
        return [{ sets, pods: [...pods, { w, rev, phase: 'p', node: -1 }] }];
      }
      const first = (['p', 's', 'r'] as const).find((phase) => live.some((pod) => pod.phase === phase));
      return live.length === wanted
        ? []
        : live
            .filter(({ phase }) => phase === first)
            .map((victim) => ({
              sets,
              pods:
                victim.phase === 'p'
                  ? pods.filter((pod) => pod !== victim)
                  : pods.map((pod) => (pod === victim ? { ...pod, phase: 't' as const } : pod)),
            }));
    });
}

/** The scheduler gives waiting pods a node; the kubelet starts them, and ends those that are stopped. */
function runPods({ pods, sets }: World, nodes: SimNode[], workloads: ChangingWorkload[]): World[] {
  const change = (at: number, to: Partial<Pod> | undefined): World => ({
    sets,
    pods: to
      ? pods.map((pod, index) => (index === at ? { ...pod, ...to } : pod))
      : pods.filter((_, index) => index !== at),
  });
  return pods.flatMap((pod, at): World[] => {
    switch (pod.phase) {
      case 'p':
        return nodes.flatMap((_, node) =>
          fits(
            pods.filter((other) => other !== pod),
            pod,
            node,
            nodes,
            workloads,
          )
            ? [change(at, { phase: 's', node })]
            : [],
        );
      case 's':
        return [change(at, { phase: 'r' })];
      case 't':
        return [change(at, undefined)];
      default:
        return [];
    }
  });
}

function isDone({ pods }: World, { after, sameTemplate }: ChangingWorkload, w: number): boolean {
  const own = pods.filter((pod) => pod.w === w);
  const wanted = own.filter(({ rev, phase }) => phase === 'r' && (sameTemplate || rev === 1));
  return own.length === wanted.length && wanted.length === (after?.replicas ?? 0);
}
