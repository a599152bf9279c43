import { Command } from 'commander';
import { logs } from '../../lib/operate';
import { UserError } from '../../lib/util/user-error';
import { Streams } from '../streams';
import { makeWorld } from './make-world';
import { addOperateFlags, OperateFlags } from './operate-flags';
import { workloadsNamed } from './workloads-named';

interface LogsFlags extends OperateFlags {
  readonly since?: string;
  readonly previous?: boolean;
  readonly follow: boolean;
}

/** As kubectl reads it (`ParseDuration` of Go), and more than nothing. */
const DURATION = /^(?=.*[1-9])(?:\d+(?:\.\d+)?(?:h|m|s|ms))+$/;

/** Adds `logs` to the program; `done` receives the exit code. */
export function addLogsCommand(program: Command, streams: Streams, done: (code: number) => void): void {
  addOperateFlags(program.command('logs').argument('[services...]', 'workloads of the namespace; without any, all'))
    .description('follow the logs of all pods of workloads, across restarts and rollouts')
    .option('--since <duration>', 'lines of so long ago, such as 10m')
    .option('--previous', 'of the attempt before, once')
    .option('--no-follow', 'what there is, once')
    .action(async (services: string[], flags: LogsFlags) => {
      if (flags.since !== undefined && !DURATION.test(flags.since)) {
        throw new UserError('--since', `'${flags.since}' is no duration`, 'write for example 10m, or 1h30m');
      }
      done(await logs(await workloadsNamed(services, flags), makeWorld(flags, streams, true), flags));
    });
}
