import { Cluster } from '../../../lib/cluster';
import { KubernetesVersion } from '../../../lib/kubernetes/kubernetes-version';
import { Model } from '../../../lib/manifests';
import { planRestart, planTransition } from '../../../lib/prover/transition';
import { RolloutPlan, WorkloadPlan } from '../../../lib/prover/updates';
import { Json } from '../cluster/api';
import { BASICS } from '../cluster/basics';
import { wholeNode } from '../cluster/nodes';
import { asProvisioned } from '../support/snapshot-plan';
import { idOf, Scenario } from './scenario';

/** What the prover says of a scenario on one minor of Kubernetes, from its manifests and the nodes as kubectl shows them. */
export function planOf(scenario: Scenario, minor: string): RolloutPlan {
  return planRestart(modelOf(scenario, 'from', minor), clusterOf(scenario));
}

/** What it says of the one apply that turns what runs into what the scenario asks for. */
export function transitionOf(scenario: Scenario, minor: string): RolloutPlan {
  const before = { model: modelOf(scenario, 'from', minor), prune: false, name: 'what runs' };
  return planTransition(modelOf(scenario, 'to', minor), before, clusterOf(scenario));
}

export function modelOf({ namespace, context, workloads }: Scenario, which: 'from' | 'to', minor: string): Model {
  const items = [...BASICS.map(asProvisioned), ...context, ...workloads.map((each) => withoutNull(each[which]))];
  const text = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  return Model.load([{ file: `${namespace}.json`, text }], namespace, { kubernetes: KubernetesVersion.of(minor) });
}

/** A strategy as a merge patch writes it has nulls for what goes. */
export function withoutNull(object: Json): Json {
  return JSON.parse(JSON.stringify(object, (_, value) => value ?? undefined));
}

export function clusterOf({ nodes }: Scenario): Cluster {
  return Cluster.fromNodeList(JSON.stringify({ apiVersion: 'v1', kind: 'List', items: nodes.map(wholeNode) }));
}

/** What a plan says of a workload. */
export function planIn({ workloads }: RolloutPlan, workload: Json): WorkloadPlan {
  return workloads.find(({ kind, name }) => `${kind}/${name}` === idOf(workload))!;
}
