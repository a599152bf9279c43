import { drainNode } from '../agreement/drain';
import { Observation } from '../agreement/observation';
import { podsRunning } from '../agreement/outcome';
import { Scenario } from '../agreement/scenario';
import { disagreementOf } from '../agreement/tally';
import { RolloutPlan } from '../../../lib/prover/updates';
import { Json } from '../cluster/api';
import { ControlPlane } from '../cluster/control-plane';
import { ClusterView } from '../cluster/view';
import { planFromSnapshot } from '../support/snapshot-plan';
import { goHalfWay } from './half-way';
import { Case } from './read-case';

/** What came of a drain, and of what it was said. */
export interface DrainedCase {
  readonly observations: readonly Observation[];
  readonly plan: RolloutPlan;
}

/** Applies what comes before, if anything does, and drains a node of what the cluster then has. */
export async function drainCase(
  plane: ControlPlane, view: ClusterView, { nodes, drained }: Case, objects: readonly Json[], halfWay: readonly Json[],
): Promise<DrainedCase> {
  const { node, asked } = drained!;
  const [namespace] = objects.flatMap(({ metadata }) => metadata.namespace ?? []) as string[];
  if (halfWay.length > 0) {
    await goHalfWay(plane, view, halfWay, [namespace]);
  }
  const plan = await planFromSnapshot(plane, asked);
  const known = plan.workloads.map(({ kind, name }) => `${kind}/${name}`);
  const all = [...new Map([...objects, ...halfWay].map((each) => [`${each.kind}/${each.metadata.name}`, each]))];
  const workloads = all.flatMap(([id, object]) => known.includes(id) ? [{ from: object, to: object }] : []);
  const scenario: Scenario = {
    seed: 0, namespace, features: [], context: [], joint: false, alone: false, nodes, workloads,
  };
  const running = workloads.map(({ from }) => from).filter((each) => podsRunning(view, each));
  return { plan, observations: await drainNode(plane, view, scenario, plan, node, running) };
}

/** Where verdicts of drains, or what a case expects of them, are contradicted. */
export function contradictedDrains({ observations }: DrainedCase, { drained, expect }: Case): string[] {
  return observations.flatMap((each) => {
    const { question, workload, verdict, good, seen = 'all its pods run again' } = each;
    const wanted = question === 'drain' ? expect.drain?.[workload] : undefined;
    const isFalse = disagreementOf(each) !== undefined || (question === 'drain' && verdict === 'impossible' && good);
    return [
      ...isFalse ? [`the prover says ${verdict} of the ${question} of ${workload} from ${drained!.node}, but ${seen}`] : [],
      ...wanted && !wanted.includes(verdict)
        ? [`the prover says ${verdict} of the ${question} of ${workload}, and the case ${wanted.join(' or ')}`] : [],
      ...wanted?.every((one) => one === (good ? 'impossible' : 'proven'))
        ? [`the case says ${wanted.join(' or ')} of the ${question} of ${workload}, but ${seen}`] : [],
    ];
  });
}
