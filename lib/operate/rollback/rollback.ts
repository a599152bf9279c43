import { objectsIn } from '../../cluster/snapshot';
import { JsonObject, Manifest } from '../../manifests';
import { afterWaiting, EVEN_IF } from '../deploy/deploy';
import { wordsBefore } from '../deploy/words';
import { end } from '../end';
import { EXIT_DONE, EXIT_FAILED, EXIT_REFUSED } from '../exit-code';
import { KubectlPort } from '../kubectl-port';
import { planAt, planChange } from '../live-plan';
import { firstLines, readCluster, textOf } from '../read-view';
import { isServing } from '../recover/stuck';
import { runAloud, sayCommand } from '../run-aloud';
import { isTerminating, View } from '../view';
import { isReady } from '../watch/phase';
import { rolloutState } from '../watch/rollout-state';
import { waitForAll } from '../watch/wait';
import { kubectlName, WorkloadRef } from '../workload-ref';
import { World } from '../world';
import { controllerRevisionBefore, revisionBefore } from './revision-before';

export interface RollbackOptions {
  readonly dryRun?: boolean;
  readonly evenIfImpossible?: boolean;
}

/** Kinds whose revisions are kept. */
const KINDS = ['Deployment', 'StatefulSet', 'DaemonSet'];

/**
 * Takes a workload to the revision before, once the prover has said that the way back finishes; returns the exit
 * code.
 */
export async function rollback(ref: WorkloadRef, world: World, options: RollbackOptions): Promise<number> {
  const { kubectl, say } = world;
  if (!KINDS.includes(ref.kind)) {
    return end(world, EXIT_REFUSED, `${kubectlName(ref)}: a ${ref.kind} has no history to go back in`);
  }
  const snapshot = await readCluster(kubectl);
  const view = new View(snapshot);
  const workload = view.find(ref);
  const before = workload && (ref.kind === 'Deployment' ? revisionBefore(workload, view)
    : controllerRevisionBefore(workload, await revisionsIn(ref.namespace, kubectl)));
  if (before === undefined) {
    return end(world, EXIT_REFUSED, `${ref.name} has no revision before the present one`);
  }
  // Where its pods still serve, as in the middle of an update that is stuck, none has to start.
  const isAtHand = before.replicaSet !== undefined
    && isServing(before.replicaSet, rolloutState(workload!).wanted, view);
  const { model, report } = isAtHand
    ? planChange([before.manifest], [before.manifest], snapshot) : planAt([before.manifest], snapshot);
  const [plan] = report.workloads;
  if (plan === undefined) {
    return end(world, EXIT_REFUSED, `${ref.name}: revision ${before.revision} is no ${ref.kind} that can be read`);
  }
  const { verdict, witness } = plan;
  const why = witness.length === 0 ? '' : `: ${witness.join('; ')}`;
  const text = `plan    ${ref.name} back to revision ${before.revision}: ${verdict}${why}`;
  say({ event: 'plan', workload: plan.workload, ok: verdict === 'proven', text });
  if (verdict === 'impossible' && !options.evenIfImpossible) {
    return end(world, EXIT_REFUSED, `the way back cannot finish (${EVEN_IF}); nothing was changed`);
  }
  wordsBefore(report, model).forEach((text) => say({ event: 'said', text }));
  const args = [
    '--namespace', ref.namespace, 'rollout', 'undo', kubectlName(ref), '--to-revision', String(before.revision),
  ];
  const stuck = ref.kind === 'StatefulSet' ? brokenPods(workload!, view) : [];
  // Its controller waits for such a pod before it goes on, also on the way back (kubernetes/kubernetes#67250).
  const deletions = stuck.map(({ name }) => ['--namespace', ref.namespace, 'delete', 'pod', name]);
  if (options.dryRun) {
    [args, ...deletions].forEach((each) => sayCommand(each, world));
    return end(world, EXIT_DONE, 'nothing was changed');
  }
  const { status, stderr } = await runAloud(args, world);
  if (status !== 0) {
    return end(world, EXIT_FAILED, `kubectl: ${firstLines(stderr)}`);
  }
  for (const each of deletions) {
    await runAloud(each, world);
  }
  const code = await afterWaiting(await waitForAll([ref], world), world);
  return code === EXIT_DONE
    ? end(
        world,
        EXIT_DONE,
        `${ref.name} runs as in revision ${before.revision}; the next deploy takes it forward again`,
      )
    : code;
}

/** ControllerRevisions of a namespace. */
async function revisionsIn(namespace: string, kubectl: KubectlPort): Promise<Manifest[]> {
  const args = ['--namespace', namespace, 'get', 'controllerrevisions.apps', '--output', 'json'];
  return objectsIn(await textOf(kubectl, args)).map((json, index) =>
    new Manifest(json as JsonObject, { file: 'history', locate: () => NOWHERE }, index));
}

const NOWHERE = { file: 'history', line: 1, column: 1 };

/** Pods of the present revision that are not ready. */
function brokenPods(workload: Manifest, view: View): Manifest[] {
  return view.podsOf(workload).fresh.filter((pod) => !isReady(pod) && !isTerminating(pod));
}
