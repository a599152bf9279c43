import { Command } from 'commander';
import { forwardAll, forwardTargets } from '../../lib/operate';
import { loadModel } from '../../lib/input/load-model';
import { Streams } from '../streams';
import { makeWorld } from './make-world';
import { addOperateFlags, OperateFlags } from './operate-flags';

/** Adds `forward` to the program; `done` receives the exit code. */
export function addForwardCommand(program: Command, streams: Streams, done: (code: number) => void): void {
  addOperateFlags(program.command('forward').argument('<dir>', 'folder, or file, of manifests')
    .argument('[services...]', 'Services; without any, those whose pods call others'))
    .description('bring ports of services to this machine, and again when a pod is replaced')
    .action(async (dir: string, services: string[], flags: OperateFlags) => {
      const model = loadModel([dir], streams, flags.namespace ?? 'default');
      done(await forwardAll(forwardTargets(model, services), makeWorld(flags, streams, true)));
    });
}
