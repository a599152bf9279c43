import { listed } from '../../../util/listed';
import { exclusiveMode, Field, readAccessModes, Workload } from '../../../manifests';
import { slotsIn } from '../nodes/slots-in';
import { close, Draft, TaskSource } from './task-source';

/**
 * Volumes that running pods outside the manifests hold, and that one pod or the pods of one node mount at a time: the
 * scheduler keeps a second pod of a ReadWriteOncePod claim waiting; it does not look at where a ReadWriteOnce volume
 * is attached, and a pod that it sends to another node waits there for ever.
 */
export function seeHolders(source: TaskSource, task: Draft): void {
  const { model, nodes, groupOf } = source;
  const own = exclusiveClaims(model, task.workload);
  if (own.length === 0) {
    return;
  }
  const held = new Map<string, number[]>();
  nodes.forEach(({ outside }, node) => outside.forEach(({ workload }) => exclusiveClaims(model, workload)
    .forEach(({ name }) => held.set(name, [...held.get(name) ?? [], node]))));
  const waited = new Set([...source.waiting].filter((workload) => workload !== task.workload)
    .flatMap((workload) => exclusiveClaims(model, workload).map(({ name }) => name)));
  for (const { name, isForOnePod, what } of own) {
    const holders = held.get(name);
    if (!holders) {
      task.heldOutside ??= waited.has(name)
        ? `${what} is for one node at a time, and a pod outside the manifests that waits may take it elsewhere` : undefined;
      continue;
    }
    const where = listed(holders.map((node) => nodes[node].name));
    const takes = (node: number) => task.eligible[groupOf[node]];
    if (isForOnePod) {
      close(task, `${what} is for one pod at a time, and a pod outside the manifests on ${where} has it`);
    } else if (!holders.some((node) => takes(node) && slotsIn(source.roomOf(node), task.requests) > 0)) {
      close(task, `${what} is for one node at a time and held on ${where} by a pod outside the manifests: ` +
        'no more of its pods have room there, and on other nodes they wait for the volume');
    } else if (nodes.some((_, node) => takes(node) && !holders.includes(node))) {
      task.heldOutside = `${what} is for one node at a time and held on ${where} by a pod outside the manifests: ` +
        'a pod that the scheduler sends elsewhere waits for the volume for ever';
    }
  }
}

interface ExclusiveVolume {
  /** By which two pods are known to mean the same volume. */
  readonly name: string;
  readonly isForOnePod: boolean;
  /** In words. */
  readonly what: string;
}

/** Claims, and disks that the pods name themselves, whatever their namespace. */
function exclusiveClaims(
  model: TaskSource['model'], { namespace, pod }: Pick<Workload, 'namespace' | 'pod'>,
): ExclusiveVolume[] {
  return [
    ...pod.inlineDisks.map(({ disk, exclusive }) => ({ name: disk, isForOnePod: exclusive, what: `disk ${disk}` })),
    ...pod.claims.flatMap(({ claimName }): ExclusiveVolume[] => {
      const claim = model.find('PersistentVolumeClaim', namespace, claimName);
      const mode = claim && exclusiveMode(readAccessModes(Field.of(claim, []).get('spec')));
      return mode === undefined ? [] : [{
        name: `${namespace}\0${claimName}`, isForOnePod: mode === 'ReadWriteOncePod',
        what: `claim ${claimName} (${mode})`,
      }];
    }),
  ];
}
