import { Command } from 'commander';
import { verify } from '../../lib/operate';
import { loadModel } from '../../lib/input/load-model';
import { Streams } from '../streams';
import { makeWorld } from './make-world';
import { addOperateFlags, OperateFlags } from './operate-flags';

/** Adds `verify` to the program; `done` receives the exit code. */
export function addVerifyCommand(program: Command, streams: Streams, done: (code: number) => void): void {
  addOperateFlags(program.command('verify').argument('<dir>', 'folder, or file, of manifests'))
    .description('compare the cluster with manifests, and ask each service whether it serves')
    .action(async (dir: string, flags: OperateFlags) => {
      const { manifests } = loadModel([dir], streams, flags.namespace ?? 'default');
      done(await verify(manifests, makeWorld(flags, streams)));
    });
}
