import { createHash } from 'node:crypto';
import { Manifest } from '../../manifests';
import { LivePlan } from '../live-plan';
import { fieldOf } from '../view';

/**
 * A short name for a plan: the manifests, the nodes, the generation of what runs of them, and what is said of each
 * change. Pods that come and go change it only where they change a verdict.
 */
export function fingerprint(manifests: readonly Manifest[], { snapshot, report }: LivePlan): string {
  const nodes = snapshot.nodes.map(({ name, free, unschedulable, taints }) =>
    [name, [...free].sort(), unschedulable, taints.map(({ key, value, effect }) => [key, value, effect])]);
  const objects = snapshot.described(manifests)
    .map((object) => [object.kind, object.namespace, object.name, fieldOf(object).get('metadata', 'generation').value]);
  const verdicts = report.workloads.map(({ workload, verdict, change }) => [workload, verdict, change?.kind]);
  const parts = [manifests.map(({ json }) => json), nodes.sort(), objects.sort(), verdicts, report.steadyState.verdict];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12);
}
