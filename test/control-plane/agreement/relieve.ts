import { Json } from '../cluster/api';
import { copiesOf, Draft, podSpecOf } from './draft';

/** Share of the room that is asked for at most, in percent, unless the scenario is crowded. */
const FILLED = [60, 75, 90, 100];

/** Makes pods smaller until they have a chance of running all at once; an update is only judged where they do. */
export function relieve(draft: Draft): void {
  const { random, features, nodes, workloads } = draft;
  if (random.chance(8)) {
    features.add('crowded');
    return;
  }
  const open = nodes.filter(({ spec }) => !spec.unschedulable && !spec.taints);
  const share = random.pick(FILLED);
  const room = sum(open, (node) => 1000 * Number(node.status.allocatable.cpu)) * share / 100;
  const asked = () => sum(workloads, (each) => copiesOf(draft, each) * millicores(each));
  for (const size of ['3', '2', '1500m', '1', '500m']) {
    for (const workload of workloads.filter((each) => requestsOf(each).cpu === size)) {
      if (asked() > room) {
        requestsOf(workload).cpu = size === '3' ? '1500m' : size === '500m' ? '250m' : '500m';
      }
    }
  }
  relieveGpus(draft, open);
}

function relieveGpus(draft: Draft, open: Json[]): void {
  const room = sum(open, (node) => Number(node.status.allocatable['nvidia.com/gpu'] ?? 0));
  let asked = 0;
  for (const workload of draft.workloads) {
    const { resources } = podSpecOf(workload).containers[0];
    if (resources.limits !== undefined) {
      const more = copiesOf(draft, workload);
      if (asked + more > room || workload.kind === 'DaemonSet') {
        delete resources.limits;
      } else {
        draft.features.add('GPU');
        asked += more;
      }
    }
  }
}

/** Of a pod as written. */
export function millicores(workload: Json): number {
  const { cpu } = requestsOf(workload);
  return cpu === undefined ? 1000 : cpu.endsWith('m') ? Number(cpu.slice(0, -1)) : 1000 * Number(cpu);
}

function requestsOf(workload: Json): Json {
  return podSpecOf(workload).containers[0].resources.requests;
}

function sum(list: Json[], value: (each: Json) => number): number {
  return list.reduce((total, each) => total + value(each), 0);
}
