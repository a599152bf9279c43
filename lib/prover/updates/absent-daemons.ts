import { Workload } from '../../manifests';
import { Capacity, Daemon, neighbourhood, Task } from '../placement';
import { followedBy } from './daemon-fits';
import { Judgement, PlanAtCluster } from './rollout-plan';
import { nameOf } from './wording';

/**
 * Room for the pods of DaemonSets is taken from all their nodes. One that has to stand beside other pods (kubernetes
 * pkg/scheduler/framework/plugins/interpodaffinity), of which something is not modelled, or of which the API server
 * may refuse some, may wait for ever instead: others have its room then, and come to nodes that it keeps them off.
 */
export class AbsentDaemons {
  private readonly absent: readonly Daemon[];

  /** `mayRefuse`: whether the API server may take fewer pods of a workload than are wanted. */
  constructor(private readonly capacity: Capacity, private readonly mayRefuse: (workload: Workload) => boolean) {
    this.absent = capacity.daemons.filter((daemon) => daemon.nodes.length > 0 && this.whyAbsent(daemon) !== undefined);
  }

  /** What is impossible, or proven, where all pods of DaemonSets stand, and perhaps not where some do not. */
  public apply(workload: Workload, judged: PlanAtCluster): PlanAtCluster {
    const { absent, capacity } = this;
    const tasks = absent.length === 0 ? [] : capacity.tasksOf(workload);
    const gains = absent.find((daemon) => tasks.some((task) => this.mayGain(task, daemon)));
    const loses = absent.find((daemon) => tasks.some((task) => [task, ...neighbourhood(capacity, task).tasks]
      .some(({ closedBy }) => [...closedBy.values()].some((closers) => closers.includes(daemon.workload)))));
    const doubt = <T extends Judgement>(each: T): T => {
      const daemon = each.verdict === 'impossible' ? gains : each.verdict === 'proven' ? loses : undefined;
      return daemon === undefined ? each
        : { ...each, verdict: 'unknown', witness: [this.doubtText(each, daemon), ...each.witness] };
    };
    return gains || loses ? {
      ...judged, alone: doubt(judged.alone), together: doubt(judged.together), fits: doubt(judged.fits),
      drain: doubt(judged.drain),
    } : judged;
  }

  /** Whether its pods, or others that it meets, have more room while the daemon's are away. */
  private mayGain(task: Task, daemon: Daemon): boolean {
    const { capacity } = this;
    const isOpen = (node: number) => {
      const group = capacity.groupOf[node];
      const closers = task.closedBy.get(group) ?? [];
      return (task.eligible[group] || closers.length > 0) && task.requests.every((asked, resource) =>
        asked <= this.absent.filter(({ nodes }) => nodes.includes(node))
          .reduce((sum, { requests }) => sum + requests[resource], capacity.room[node][resource]));
    };
    const own = task.refusal === undefined ? capacity.nodes.flatMap((_, node) => isOpen(node) ? [node] : []) : [];
    const met = new Set([...own, ...neighbourhood(capacity, task).nodes]);
    return own.length > 0 && daemon.nodes.some((node) => met.has(node));
  }

  private whyAbsent(daemon: Daemon): string | undefined {
    return followedBy(daemon)
      ?? (daemon.unmodelled.length > 0 ? `not modelled: ${daemon.unmodelled.join(', ')}`
        : this.mayRefuse(daemon.workload) ? 'the API server may refuse some of them' : undefined);
  }

  private doubtText({ verdict }: Judgement, daemon: Daemon): string {
    return `${verdict} where all pods of ${nameOf(daemon.workload)} stand, which is not decided: ${this.whyAbsent(daemon)}`;
  }
}
