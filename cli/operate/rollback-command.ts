import { Command } from 'commander';
import { rollback } from '../../lib/operate';
import { Streams } from '../streams';
import { makeWorld } from './make-world';
import { addOperateFlags, OperateFlags } from './operate-flags';
import { workloadsNamed } from './workloads-named';

interface RollbackFlags extends OperateFlags {
  readonly dryRun?: boolean;
  readonly evenIfImpossible?: boolean;
}

/** Adds `rollback` to the program; `done` receives the exit code. */
export function addRollbackCommand(program: Command, streams: Streams, done: (code: number) => void): void {
  addOperateFlags(program.command('rollback')
    .argument('<service>', 'Deployment, StatefulSet or DaemonSet of the namespace'))
    .description('go back to the revision before, once it is proven that the way back finishes')
    .option('--dry-run', 'print the kubectl command, and change nothing')
    .option('--even-if-impossible', 'go back although the prover says that it cannot finish')
    .action(async (service: string, flags: RollbackFlags) => {
      const [workload] = await workloadsNamed([service], flags);
      done(await rollback(workload, makeWorld(flags, streams), flags));
    });
}
