import { Cluster } from '../../../lib/cluster';
import { KubernetesVersion } from '../../../lib/kubernetes/kubernetes-version';
import { Model } from '../../../lib/manifests';
import { planRollout, RolloutPlan } from '../../../lib/prover/updates';
import { BASICS } from '../cluster/basics';
import { wholeNode } from '../cluster/nodes';
import { Scenario } from './scenario';

/** What the prover says of a scenario on one minor of Kubernetes, from its manifests and the nodes as kubectl shows them. */
export function planOf({ namespace, nodes, context, workloads }: Scenario, minor: string): RolloutPlan {
  const objects = [...BASICS, ...context, ...workloads.map(({ from }) => from)];
  const manifests = { apiVersion: 'v1', kind: 'List', items: objects };
  const list = { apiVersion: 'v1', kind: 'List', items: nodes.map(wholeNode) };
  const options = { kubernetes: KubernetesVersion.of(minor) };
  const model = Model.load([{ file: `${namespace}.json`, text: JSON.stringify(manifests) }], namespace, options);
  return planRollout(model, Cluster.fromNodeList(JSON.stringify(list)));
}
