/**
 * A step-by-step simulator of Deployment controller, scheduler, attach controller and kubelet that tries
 * every interleaving. It shares no code with the product: its arithmetic is written again from
 * kubernetes pkg/controller/deployment (rolling.go, recreate.go, util/deployment_util.go) and
 * pkg/scheduler/framework/plugins.
 */

/** Pods of equal shape. `gpu` and `cpu` are whole units. */
export interface SimWorkload {
  replicas: number;
  cpu: number;
  gpu: number;
  surge: number | string;
  unavailable: number | string;
  recreate?: boolean;
  /** One pod a node; `revision` only among pods of one revision. */
  apart?: 'all' | 'revision';
  /** All pods mount one claim. */
  claim?: 'RWO' | 'RWOP';
  /** Workloads, by index, whose pods must not share a node with this one's. */
  repels?: number[];
  /** Nodes the pods may use; all when absent. */
  only?: number[];
  /** An autoscaler may raise the replicas to this. */
  maxReplicas?: number;
  /** Takes part in the rollout; the others stand still. */
  rolls: boolean;
}

export interface SimNode { cpu: number; gpu: number }

export interface SimResult {
  /** Placements of all pods to start from. */
  starts: number;
  states: number;
  /** Some execution finishes; some execution ends without finishing. */
  finishes: boolean;
  blocks: boolean;
  /** The same for each workload by itself: one may have finished where another never does. */
  each: { finishes: boolean; blocks: boolean }[];
}

type Phase = 'p' | 's' | 'r' | 't'; // pending, starting, ready, terminating
interface SimPod { w: number; rev: 0 | 1; phase: Phase; node: number }

function percent(value: number | string, total: number, up: boolean): number {
  if (typeof value === 'number') {
    return value;
  }
  const exact = total * Number(value.replace('%', '')) / 100;
  return up ? Math.ceil(exact) : Math.floor(exact);
}

export class Simulator {
  /**
   * With `crowded`, pods of the workloads that stand still may be Pending at the start: for clusters too small for all.
   */
  constructor(
    private readonly nodes: SimNode[],
    private readonly workloads: SimWorkload[],
    private readonly crowded = false,
  ) {}

  public run(): SimResult {
    let finishes = false;
    let blocks = false;
    const each = this.workloads.map(() => ({ finishes: false, blocks: false }));
    const seen = new Set<string>();
    const starts = this.starts();
    const stack = [...starts];
    while (stack.length > 0) {
      const pods = stack.pop()!;
      const key = encode(pods);
      if (seen.has(key)) {
        continue;
      }
      seen.add(key);
      const next = this.next(pods);
      if (next.length === 0) {
        if (this.isDone(pods)) {
          finishes = true;
        } else {
          blocks = true;
        }
        each.forEach((ends, w) => { ends[this.isWorkloadDone(pods, w) ? 'finishes' : 'blocks'] = true; });
      }
      stack.push(...next);
    }
    return { starts: starts.length, states: seen.size, finishes, blocks, each };
  }

  private starts(): SimPod[][] {
    let placed: SimPod[][] = [[]];
    this.workloads.forEach((workload, w) => {
      for (let copy = 0; copy < workload.replicas; copy++) {
        const grown = new Map<string, SimPod[]>();
        const put = (pods: SimPod[], pod: SimPod) => grown.set(encode([...pods, pod]), [...pods, pod]);
        for (const pods of placed) {
          if (this.crowded && !workload.rolls) {
            put(pods, { w, rev: 0, phase: 'p', node: -1 });
          }
          for (let node = 0; node < this.nodes.length; node++) {
            const pod: SimPod = { w, rev: 0, phase: 'r', node };
            if (this.schedulable(pods, pod, node) && this.attachable(pods, pod)) {
              put(pods, pod);
            }
          }
        }
        placed = [...grown.values()];
      }
    });
    return placed;
  }

  private isDone(pods: SimPod[]): boolean {
    return this.workloads.every((_, w) => this.isWorkloadDone(pods, w));
  }

  private isWorkloadDone(pods: SimPod[], w: number): boolean {
    const { rolls, replicas } = this.workloads[w];
    const own = pods.filter((pod) => pod.w === w);
    return (
      !rolls
      || (own.filter(({ rev, phase }) => rev === 1 && phase === 'r').length === replicas
        && !own.some(({ rev }) => rev === 0))
    );
  }

