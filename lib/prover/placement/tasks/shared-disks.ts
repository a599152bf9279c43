import { DISKS } from './resource-names';
import { Draft, TaskSource } from './task-source';

/**
 * Disks that several pods mount: how many a node has attached hangs on which of them stand there, which no count by pod
 * can say. Where all disks of a driver that pods may bring to a node, each shared one once, are within its limit, they
 * keep nobody off.
 */
export function openSharedDisks({ attachLimits, nodes, groupOf, claims }: TaskSource, tasks: Draft[]): void {
  const drivers = new Set(tasks.flatMap((task) => claims.sharedDisks(task.workload).map(({ driver }) => driver)));
  for (const driver of drivers) {
    const owns = (task: Draft) => task.claims.disks.get(driver) ?? 0;
    const shared = new Map(tasks.map((task) =>
      [task, claims.sharedDisks(task.workload).filter((disk) => disk.driver === driver)] as const));
    const known = new Set<number>();
    nodes.forEach((node, index) => {
      const limit = attachLimits.get(node.name)?.get(driver);
      if (limit === undefined || known.has(groupOf[index])) {
        return;
      }
      known.add(groupOf[index]);
      const here = tasks.filter((task) => task.eligible[groupOf[index]] && owns(task) + shared.get(task)!.length > 0);
      const disks = new Set(here.flatMap((task) => shared.get(task)!.map(({ key }) => key)));
      const most = here.reduce((sum, task) => sum + owns(task) * podsAtOnce(task), disks.size);
      if (disks.size > 0 && most > limit - (claims.disksOutside(node).get(driver) ?? 0)) {
        here.forEach((task) => task.unmodelled.push(`${DISKS}${driver} that several pods share (${
          [...new Set(here.flatMap((each) => shared.get(each)!.map(({ claimName }) => claimName)))].join(', ')
        }), against how many a node can attach`));
      }
    });
  }
}

function podsAtOnce({ most, workload }: Draft): number {
  return most + (workload.bounds(most)?.maxSurge ?? 0);
}
