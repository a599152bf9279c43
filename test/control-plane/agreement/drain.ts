import { isAboutBudget, RolloutPlan } from '../../../lib/prover/updates';
import { ApiError, Json } from '../cluster/api';
import { ControlPlane } from '../cluster/control-plane';
import { isFinished } from '../cluster/pods';
import { untilDecided, untilQuiet } from '../cluster/quiescence';
import { ClusterView } from '../cluster/view';
import { Observation } from './observation';
import { describePending, liveObject, podsOf, podsRunning } from './outcome';
import { planIn } from './prover';
import { idOf, Scenario } from './scenario';

/**
 * Cordons a node, evicts its pods as `kubectl drain --ignore-daemonsets` does, and looks where they go.
 *
 * @param judged all of whose pods run
 */
export async function drainNode(
  plane: ControlPlane, view: ClusterView, scenario: Scenario, plan: RolloutPlan, node: string,
  judged: readonly Json[] = scenario.workloads.map(({ from }) => from),
): Promise<Observation[]> {
  const { seed, namespace } = scenario;
  const isOn = ({ spec }: Json) => spec.nodeName === node;
  const leaving = view.list('pods', namespace).filter((pod) => isOn(pod) && isMadeAgain(pod));
  const evicted = judged.filter(({ kind }) => kind !== 'DaemonSet' && kind !== 'Pod')
    .map((workload) => ({ workload, pods: podsOf(view, workload).filter(isOn) }))
    .filter(({ pods }) => pods.length > 0);
  if (evicted.length === 0) {
    return [];
  }
  const observations: Observation[] = [];
  for (const { workload, pods } of evicted) {
    // All pods are healthy: what is refused now is refused whenever they are.
    const refusal = await evict(plane, pods[0], { dryRun: ['All'] });
    const { evictionBlockedBy, witness } = planIn(plan, workload).drain;
    const { least } = scenario.workloads.find(({ from }) => from === workload)!;
    if (evictionBlockedBy.length > 0 && least !== undefined && liveObject(view, workload)!.spec.replicas > least) {
      // What blocks is said of the fewest pods that an autoscaler leaves.
      continue;
    }
    observations.push({
      seed, question: 'eviction', workload: idOf(workload),
      verdict: evictionBlockedBy.length > 0 ? 'impossible' : witness.some(isAboutBudget) ? 'possible' : 'proven',
      good: refusal === undefined,
      reasons: evictionBlockedBy, seen: refusal,
    });
  }
  const wasCordoned = scenario.nodes.find(({ metadata }) => metadata.name === node)!.spec.unschedulable === true;
  await plane.api.patch(`/api/v1/nodes/${node}`, { spec: { unschedulable: true } });
  const granted = await evictAll(plane, view, namespace, leaving);
  await untilDecided(plane, view, namespace, () => judged.every((workload) => podsRunning(view, workload)));
  if (granted) {
    for (const workload of judged.filter(({ kind }) => kind !== 'Pod')) {
      const { verdict, witness } = planIn(plan, workload).drain;
      const good = podsRunning(view, workload);
      observations.push({
        seed, question: 'drain', workload: idOf(workload), verdict, good, reasons: witness, node,
        seen: good ? undefined : `${node} drained: ${describePending(view, namespace, workload)}`,
      });
    }
  }
  if (!wasCordoned) {
    await plane.api.patch(`/api/v1/nodes/${node}`, { spec: { unschedulable: null } });
  }
  await untilQuiet(plane, view, namespace);
  return observations;
}

/** Pods that a drain evicts: those of DaemonSets stay, and those that nobody makes again are not drained but deleted. */
function isMadeAgain({ metadata }: Json): boolean {
  const controller = metadata.ownerReferences?.find((each: Json) => each.controller === true);
  return controller !== undefined && controller.kind !== 'DaemonSet';
}

/** Evicts pods one by one; whether none of them is refused while everything rests. */
async function evictAll(plane: ControlPlane, view: ClusterView, namespace: string, pods: Json[]): Promise<boolean> {
  let granted = true;
  for (const pod of pods.filter((each) => !isFinished(each))) {
    if (await evict(plane, pod) !== undefined) {
      await untilQuiet(plane, view, namespace);
      granted = await evict(plane, pod) === undefined && granted;
    }
    if (granted) {
      await untilLeaving(view, pod);
    }
  }
  return granted;
}

/** Waits until the view has seen that a pod is stopping, or gone. */
async function untilLeaving(view: ClusterView, { metadata: { name, namespace, uid } }: Json): Promise<void> {
  const pod = () => view.find('pods', name, namespace);
  while (pod()?.metadata.uid === uid && pod()!.metadata.deletionTimestamp === undefined) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The message of a refusal. */
async function evict(
  plane: ControlPlane,
  { metadata: { name, namespace } }: Json,
  deleteOptions: Json = {},
): Promise<string | undefined> {
  try {
    await plane.api.create(`/api/v1/namespaces/${namespace}/pods/${name}/eviction`,
      { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace }, deleteOptions });
    return undefined;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) {
      return undefined;
    }
    if (error instanceof ApiError && (error.status === 429 || error.status === 500)) {
      return error.message;
    }
    throw error;
  }
}
