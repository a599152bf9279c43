import { REVISION_LABELS } from '../../kubernetes/well-known-labels';
import { LabelIndex } from '../../manifests/label-index';
import { PodAffinityTerm, Requirement, Workload } from '../../manifests';
import { HOSTNAME } from './task';

/** Two workloads, or one and itself, whose pods must not share a domain. */
export interface RepelledPair {
  readonly one: Workload;
  readonly two: Workload;
  readonly topologyKey: string;
  /** Only pods of one revision repel each other. */
  readonly perRevision: boolean;
}

/** Required anti-affinity and host ports as pairs, found by label and port index instead of trying every pair. */
export function repelledPairs(workloads: Workload[]): RepelledPair[] {
  const local = new LabelIndex(workloads, ({ namespace, pod }) => ({ namespace, labels: pod.labels }));
  const everywhere = new LabelIndex(workloads, ({ pod }) => ({ namespace: '', labels: pod.labels }));
  const byTerm = workloads.flatMap((one) => one.pod.antiAffinity.flatMap((term) => {
    const perRevision = term.matchLabelKeys.some((key) => REVISION_LABELS.includes(key));
    const selector = { requirements: [...term.selector?.requirements ?? [], ...ownLabels(one, term)] };
    const candidates = !term.selector ? [] : term.namespaces
      ? term.namespaces.flatMap((namespace) => local.select(namespace, selector))
      : everywhere.select('', selector);
    return candidates.filter((two) => !perRevision || two === one).map((two) => ({ one, two, topologyKey: term.topologyKey, perRevision }));
  }));
  return [...byTerm, ...byHostPort(workloads)];
}

function ownLabels({ pod }: Workload, { matchLabelKeys, mismatchLabelKeys }: PodAffinityTerm): Requirement[] {
  const own = (keys: string[], operator: 'In' | 'NotIn') => keys.flatMap((key) => {
    const value = pod.labels.get(key);
    return value === undefined ? [] : [{ key, operator, values: [value] }];
  });
  return [...own(matchLabelKeys, 'In'), ...own(mismatchLabelKeys, 'NotIn')];
}

function byHostPort(workloads: Workload[]): RepelledPair[] {
  const users = new Map<string, { workload: Workload; address: string }[]>();
  return workloads.flatMap((one) => one.pod.hostPorts.flatMap((port) => {
    const [protocol, number, address = ''] = port.split('/');
    const key = `${protocol}/${number}`;
    const list = users.get(key) ?? [];
    users.set(key, list);
    list.push({ workload: one, address });
    return list.filter((user) => user.address === '' || address === '' || user.address === address)
      .map(({ workload: two }) => ({ one, two, topologyKey: HOSTNAME, perRevision: false }));
  }));
}
