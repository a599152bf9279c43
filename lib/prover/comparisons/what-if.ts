import { Cluster } from '../../cluster';
import { exclusiveMode, Field, isObject, Manifest, Model, readAccessModes, Workload } from '../../manifests';
import { plural } from '../../kubernetes/plural';
import { planRollout, RolloutPlan, SpareNeeded, WorkloadPlan } from '../updates';

/** One way to update a workload on some number of nodes. */
export interface Variant {
  readonly title: string;
  /** What it changes besides the strategy; empty for the manifests as written. */
  readonly changes: string[];
  readonly plan: WorkloadPlan;
  /** Names of nodes that do not exist today. */
  readonly spareNodes: readonly string[];
}

/** One workload, and the ways to update it, as written first. */
export interface Comparison {
  readonly workload: WorkloadPlan;
  readonly variants: readonly Variant[];
}

/** With more workloads nothing is compared: it costs as much as several plans. */
export const MOST_COMPARED = 2_000;

/** Pools are grown and planned again this many times at most: each costs as much as the plan itself. */
const MOST_PLANS = 8;
/** The largest pool there can be. */
const MOST_NODES = 5_000;

/**
 * For each workload that a spare node would help: its update as written, as a rolling update without the
 * spare, and with it. Deployments only, because no other controller starts a new pod before it stops an old one.
 *
 * All candidates are rewritten at once and planned together: the verdict of one workload does not depend
 * on the strategies of the others.
 */
export function compareWithSpare(model: Model, cluster: Cluster, plan: RolloutPlan): Comparison[] {
  const candidates = plan.workloads.map((each, index) => ({ each, index }))
    .filter(({ each: { kind, spareNeeded } }) => kind === 'Deployment' && spareNeeded && canGrow(cluster, spareNeeded));
  if (candidates.length === 0) {
    return [];
  }
  const tied = new Map(candidates.map(({ each, index }) => [each, singleNodeClaims(model, model.workloads[index])]));
  const rolling = asRollingUpdates(
    model,
    candidates.map(({ index }) => model.workloads[index].manifest),
    [...tied.values()].flat(),
  );
  const withoutSpare = planRollout(rolling, cluster);
  const grown = new Map<string, { readonly plan: RolloutPlan; readonly spareNodes: string[] }>();
  const result: Comparison[] = [];
  for (const { each, index } of candidates) {
    const { pool, nodes } = each.spareNeeded!;
    const key = `${nodes}\0${pool}`;
    if (!grown.has(key) && grown.size < MOST_PLANS) {
      const { cluster: larger, spareNodes } = cluster._grownBy(pool, nodes);
      grown.set(key, { plan: planRollout(rolling, larger), spareNodes });
    }
    const after = grown.get(key)?.plan.workloads[index];
    if (
      !after
      || after.verdict !== 'proven'
      || (each.verdict === 'proven' && after.availabilityFloor <= each.availabilityFloor)
    ) {
      continue;
    }
    result.push({ workload: each, variants: [
      { title: `As written: ${each.strategy}`, changes: [], plan: each, spareNodes: [] },
      ...rewritten(withoutSpare.workloads[index], after, tied.get(each)!, grown.get(key)!.spareNodes, each),
    ] });
  }
  return result;
}

function canGrow({ pools }: Cluster, { pool, nodes }: SpareNeeded): boolean {
  return nodes > 0 && pools.some(({ name, maxNodes }) => name === pool && maxNodes + nodes <= MOST_NODES);
}

/** The rolling updates that say more than the manifests as written. */
function rewritten(
  without: WorkloadPlan,
  after: WorkloadPlan,
  claims: Manifest[],
  spareNodes: string[],
  written: WorkloadPlan,
): Variant[] {
  const changes = claims.map(({ name }) => `a volume that pods on two nodes may mount in place of claim ${name}`);
  const isWritten = written.strategy === 'RollingUpdate' && written.maxUnavailable === 0 && changes.length === 0;
  const today: Variant = { title: 'Rolling update on today\'s nodes', changes, plan: without, spareNodes: [] };
  if (without.verdict === 'proven') {
    return [today];
  }
  const count = plural(spareNodes.length, 'more node');
  return [
    ...(isWritten || without.verdict === 'unknown' ? [] : [today]),
    {
      title: `Rolling update with ${count}`, changes: [`${count} in pool ${written.spareNeeded!.pool}`, ...changes],
      plan: after, spareNodes,
    },
  ];
}

/** Claims of a workload that only one node, or one pod, may use at a time. */
function singleNodeClaims(model: Model, { namespace, pod }: Workload): Manifest[] {
  return pod.claims.flatMap(({ claimName }) => model.find('PersistentVolumeClaim', namespace, claimName) ?? [])
    .filter((claim) => exclusiveMode(readAccessModes(Field.of(claim, []).get('spec'))) !== undefined);
}

/** A class whose name tells that every node reaches its volumes. */
const REACHED_BY_ALL = 'nfs';

function asRollingUpdates(model: Model, deployments: Manifest[], claims: Manifest[]): Model {
  const strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } };
  const specs = new Map<Manifest, object>([
    ...deployments.map((manifest) => [manifest, { strategy }] as const),
    ...claims.map(
      (manifest) => [manifest, { accessModes: ['ReadWriteMany'], storageClassName: REACHED_BY_ALL }] as const,
    ),
  ]);
  return new Model(
    model.manifests.map((manifest) => {
      const changed = specs.get(manifest);
      const { json, file, documentIndex } = manifest;
      const spec = isObject(json.spec) ? json.spec : {};
      const origin = { file, locate: () => manifest.locate() };
      return changed
        ? new Manifest({ ...json, spec: { ...spec, ...changed } }, origin, documentIndex, [], manifest.namespace)
        : manifest;
    }),
    model.options,
  );
}
