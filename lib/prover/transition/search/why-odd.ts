import { requiredSurge } from '../../../kubernetes/arithmetic';
import { Capacity, HOSTNAME } from '../../placement';
import { isKeptByVolumes } from '../../updates';
import { isResizedLater, Mover } from '../release/mover';
import { isKept, mayBeOutOfReach } from '../release/volumes-of-mover';

/** Why the moves of a workload beside others are not tried one by one; undefined when they are. */
export function whyOdd(
  capacity: Capacity,
  mover: Mover,
): string | undefined {
  const { change, old, fresh, name, to, from, discipline } = mover;
  const { after, before } = change;
  const shapes = [...new Set([old, fresh])].flatMap((task) => task ?? []);
  const workloads = [before, after].flatMap((workload) => workload ?? []);
  const bounds = after?.bounds(Math.max(1, to));
  const reasons: [boolean, string][] = [
    [workloads.some(({ companions, isGang }) => companions.length > 0 || isGang), 'its pods come in groups'],
    [bounds !== undefined && requiredSurge(bounds) > 1, 'it makes several pods at once'],
    [mover.isBound === true || workloads.some((workload) => capacity.tasksOf(workload).length > 1),
      'its pods are bound to different places'],
    [shapes.some(({ unmodelled }) => unmodelled.length > 0), shapes.flatMap(({ unmodelled }) => unmodelled).join(', ')],
    [
      shapes.some(({ attractions }) => attractions.some(({ claim }) => claim !== undefined)),
      'a resource claim that several pods share',
    ],
    [shapes.some(({ attractions }) => attractions.length > 0), 'required pod affinity'],
    [old === fresh && fresh?.apart?.perRevision === true, 'anti-affinity of one revision'],
    [shapes.some(({ spreads }) => spreads.some(({ perRevision }) => perRevision)), 'topology spread of one revision'],
    [shapes.some(({ claims }) => claims.unknown.length > 0), 'a claim that is not in the input'],
    [
      shapes.some(({ ties }) =>
        ties.some(
          ({ topologyKey, claim }) =>
            topologyKey !== HOSTNAME || shapes.some(({ claims }) => claims.local.includes(claim)),
        ),
      ),
      'a volume that stays in its zone or on its node',
    ],
    [
      from > 0 && (isKept(capacity, mover) || (old !== undefined && isKeptByVolumes(capacity, old))),
      'volumes of its pods that stay in their zones or on their nodes',
    ],
    [change.findsItsVolumes === true, 'further pods find volumes that others have left in some place'],
    [mayBeOutOfReach(capacity, mover), 'a volume that is made in some zone before its pod has a place'],
    [
      shapes.some(({ ties }) => ties.some(({ users }) => users.some((user) => user !== old && user !== fresh))),
      'a volume that several workloads mount',
    ],
    [
      shapes.some((task) => task.claims.attachment === 'node'
        && Math.max(task === old ? from : 0, task === fresh ? to : 0) > 1),
      'several pods on one volume',
    ],
    [change.from.least !== change.from.most || change.to.least !== change.to.most || isResizedLater(change),
      'an autoscaler may choose its size'],
    [
      discipline === 'roll' && from !== to && from > 0 && !['Deployment', 'StatefulSet'].includes(after!.kind),
      'its number and its template change at once',
    ],
    [after?.waitsFor !== undefined && discipline !== 'scale', after?.waitsFor ?? ''],
  ];
  const found = reasons.find(([holds]) => holds);
  return found && `${name}: ${found[1]}`;
}
