import { Json } from '../cluster/api';
import { Draft, ofKind, podSpecOf } from './draft';

const HOST = 'kubernetes.io/hostname';
const ZONE = 'topology.kubernetes.io/zone';

const selects = (app: string): Json => ({ matchLabels: { app } });

/** What ties pods together or keeps them apart. */
export function addConstraints(draft: Draft): void {
  addAntiAffinity(draft);
  addPodAffinity(draft);
  addSpread(draft);
  addHostPort(draft);
  addPriorities(draft);
}

function addAntiAffinity({ random, features, workloads, zones }: Draft): void {
  if (!random.chance(25)) {
    return;
  }
  features.add('anti-affinity');
  const repelling = random.pick(workloads);
  const repelled = random.chance(70) ? repelling : random.pick(workloads);
  const topologyKey = zones.length > 1 && random.chance(30) ? ZONE : HOST;
  const perRevision = repelling === repelled && repelling.kind === 'Deployment' && random.chance(25);
  require(repelling, 'podAntiAffinity', {
    topologyKey, labelSelector: selects(repelled.metadata.name),
    ...(perRevision && { matchLabelKeys: ['pod-template-hash'] }),
  });
}

function addPodAffinity({ random, features, workloads, zones }: Draft): void {
  if (workloads.length < 2 || !random.chance(22)) {
    return;
  }
  features.add('pod affinity');
  const [follower, followed] = random.shuffle(workloads);
  const topologyKey = zones.length > 1 && random.chance(60) ? ZONE : HOST;
  require(follower, 'podAffinity', { topologyKey, labelSelector: selects(followed.metadata.name) });
}

function require(workload: Json, which: 'podAffinity' | 'podAntiAffinity', term: Json): void {
  const spec = podSpecOf(workload);
  spec.affinity = { ...spec.affinity, [which]: { requiredDuringSchedulingIgnoredDuringExecution: [term] } };
}

function addSpread(draft: Draft): void {
  const { random, features, zones } = draft;
  const workloads = ofKind(draft, 'Deployment', 'StatefulSet', 'ReplicaSet');
  if (workloads.length === 0 || !random.chance(30)) {
    return;
  }
  features.add('spread');
  const workload = random.pick(workloads);
  const policies = random.chance(15);
  podSpecOf(workload).topologySpreadConstraints = [{
    maxSkew: random.pick([1, 1, 2]), whenUnsatisfiable: 'DoNotSchedule',
    topologyKey: zones.length > 1 && random.chance(60) ? ZONE : HOST,
    labelSelector: selects(workload.metadata.name),
    ...random.chance(15) && { minDomains: 2 },
    ...workload.kind === 'Deployment' && random.chance(35) && { matchLabelKeys: ['pod-template-hash'] },
    ...policies && { nodeTaintsPolicy: 'Honor' },
  }];
}

function addHostPort({ random, features, workloads }: Draft): void {
  if (!random.chance(16)) {
    return;
  }
  features.add('host port');
  random.shuffle(workloads).slice(0, random.pick([1, 1, 2])).forEach((workload) => {
    podSpecOf(workload).containers[0].ports = [{ containerPort: 8080, hostPort: 8080 }];
  });
}

function addPriorities({ random, features, workloads }: Draft): void {
  if (workloads.length < 2 || !random.chance(22)) {
    return;
  }
  features.add('priority');
  const [high, low] = random.shuffle(workloads);
  podSpecOf(high).priorityClassName = 'high';
  if (random.chance(50)) {
    podSpecOf(low).priorityClassName = 'low';
  }
}
