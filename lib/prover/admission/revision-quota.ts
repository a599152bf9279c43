import { Field, Workload } from '../../manifests';
import { QuotaRoom, QuotaShares, QuotaUser } from './quota-room';
import { OutsideUsage } from './outside-usage';
import { Surroundings } from './surroundings';

/** Upstream default of `revisionHistoryLimit`: pkg/apis/apps/v1/defaults.go */
const DEFAULT_HISTORY = 10;

/** The object a controller makes for each revision of its template. */
const REVISION_OF: { readonly [kind: string]: string } = {
  Deployment: 'count/replicasets.apps',
  ReplicaSet: 'count/replicasets.apps',
  StatefulSet: 'count/controllerrevisions.apps',
  DaemonSet: 'count/controllerrevisions.apps',
};

/**
 * What the quotas of a namespace leave to the revisions of a workload: each has from one up to `revisionHistoryLimit`
 * and one, and an update makes one more before old ones are cleaned up (kubernetes pkg/controller/deployment/sync.go
 * `getNewReplicaSet`, `cleanupDeployment`).
 */
export function revisionRoom(
  workload: Workload,
  neighbours: Workload[],
  surroundings: Surroundings,
  outside: OutsideUsage,
): QuotaRoom[] {
  const resource = REVISION_OF[workload.kind];
  const quotas = surroundings
    .quotasOf(workload.namespace)
    .filter(({ hard, scopes }) => scopes.length === 0 && hard.has(resource));
  if (quotas.length === 0) {
    return [];
  }
  const users = {
    own: neighbours.map(revisionsOf),
    outside: outside.replicaSetsIn(workload.namespace).map(() => OUTSIDE_REPLICA_SET),
    areAllOf: (each: string) => outside.isCounted(each),
  };
  return quotas.flatMap((quota) => new QuotaShares(quota, users).roomFor(revisionsOf(workload)))
    .filter((room) => room.resource === resource);
}

const OUTSIDE_REPLICA_SET: QuotaUser = { least: 1, most: 1, there: 1, usage: new Map([['count/replicasets.apps', 1]]) };

/** Revisions that a workload keeps between updates. */
export function revisionsOf({ manifest, kind }: Workload): QuotaUser {
  const limit = Field.of(manifest, []).get('spec', 'revisionHistoryLimit').integer() ?? DEFAULT_HISTORY;
  const history = kind === 'ReplicaSet' ? 0 : limit;
  return {
    least: 1,
    most: 1 + history,
    there: 0,
    usage: new Map(Object.hasOwn(REVISION_OF, kind) ? [[REVISION_OF[kind], 1]] : []),
  };
}
