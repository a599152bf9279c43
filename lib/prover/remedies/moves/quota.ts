import { requiredSurge } from '../../../kubernetes/arithmetic';
import { isCpu, PodCount, Workload } from '../../../manifests';
import { admit, QuotaRoom } from '../../admission';
import { nameOf, quotaLedger } from '../../updates';
import { Change, joined, PlannedInput } from '../change';
import { setAt } from '../json-patch';
import { Move, MoveContext, patchOf } from './move';

/**
 * Quotas raised by the pods that they lack for one update at a time, and by those that they lack where everything is
 * updated at once.
 */
export function quotaMoves(context: MoveContext): Move[] {
  if (context.model.byKind('ResourceQuota').length === 0) {
    return [];
  }
  const atRest = (workload: Workload): PodCount => context.model.sizeOf(workload);
  const moving = (workload: Workload): PodCount => {
    const { least, most } = context.model.sizeOf(workload);
    return { least, most: most + (workload.bounds(most)?.maxSurge ?? 0) };
  };
  const own = raised(context, atRest);
  const all = raised(context, moving);
  const isSame = JSON.stringify(own?.texts) === JSON.stringify(all?.texts);
  return [...own ? [moveOf('quota', own)] : [], ...all && !isSame ? [moveOf('quota-for-all', all)] : []];
}

interface Raised {
  readonly texts: string[];
  readonly change: Change;
}

function moveOf(id: string, { texts, change }: Raised): Move {
  return { id, dimension: 'quota', title: texts.join(', '), change };
}

function raised(
  { model, cluster, workload }: MoveContext,
  countOf: (workload: Workload) => PodCount,
): Raised | undefined {
  const admission = admit(model);
  const admitted = admission.model.workloads.find(({ manifest }) => manifest === workload.manifest);
  const { most } = model.sizeOf(workload);
  const bounds = workload.bounds(most);
  const wanted = most + (bounds ? requiredSurge(bounds) : 0);
  const rooms = admitted ? quotaLedger(admission, countOf, cluster).roomFor(admitted) : [];
  const short = rooms.filter(({ always }) => always < wanted);
  const each = short.flatMap((room) => raise({ model, cluster }, workload, room, wanted) ?? []);
  return each.length === 0
    ? undefined
    : { texts: each.flatMap(({ texts }) => texts), change: joined(each.map(({ change }) => change)) };
}

function raise(
  { model }: PlannedInput,
  workload: Workload,
  { quota, resource, hard, each, free }: QuotaRoom,
  wanted: number,
): Raised | undefined {
  const manifest = model.find('ResourceQuota', quota.namespace, quota.name);
  if (!manifest || !Number.isFinite(free)) {
    return undefined;
  }
  // What the quota has beyond whole pods counts, as does by how much others exceed it.
  const text = quantityText(resource, hard + wanted * each - free);
  return {
    texts: [
      `${resource} ${text} in place of ${quantityText(resource, hard)} in ResourceQuota ${quota.name}, for ${wanted} pods of ${nameOf(workload)} at once`,
    ],
    change: patchOf(manifest, setAt(manifest.json, ['spec', 'hard', resource], text)),
  };
}

/** A quantity as people write it: cores, GiB or MiB where it is whole, else the number. */
function quantityText(resource: string, amount: number): string {
  const [unit, suffix] = isCpu(resource)
    ? amount % 1000 === 0
      ? [1000, '']
      : [1, 'm']
    : amount >= 2 ** 30 && amount % 2 ** 30 === 0
      ? [2 ** 30, 'Gi']
      : amount >= 2 ** 20 && amount % 2 ** 20 === 0
        ? [2 ** 20, 'Mi']
        : [1, ''];
  return `${amount / unit}${suffix}`;
}
