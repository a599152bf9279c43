import { requiredSurge } from '../../../kubernetes/arithmetic';
import { isCpu, PodCount, Workload } from '../../../manifests';
import { admit, QuotaRoom } from '../../admission';
import { nameOf, quotaLedger } from '../../updates';
import { Change, joined, PlannedInput } from '../change';
import { setAt } from '../json-patch';
import { Move, MoveContext, patchOf } from './move';

/**
 * Quotas raised by the pods that they lack for one update at a time, and by those that they lack where everything is
 * updated at once; of each also what remains beside a smaller CPU request, which needs no more CPU.
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
  const isSame = JSON.stringify(own?.map(({ text }) => text)) === JSON.stringify(all?.map(({ text }) => text));
  return [...own ? movesOf('quota', own) : [], ...all && !isSame ? movesOf('quota-for-all', all) : []];
}

/** What one resource of one quota is raised to. */
interface Raised {
  readonly resource: string;
  readonly text: string;
  readonly change: Change;
}

function movesOf(id: string, each: readonly Raised[]): Move[] {
  const rest = each.filter(({ resource }) => !isCpu(resource));
  const isPart = rest.length > 0 && rest.length < each.length;
  const part = `${id}-but-cpu`;
  return [
    ...isPart ? [moveOf(part, rest)] : [],
    { ...moveOf(id, each), exceeds: isPart ? part : undefined },
  ];
}

function moveOf(id: string, each: readonly Raised[]): Move {
  return {
    id, dimension: 'quota', title: each.map(({ text }) => text).join(', '),
    change: joined(each.map(({ change }) => change)),
  };
}

function raised(
  { model, cluster, workload }: MoveContext,
  countOf: (workload: Workload) => PodCount,
): Raised[] | undefined {
  const admission = admit(model);
  const admitted = admission.model.workloads.find(({ manifest }) => manifest === workload.manifest);
  const { most } = model.sizeOf(workload);
  const bounds = workload.bounds(most);
  const wanted = most + (bounds ? requiredSurge(bounds) : 0);
  const rooms = admitted ? quotaLedger(admission, countOf, cluster).roomFor(admitted) : [];
  const short = rooms.filter(({ always }) => always < wanted);
  const each = short.flatMap((room) => raise({ model, cluster }, workload, room, wanted) ?? []);
  return each.length === 0 ? undefined : each;
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
  const amount = quantityText(resource, hard + wanted * each - free);
  return {
    resource,
    text: `${resource} ${amount} in place of ${quantityText(resource, hard)} in ResourceQuota ${quota.name}, for ${wanted} pods of ${nameOf(workload)} at once`,
    change: patchOf(manifest, setAt(manifest.json, ['spec', 'hard', resource], amount)),
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
