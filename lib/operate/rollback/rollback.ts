import { afterWaiting, EVEN_IF } from '../deploy/deploy';
import { wordsBefore } from '../deploy/words';
import { end } from '../end';
import { EXIT_DONE, EXIT_FAILED, EXIT_REFUSED } from '../exit-code';
import { planAt, planChange } from '../live-plan';
import { firstLines, readCluster } from '../read-view';
import { isServing } from '../recover/stuck';
import { runAloud, sayCommand } from '../run-aloud';
import { View } from '../view';
import { rolloutState } from '../watch/rollout-state';
import { waitForAll } from '../watch/wait';
import { kubectlName, WorkloadRef } from '../workload-ref';
import { World } from '../world';
import { revisionBefore } from './revision-before';

export interface RollbackOptions {
  readonly dryRun?: boolean;
  readonly evenIfImpossible?: boolean;
}

/**
 * Takes a Deployment to the revision before, once the prover has said that the way back finishes; returns the exit
 * code.
 */
export async function rollback(ref: WorkloadRef, world: World, options: RollbackOptions): Promise<number> {
  const { kubectl, say } = world;
  if (ref.kind !== 'Deployment') {
    return end(world, EXIT_REFUSED, `${kubectlName(ref)}: only Deployments are rolled back`);
  }
  const snapshot = await readCluster(kubectl);
  const view = new View(snapshot);
  const deployment = view.find(ref);
  const before = deployment && revisionBefore(deployment, view);
  if (before === undefined) {
    return end(world, EXIT_REFUSED, `${ref.name} has no revision before the present one`);
  }
  // Where its pods still serve, as in the middle of an update that is stuck, none has to start.
  const replicas = rolloutState(deployment!).wanted;
  const { model, report } = isServing(before.replicaSet, replicas, view)
    ? planChange([before.manifest], [before.manifest], snapshot) : planAt([before.manifest], snapshot);
  const [{ verdict, witness }] = report.workloads;
  const why = witness.length === 0 ? '' : `: ${witness.join('; ')}`;
  const text = `plan    ${ref.name} back to revision ${before.revision}: ${verdict}${why}`;
  say({ event: 'plan', workload: report.workloads[0].workload, ok: verdict === 'proven', text });
  if (verdict === 'impossible' && !options.evenIfImpossible) {
    return end(world, EXIT_REFUSED, `the way back cannot finish (${EVEN_IF}); nothing was changed`);
  }
  wordsBefore(report, model).forEach((text) => say({ event: 'said', text }));
  const args = [
    '--namespace', ref.namespace, 'rollout', 'undo', kubectlName(ref), '--to-revision', String(before.revision),
  ];
  if (options.dryRun) {
    sayCommand(args, world);
    return end(world, EXIT_DONE, 'nothing was changed');
  }
  const { status, stderr } = await runAloud(args, world);
  if (status !== 0) {
    return end(world, EXIT_FAILED, `kubectl: ${firstLines(stderr)}`);
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
