import { ActorPods } from './actor-pods';
import { Step } from './step';
import { World } from './world';

type Add = (kind: Step['kind'], nodes: readonly number[]) => void;

/** `old` or `fresh`: whether the API server lets one more of them exist. */
type Allows = (which: 'old' | 'fresh') => boolean;

/** What the controller of an actor, the scheduler and its volumes may do next. */
export class ActorMoves {
  constructor(
    private readonly pods: ActorPods, private readonly world: World, private readonly who: number,
    private readonly allows: Allows,
  ) {}

  public steps(): Step[] {
    const { pods, pods: { actor: { discipline, fresh } }, world: { meter } } = this;
    const steps: Step[] = [];
    const add: Add = (kind, nodes) => nodes.forEach((node) => steps.push({ who: this.who, kind, node }));
    if (discipline === 'recreate') {
      add('leaves', pods.nextToGo());
    } else {
      add('is too many', pods.count(pods.old) > pods.wanted ? pods.nextToGo() : []);
    }
    if (discipline === 'roll') {
      this.rolling(add);
    }
    add('attaches', pods.attachable());
    const made = meter.isIdle ? pods.freshWanted : pods.freshMade;
    if (fresh && pods.count(pods.fresh) < made) {
      const open = pods.open(fresh, pods.fresh);
      add('comes', pods.actor.ownReach === 'everywhere' ? open : pods.nearOwn(open));
      add('comes further', pods.further > 0 ? open : []);
    }
    add('is made', !meter.isIdle && pods.freshMade < pods.freshWanted && this.allows('fresh') ? [-1] : []);
    return steps;
  }

  public do({ kind, node }: Step): void {
    const { pods, pods: { actor: { discipline, old, fresh } } } = this;
    switch (kind) {
      case 'gives up':
      case 'lets go':
        pods.wanted -= kind === 'gives up' ? 1 : this.spare();
        // Those that wait are deleted first (kubernetes pkg/controller/controller_utils.go `ActivePodsWithRanks`).
        pods.oldMade = Math.min(pods.oldMade, Math.max(pods.count(pods.old), pods.wanted));
        break;
      case 'old is made':
        pods.oldMade++;
        break;
      case 'is made':
        pods.freshMade++;
        break;
      case 'attaches':
        pods.attach(node);
        break;
      case 'is added':
        pods.come(old!, pods.old, node, false);
        break;
      case 'leaves':
        pods.wanted -= discipline === 'roll' ? 1 : 0;
        pods.leave(node, true);
        break;
      case 'is too many':
        pods.leave(node, false);
        break;
      default:
        pods.further -= kind === 'comes further' ? 1 : 0;
        pods.come(fresh!, pods.fresh, node, kind === 'comes');
    }
  }

  public isThrough(): boolean {
    const { pods, pods: { actor: { discipline, from, to } } } = this;
    const [old, fresh] = [pods.count(pods.old), pods.count(pods.fresh)];
    return pods.ready(pods.old) === old && pods.ready(pods.fresh) === fresh && (discipline === 'scale'
      ? old === Math.min(from, to) && fresh === Math.max(0, to - from)
      : old === 0 && fresh === to && (discipline === 'recreate' || pods.wanted === 0));
  }

  /**
   * Whether a pod of a StatefulSet waits for a place, or is refused, so that its controller may do nothing else
   * (kubernetes pkg/controller/statefulset/stateful_set_control.go: `processReplica` returns there).
   */
  public mayRest(): boolean {
    const { pods, pods: { actor: { isSet, isOrdered, fresh } }, world: { meter } } = this;
    if (!isSet || !fresh || pods.count(pods.fresh) >= pods.freshWanted) {
      return false;
    }
    const isRefused = !meter.isIdle && pods.freshMade < pods.freshWanted && !this.allows('fresh');
    const open = isOrdered && !isRefused ? pods.open(fresh, pods.fresh) : [];
    return isRefused || (isOrdered && (open.length === 0 || pods.isLeftOut(open)));
  }

  /**
   * Old pods go, those that do not run first (kubernetes pkg/controller/deployment/rolling.go
   * `cleanupUnhealthyReplicas`, `scaleDownOldReplicaSetsForRollingUpdate`). Where others look at how many there are,
   * one may come after they are no longer wanted, and before they have gone. Further ones come where the number grew.
   */
  private rolling(add: Add): void {
    const { pods, pods: { actor: { old, from, to, unavailable, isWatched, isOrdered } }, world: { meter } } = this;
    const [standing, ready, fresh] = [pods.count(pods.old), pods.ready(pods.old), pods.ready(pods.fresh)];
    if (isWatched) {
      add('lets go', pods.wanted > 0 && this.spare() > 0 ? [-1] : []);
    } else {
      const isGrowing = isOrdered && fresh < to - from;
      const isSettled = pods.wanted === standing && ready === standing && !isGrowing;
      add('leaves', isSettled && ready + fresh > to - unavailable ? pods.nextToGo() : []);
      const isIdle = pods.wanted >= standing && pods.wanted > ready;
      add('gives up', isIdle && pods.wanted + fresh > to - unavailable ? [-1] : []);
    }
    add('is added', old && standing < (meter.isIdle ? pods.wanted : pods.oldMade) ? pods.open(old, pods.old) : []);
    add('old is made', !meter.isIdle && pods.oldMade < pods.wanted && this.allows('old') ? [-1] : []);
  }

  /** Old pods that the controller gives up as soon as it looks. */
  private spare(): number {
    const { pods, pods: { actor: { to, unavailable } } } = this;
    const [ready, fresh] = [pods.ready(pods.old), pods.ready(pods.fresh)];
    const least = to - unavailable;
    const most = pods.wanted + fresh - least;
    const idle = Math.min(most, Math.max(0, pods.wanted - ready));
    return most <= 0 ? 0 : idle + Math.min(pods.wanted - idle, Math.max(0, ready + fresh - least));
  }
}
