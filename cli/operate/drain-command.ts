import { Command } from 'commander';
import { drain, DrainOptions } from '../../lib/operate';
import { Streams } from '../streams';
import { makeWorld } from './make-world';
import { addOperateFlags, OperateFlags } from './operate-flags';

/** Adds `drain` to the program; `done` receives the exit code. */
export function addDrainCommand(program: Command, streams: Streams, done: (code: number) => void): void {
  addOperateFlags(program.command('drain').argument('<node>', 'name of the node'))
    .description('tell which budget holds what and what is down how long, then empty the node')
    .option('--dry-run', 'print the kubectl commands, and change nothing')
    .option('--allow-downtime', 'delete pods that a budget holds: their services are down for one start')
    .option('--force', 'delete pods that nobody makes again')
    .option('--even-if-impossible', 'drain although pods are not proven to find room elsewhere')
    .action(async (node: string, flags: OperateFlags & DrainOptions) =>
      done(await drain(node, makeWorld(flags, streams), flags)));
}
