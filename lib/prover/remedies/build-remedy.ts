import { expectedDowntime, SecondsRange } from '../../kubernetes/arithmetic';
import { countBudget, Field, Model, Workload } from '../../manifests';
import { RolloutPlan, WorkloadPlan } from '../updates';
import { ChangedInput, joined, NO_CHANGE, PlannedInput } from './change';
import { Move } from './moves';
import { APPLY_ALONE, Cure, Remedy, SpareNodes } from './remedy';

/** A set of moves, and what came of it. */
export interface Verified {
  readonly cure: Cure;
  readonly moves: readonly Move[];
  readonly changed: ChangedInput;
  readonly after: WorkloadPlan;
}

/** The remedy that a set of moves is, once the prover has said so. */
export function remedyOf(
  workload: Workload,
  input: PlannedInput,
  before: RolloutPlan,
  { cure, moves, changed, after }: Verified,
): Remedy {
  const change = joined(moves.map((move) => move.change));
  const [more] = change.nodes;
  const nodes: SpareNodes | undefined = more && {
    ...more, names: changed.spareNodes, isTemporary: before.steadyState.verdict === 'proven',
  };
  const cost = input.cluster.pools.find(({ name }) => name === more?.pool)?.costPerHour;
  return {
    id: idOf(moves),
    cures: cure,
    title: titleOf(moves),
    change,
    after,
    verdict: cure === 'drain' ? after.drain.verdict : after.verdict,
    downtimeSeconds: cure === 'drain' ? downtimeOfDrain(changed.model, workload, after) : after.downtimeSeconds,
    nodes,
    costPerHour: nodes ? cost === undefined ? undefined : nodes.count * cost : 0,
    toFill: moves.flatMap(({ toFill = [] }) => toFill),
    notes: moves.flatMap(({ notes = [] }) => notes),
    props: isOurs(workload) && moves.every(isWritable) ? moves.flatMap(({ prop }) => prop ?? []) : [],
    commands: moves.find((move) => move.commands)?.commands,
  };
}

const BY_ITSELF = 'apply it by itself: wait until it has finished before anything else changes';

/** A remedy of an update that what changes beside it may undo: it is proven alone. */
export function appliedAlone(remedy: Remedy): Remedy {
  const { id, title, after } = remedy;
  return {
    ...remedy, id: `${id}+${APPLY_ALONE}`, title: `${title}, and ${BY_ITSELF}`,
    after: { ...after, ...after.alone }, verdict: after.alone.verdict,
  };
}

/** An update that only what changes beside it may keep from finishing: it is proven alone. */
export function applyAlone(plan: WorkloadPlan): Remedy {
  return {
    id: APPLY_ALONE,
    cures: 'update',
    title: BY_ITSELF,
    change: NO_CHANGE,
    after: { ...plan, ...plan.alone },
    verdict: plan.alone.verdict,
    downtimeSeconds: plan.downtimeSeconds,
    costPerHour: 0,
    toFill: [],
    notes: [],
    props: [],
  };
}

/** Whether a prop says all that a move changes of what constructs of this package render: half of a remedy is none. */
function isWritable({ prop, change: { patches, removed } }: Move): boolean {
  return prop !== undefined || ![...patches.map(({ manifest }) => manifest), ...removed].some((manifest) =>
    isOurs({ manifest }));
}

export function idOf(moves: readonly Move[]): string {
  return moves.map(({ id }) => id).join('+');
}

export function titleOf(moves: readonly Move[]): string {
  return moves.map(({ title }) => title).join(', and ');
}

/** While a drain may evict all pods at once nobody serves until they have started elsewhere. */
function downtimeOfDrain(model: Model, workload: Workload, { replicas }: WorkloadPlan): SecondsRange {
  const [budget] = model.budgetsOf(
    model.workloads.find(
      ({ manifest }) => manifest.id === workload.manifest.id && manifest.namespace === workload.namespace,
    ) ?? workload,
  );
  const allowed = budget ? (countBudget(model, budget).allowed ?? replicas) : replicas;
  return expectedDowntime(workload, replicas, {
    maxSurge: 0, maxUnavailable: Math.min(allowed, replicas), recreate: false,
  });
}

/** Whether a construct of this package renders the object, so that its prop is what to change. */
export function isOurs({ manifest }: Pick<Workload, 'manifest'>): boolean {
  return Field.of(manifest, []).get('metadata', 'labels', 'app.kubernetes.io/managed-by').value === 'cdk8s-nim';
}
