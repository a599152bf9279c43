import { Command, Option } from 'commander';
import { recover, RECOVERY_IDS, RecoveryId } from '../../lib/operate';
import { Streams } from '../streams';
import { confirmation } from './confirmation';
import { makeWorld } from './make-world';
import { addOperateFlags, OperateFlags } from './operate-flags';
import { workloadsNamed } from './workloads-named';

interface RecoverFlags extends OperateFlags {
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly action?: RecoveryId;
}

/** Adds `recover` to the program; `done` receives the exit code. */
export function addRecoverCommand(program: Command, streams: Streams, done: (code: number) => void): void {
  addOperateFlags(
    program.command('recover').argument('[services...]', 'workloads of the namespace; without any, all that are stuck'),
  )
    .description('tell what holds what, and unblock a stuck rollout by the smallest action that is proven to')
    .addOption(new Option('--action <name>', 'another one of those that are offered').choices([...RECOVERY_IDS]))
    .option('--yes', 'do it without asking')
    .option('--dry-run', 'print the kubectl commands, and change nothing')
    .action(async (services: string[], flags: RecoverFlags) => done(await recover(
      await workloadsNamed(services, flags), makeWorld(flags, streams),
      { ...flags, agrees: confirmation(flags, streams) },
    )));
}
