import { afterWaiting } from '../deploy/deploy';
import { end } from '../end';
import { EXIT_DONE, EXIT_FAILED, EXIT_REFUSED } from '../exit-code';
import { gitOpsOf } from '../git-ops';
import { KubectlPort } from '../kubectl-port';
import { firstLines, readCluster, readView } from '../read-view';
import { runAloud, sayCommand } from '../run-aloud';
import { View } from '../view';
import { assess } from '../watch/assessment';
import { waitForAll } from '../watch/wait';
import { WorkloadRef } from '../workload-ref';
import { World } from '../world';
import { beyondHistory } from './old-replica-sets';
import { recoveriesOf } from './recoveries';
import { isDoable, Recovery, RecoveryId } from './recovery';
import { Stuck, stuckAt } from './stuck';

export interface RecoverOptions {
  readonly dryRun?: boolean;
  /** Which of the actions is wanted. @default - the smallest that is proven */
  readonly action?: RecoveryId;
  /** Whether somebody agrees to what was said; absent where nobody is there to. */
  readonly agrees?: (question: string) => Promise<boolean>;
}

/** Unblocks rollouts that are stuck, one after the other, each by an action that is proven; returns the exit code. */
export async function recover(
  refs: readonly WorkloadRef[], world: World, options: RecoverOptions,
): Promise<number> {
  let count = 0;
  for (const ref of refs) {
    const { stuck, waitsFor } = await lookAt(ref, world.kubectl);
    if (stuck === undefined) {
      if (waitsFor !== undefined) {
        world.say({ event: 'said', text: `${ref.name} goes on by itself: it waits for ${waitsFor}` });
      }
      continue;
    }
    count++;
    const code = await unblock(ref, stuck, world, options);
    if (code !== EXIT_DONE) {
      return code;
    }
  }
  return end(world, EXIT_DONE, count === 0 ? 'nothing is stuck' : options.dryRun ? 'nothing was changed' : 'recovered');
}

async function lookAt(
  ref: WorkloadRef, kubectl: KubectlPort,
): Promise<{ readonly stuck?: Stuck; readonly waitsFor?: string }> {
  const [snapshot, seen] = await Promise.all([readCluster(kubectl), readView(kubectl, [ref.namespace])]);
  const events = seen.snapshot.objects.filter(({ kind }) => kind === 'Event');
  const view = new View(snapshot.with({ objects: [...snapshot.objects, ...events] }));
  return { stuck: stuckAt(ref, snapshot, view), waitsFor: assess(ref, view)?.waitsFor };
}

async function unblock(ref: WorkloadRef, stuck: Stuck, world: World, options: RecoverOptions): Promise<number> {
  const recoveries = recoveriesOf(stuck);
  tell(stuck, recoveries, world);
  const chosen = recoveries.find((each) =>
    options.action === undefined ? isDoable(each) : each.id === options.action);
  const refusal = refusalOf(chosen, recoveries, options);
  if (chosen === undefined || refusal !== undefined) {
    return end(world, EXIT_REFUSED, `${refusal ?? 'nothing helps'}; nothing was changed`);
  }
  const kept = (stuck.serving ?? stuck.running)?.revision;
  const commands = [
    ...chosen.commands.map((args) => [...args]),
    ...beyondHistory(stuck.workload, stuck.view, kept)
      .map(({ name, namespace }) => ['--namespace', namespace, 'delete', 'replicaset', name, '--ignore-not-found']),
  ];
  if (options.dryRun) {
    commands.forEach((args) => sayCommand(args, world));
    return EXIT_DONE;
  }
  if (options.agrees === undefined || !(await options.agrees(`${chosen.title}: do it?`))) {
    const how = options.agrees === undefined ? 'nobody is there to agree: --yes does it' : 'not agreed';
    return end(world, EXIT_REFUSED, `${how}; nothing was changed`);
  }
  for (const args of commands) {
    const { status, stderr } = await runAloud(args, world);
    if (status !== 0) {
      return end(world, EXIT_FAILED, `kubectl: ${firstLines(stderr)}`);
    }
  }
  return afterWaiting(await waitForAll([ref], world), world);
}

/** What holds what, and what each action would come to. */
function tell({ workload, obstacle }: Stuck, recoveries: readonly Recovery[], { say }: World): void {
  const name = `${workload.namespace}/${workload.id}`;
  const about = { workload: name, code: obstacle.code };
  say({ event: 'obstacle', ...about, text: `${workload.name} is stuck: ${obstacle.cause}` });
  obstacle.evidence.forEach((line) => say({ event: 'evidence', ...about, text: `  ${line}` }));
  recoveries.forEach((each) => {
    const { id, title, effect, verdict, witness, commands } = each;
    const meaning = commands.length > 0 ? effect : `${effect}; you add it, or surge does for the time of an update`;
    const text = `${id.padEnd(10)}  ${verdict}: ${title} (${verdict === 'proven' ? meaning : witness.join('; ')})`;
    say({ event: 'plan', workload: name, ok: verdict === 'proven', text });
  });
}

function refusalOf(
  chosen: Recovery | undefined, recoveries: readonly Recovery[], { action }: RecoverOptions,
): string | undefined {
  if (chosen === undefined) {
    const byHand = recoveries.some(({ verdict }) => verdict === 'proven') ? ' that this command can do' : '';
    return action === undefined ? `no action${byHand} is proven to unblock it` : `there is no action ${action} for it`;
  }
  if (!isDoable(chosen)) {
    return chosen.commands.length === 0 ? `${chosen.id} is not done by this command` : `${chosen.id} is not proven`;
  }
  const controller = chosen.changed.map(gitOpsOf).find((name) => name !== undefined);
  return controller && `${controller} would take it back: make the change in Git`;
}