  private next(pods: SimPod[]): SimPod[][] {
    const result: SimPod[][] = [];
    const change = (index: number, to: Partial<SimPod> | undefined) =>
      result.push(
        to ? pods.map((pod, i) => (i === index ? { ...pod, ...to } : pod)) : pods.filter((_, i) => i !== index),
      );
    pods.forEach((pod, index) => {
      if (pod.phase === 'p') {
        this.nodes.forEach((_, node) => {
          if (
            this.schedulable(
              pods.filter((_, i) => i !== index),
              pod,
              node,
            )
          ) {
            change(index, { phase: 's', node });
          }
        });
      } else if (
        pod.phase === 's'
        && this.attachable(
          pods.filter((_, i) => i !== index),
          pod,
        )
      ) {
        change(index, { phase: 'r' });
      } else if (pod.phase === 't') {
        change(index, undefined);
      }
    });
    this.workloads.forEach((workload, w) => {
      if (workload.rolls) {
        this.control(pods, workload, w, result);
      }
    });
    return result;
  }

  private control(pods: SimPod[], workload: SimWorkload, w: number, result: SimPod[][]): void {
    const { replicas } = workload;
    const live = pods.filter((pod) => pod.w === w && pod.phase !== 't');
    const fresh = live.filter(({ rev }) => rev === 1);
    const old = live.filter(({ rev }) => rev === 0);
    const create = () => result.push([...pods, { w, rev: 1, phase: 'p', node: -1 }]);
    const remove = (pod: SimPod) =>
      result.push(
        pod.phase === 'p'
          ? pods.filter((each) => each !== pod)
          : pods.map((each) => (each === pod ? { ...pod, phase: 't' } : each)),
      );
    if (workload.recreate) {
      if (old.length > 0) {
        old.forEach(remove);
      } else if (!pods.some((pod) => pod.w === w && pod.rev === 0) && fresh.length < replicas) {
        create();
      }
      return;
    }
    const surge = percent(workload.surge, replicas, true);
    let unavailable = percent(workload.unavailable, replicas, false);
    if (surge === 0 && unavailable === 0) {
      unavailable = 1;
    }
    const minAvailable = replicas - Math.min(unavailable, replicas);
    if (fresh.length < replicas && live.length < replicas + surge) {
      create();
    }
    const mayGo = live.length - minAvailable - fresh.filter(({ phase }) => phase !== 'r').length;
    if (mayGo > 0) {
      const unhealthy = old.filter(({ phase }) => phase !== 'r');
      if (unhealthy.length > 0) {
        unhealthy.forEach(remove);
      } else if (live.filter(({ phase }) => phase === 'r').length > minAvailable) {
        old.forEach(remove);
      }
    }
  }

  private schedulable(pods: SimPod[], pod: SimPod, node: number): boolean {
    const workload = this.workloads[pod.w];
    const here = pods.filter((each) => each.node === node);
    const used = (what: 'cpu' | 'gpu') => here.reduce((sum, each) => sum + this.workloads[each.w][what], 0);
    if (workload.only && !workload.only.includes(node)) {
      return false;
    }
    if (
      (workload.cpu > 0 && used('cpu') + workload.cpu > this.nodes[node].cpu)
      || (workload.gpu > 0 && used('gpu') + workload.gpu > this.nodes[node].gpu)
    ) {
      return false;
    }
    if (workload.claim === 'RWOP' && pods.some((each) => each.w === pod.w && each.node >= 0)) {
      return false;
    }
    if (
      here.some(
        (each) =>
          each.w !== pod.w && (workload.repels?.includes(each.w) || this.workloads[each.w].repels?.includes(pod.w)),
      )
    ) {
      return false;
    }
    return (
      !workload.apart || !here.some((each) => each.w === pod.w && (workload.apart === 'all' || each.rev === pod.rev))
    );
  }

  /** A claim stays attached to the node of any pod that has started with it. */
  private attachable(pods: SimPod[], pod: SimPod): boolean {
    return (
      this.workloads[pod.w].claim !== 'RWO'
      || pods.every((each) => each.w !== pod.w || each.node === pod.node || each.phase === 'p' || each.phase === 's')
    );
  }
}

function encode(pods: SimPod[]): string {
  return pods.map(({ w, rev, phase, node }) => `${w}${rev}${phase}${node}`).sort().join(' ');
}
