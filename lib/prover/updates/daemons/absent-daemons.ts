import { Workload } from '../../../manifests';
import { Capacity, Daemon, isClosedBy, neighbourhood, slotsIn, Task } from '../../placement';
import { followedBy } from '../steady/daemon-fits';
import { Judgement, PlanAtCluster } from '../words/rollout-plan';
import { nameOf } from '../words/wording';

/**
 * Room for the pods of DaemonSets is taken from all their nodes. One that has to stand beside other pods (kubernetes
 * pkg/scheduler/framework/plugins/interpodaffinity), of which something is not modelled, or of which the API server
 * may refuse some, may wait for ever instead: others have its room then, and come to nodes that it keeps them off.
 */
export class AbsentDaemons {
  /** Those of which some pods may not be there, and why. */
  private readonly absent: ReadonlyMap<Daemon, string>;

  /** `mayRefuse`: whether the API server may take fewer pods of a workload than are wanted. */
  constructor(private readonly capacity: Capacity, mayRefuse: (workload: Workload) => boolean) {
    this.absent = new Map(capacity.daemons.flatMap((daemon): [Daemon, string][] => {
      const why = daemon.nodes.length > 0 ? whyAbsent(daemon, mayRefuse) : undefined;
      return why === undefined ? [] : [[daemon, why]];
    }));
  }

  /** What is impossible, or proven, where all pods of DaemonSets stand, and perhaps not where some do not. */
  public apply(workload: Workload, judged: PlanAtCluster): PlanAtCluster {
    const { capacity } = this;
    const absent = [...this.absent.keys()];
    const tasks = absent.length === 0 ? [] : capacity.tasksOf(workload);
    const open = new Set(tasks.flatMap((task) => this.openBeside(task, absent)));
    const meeting = tasks.flatMap((task) => [task, ...neighbourhood(capacity, task).tasks]);
    const gains = absent.find(({ nodes }) => nodes.some((node) => open.has(node)));
    const loses = absent.find((daemon) => meeting.some((task) => isClosedBy(task, daemon.workload)));
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

  /** Nodes on which its pods, or others that it meets, may stand while those are away; none where it fits no node then. */
  private openBeside(task: Task, absent: readonly Daemon[]): readonly number[] {
    const { capacity } = this;
    const own = task.refusal !== undefined ? [] : capacity.nodes.flatMap((_, node) => {
      const group = capacity.groupOf[node];
      const room = capacity.roomOfGroup(group, absent);
      return (task.eligible[group] || task.closedBy.has(group))
        && slotsIn(room, task.requests) > 0 ? [node] : [];
    });
    return own.length === 0 ? [] : [...own, ...neighbourhood(capacity, task).nodes];
  }

  private doubtText({ verdict }: Judgement, daemon: Daemon): string {
    return `${verdict} where all pods of ${nameOf(daemon.workload)} stand, which is not decided: ${this.absent.get(daemon)}`;
  }
}

function whyAbsent(daemon: Daemon, mayRefuse: (workload: Workload) => boolean): string | undefined {
  return followedBy(daemon)
    ?? (daemon.unmodelled.length > 0 ? `not modelled: ${daemon.unmodelled.join(', ')}`
      : mayRefuse(daemon.workload) ? 'the API server may refuse some of them' : undefined);
}
