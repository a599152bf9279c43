import { isAboutLateBudget, RolloutPlan } from '../../../lib/prover/updates';
import { ApiError, Json } from '../cluster/api';
import { ControlPlane } from '../cluster/control-plane';
import { isFinished } from '../cluster/pods';
import { untilDecided, untilQuiet } from '../cluster/quiescence';
import { ClusterView } from '../cluster/view';
import { Observation } from './observation';
import { describePending, liveObject, podsOf, podsRunning } from './outcome';
import { planIn } from './prover';
import { idOf, Scenario } from './scenario';

/** Cordons a node, evicts its pods as `kubectl drain --ignore-daemonsets` does, and looks where they go. */
export async function drainNode(
  plane: ControlPlane, view: ClusterView, scenario: Scenario, plan: RolloutPlan, node: string,
): Promise<Observation[]> {
  const { seed, namespace } = scenario;
  // Pods that nobody makes again are not drained but deleted.
  const evicted = scenario.workloads
    .map(({ from }) => from)
    .filter(({ kind }) => kind !== 'DaemonSet' && kind !== 'Pod' && kind !== 'Job')
    .map((workload) => ({ workload, pods: podsOf(view, workload).filter(({ spec }) => spec.nodeName === node) }))
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
      verdict: evictionBlockedBy.length > 0 ? 'impossible' : witness.some(isAboutLateBudget) ? 'possible' : 'proven',
      good: refusal === undefined,
      reasons: evictionBlockedBy, seen: refusal,
    });
  }
  const wasCordoned = scenario.nodes.find(({ metadata }) => metadata.name === node)!.spec.unschedulable === true;
  await plane.api.patch(`/api/v1/nodes/${node}`, { spec: { unschedulable: true } });
  let refused = false;
  for (const { pods } of evicted) {
    refused = !(await evictAll(plane, view, namespace, pods)) || refused;
  }
  await untilDecided(plane, view, namespace, () => evicted.every(({ workload }) => podsRunning(view, workload)));
  if (!refused) {
    for (const { workload } of evicted) {
      const { verdict, witness } = planIn(plan, workload).drain;
      const good = podsRunning(view, workload);
      observations.push({
        seed, question: 'drain', workload: idOf(workload), verdict, good, reasons: witness,
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
