import { daemonSetBounds } from '../../kubernetes/arithmetic';
import { Workload } from '../../manifests';
import { Daemon, mayEvict, Task } from '../placement';
import { fitsOfDaemon, Judgement } from '../updates';
import { Change } from './change';
import { Release } from './release';

/**
 * The change of a DaemonSet where its own pods, or pods that may stand on its nodes, change their shape: proven where
 * each node has room for its new pod, beside the old one where there are two, and beside all old and new pods of others
 * that may stand there, or in every placement in which nothing moves any more (T6). Undefined where it is judged as an
 * update like any other.
 */
export function judgeDaemonChange(
  release: Release, workload: Workload, change: Change, isSureAtEnds: (isTogether: boolean) => boolean,
): { readonly alone: Judgement; readonly together: Judgement } | undefined {
  const { capacity } = release;
  const daemon = capacity.daemonOf(workload);
  const isReshaped = release.movers.some((mover) => mover.old !== mover.fresh);
  if (!daemon || (change.kind === 'updated' && change.isAlike && !isReshaped)) {
    return undefined;
  }
  const fits = fitsOfDaemon(capacity, daemon);
  if (fits.verdict === 'impossible') {
    return { alone: fits, together: fits };
  }
  const { maxSurge } = daemonSetBounds(workload.strategy, daemon.nodes.length);
  const old = change.before?.pod.requests ?? new Map<string, number>();
  const beside = Float64Array.from(capacity.resources, (resource, index) =>
    index === 0 ? 1 : (old.get(resource) ?? 0),
  );
  const twice = change.kind !== 'new' && maxSurge > 0;
  const more = twice ? beside : new Float64Array(beside.length);
  const isSure = daemon.nodes.every((node) => hasRoom(release, daemon, node, more));
  const judged = (isTogether: boolean): Judgement => isSure || isSureAtEnds(isTogether)
    ? { verdict: 'proven', witness: [] }
    : {
        verdict: 'unknown',
        witness: [
          'not every placement of the other pods was tried for a DaemonSet that comes, or changes its size, beside them',
          ...fits.witness,
        ],
      };
  return { alone: judged(false), together: judged(true) };
}

/** Whether all old and new pods of others that may stand on a node leave the daemon its room, and `more` beside it. */
function hasRoom(release: Release, daemon: Daemon, node: number, more: Float64Array): boolean {
  const { capacity } = release;
  const rivals = capacity.tasks.filter(
    ({ eligible, rank }) => eligible[capacity.groupOf[node]] && !mayEvict(daemon.rank, rank),
  );
  const pods = (task: Task) => Math.min(task.apart ? 1 : Infinity, Math.max(task.most, release.startOf(task)));
  return more.every((amount, resource) => {
    const asked = rivals.reduce((sum, task) => sum + pods(task) * task.requests[resource], amount);
    return daemon.requests[resource] === 0 || asked <= capacity.room[node][resource];
  });
}
