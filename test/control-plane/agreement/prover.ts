import { Cluster } from '../../../lib/cluster';
import { Model } from '../../../lib/manifests';
import { planRollout, RolloutPlan } from '../../../lib/prover/updates';
import { BASICS } from '../cluster/basics';
import { wholeNode } from '../cluster/nodes';
import { Scenario } from './scenario';

/** What the prover says of a scenario, from its manifests and the nodes as kubectl shows them. */
export function planOf({ namespace, nodes, context, workloads }: Scenario): RolloutPlan {
  const objects = [...BASICS, ...context, ...workloads.map(({ from }) => from)];
  const manifests = { apiVersion: 'v1', kind: 'List', items: objects };
  const list = { apiVersion: 'v1', kind: 'List', items: nodes.map(wholeNode) };
  const model = Model.load([{ file: `${namespace}.json`, text: JSON.stringify(manifests) }], namespace);
  return planRollout(model, Cluster.fromNodeList(JSON.stringify(list)));
}
