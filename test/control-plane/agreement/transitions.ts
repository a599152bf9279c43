import { Json } from '../cluster/api';
import { Draft, ofKind, podSpecOf } from './draft';
import { strategyOf } from './workloads';

const SIZES = ['250m', '500m', '1', '1500m', '2'];

/** What one apply changes of one or two workloads besides their revision: requests, number of pods, strategy. */
export function addTransition(draft: Draft): void {
  const { random, features, changes } = draft;
  const workloads = ofKind(draft, 'Deployment', 'StatefulSet', 'DaemonSet');
  if (workloads.length === 0 || !random.chance(45)) {
    return;
  }
  features.add('transition');
  for (const workload of random.shuffle(workloads).slice(0, random.pick([1, 1, 2]))) {
    const to = structuredClone(workload);
    const [first, second] = random.shuffle([changeRequests, changeReplicas, changeStrategy]);
    const isChanged = first(draft, to);
    if (!isChanged || random.chance(40)) {
      second(draft, to);
    }
    to.spec.template.metadata.annotations.rev = random.chance(30) ? '0' : 'next';
    changes.set(workload.metadata.name, to);
  }
}

function changeRequests({ random, features }: Draft, to: Json): boolean {
  const { requests } = podSpecOf(to).containers[0].resources;
  if (requests.cpu === undefined) {
    return false;
  }
  features.add('changed requests');
  requests.cpu = random.pick(SIZES.filter((size) => size !== requests.cpu));
  return true;
}

function changeReplicas({ random, features, autoscaled }: Draft, to: Json): boolean {
  if (to.spec.replicas === undefined || autoscaled.has(to.metadata.name)) {
    return false;
  }
  features.add('changed replicas');
  to.spec.replicas = Math.max(1, to.spec.replicas + random.pick([-2, -1, 1, 1, 2]));
  return true;
}

function changeStrategy(draft: Draft, to: Json): boolean {
  if (to.kind === 'StatefulSet') {
    return false;
  }
  draft.features.add('changed strategy');
  to.spec[to.kind === 'Deployment' ? 'strategy' : 'updateStrategy'] = strategyOf(draft, to.kind);
  return true;
}
