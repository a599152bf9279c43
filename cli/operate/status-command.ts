import { Command } from 'commander';
import { callsOf, status, StatusOf, watchedOf, watchStatus } from '../../lib/operate';
import { loadModel } from '../../lib/input/load-model';
import { Streams } from '../streams';
import { makeWorld } from './make-world';
import { addOperateFlags, OperateFlags } from './operate-flags';
import { namespaceOf } from './workloads-named';

interface StatusFlags extends OperateFlags {
  readonly watch?: boolean;
}

/** Adds `status` to the program; `done` receives the exit code. */
export function addStatusCommand(program: Command, streams: Streams, done: (code: number) => void): void {
  addOperateFlags(
    program.command('status').argument('[dir]', 'manifests of the workloads; without it, all of the namespace'),
  )
    .description('tell how far each workload is, what it waits for, and who holds the GPUs')
    .option('--watch', 'tell on and on')
    .action(async (dir: string | undefined, flags: StatusFlags) => {
      const model = dir === undefined ? undefined : loadModel([dir], streams, flags.namespace ?? 'default');
      const workloads = model && watchedOf(model);
      const namespaces = workloads ? [...new Set(workloads.map(({ namespace }) => namespace))] : [namespaceOf(flags)];
      const of: StatusOf = { namespaces, workloads };
      const world = makeWorld(flags, streams, flags.watch);
      const options = model ? { calls: callsOf(model) } : {};
      done(await (flags.watch ? watchStatus : status)(of, world, options));
    });
}
