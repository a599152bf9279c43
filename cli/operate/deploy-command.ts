import { Command } from 'commander';
import { deploy } from '../../lib/operate';
import { loadModel } from '../../lib/input/load-model';
import { Streams } from '../streams';
import { makeWorld } from './make-world';
import { addOperateFlags, OperateFlags } from './operate-flags';

interface DeployFlags extends OperateFlags {
  readonly dryRun?: boolean;
  readonly evenIfImpossible?: boolean;
  readonly forceConflicts?: boolean;
  readonly plan?: string;
}

/** Adds `deploy` to the program; `done` receives the exit code. */
export function addDeployCommand(program: Command, streams: Streams, done: (code: number) => void): void {
  addOperateFlags(program.command('deploy').argument('<dir>', 'folder, or file, of manifests'))
    .description('check the cluster, prove the update, apply it, wait for it and verify it')
    .option('--dry-run', 'print the kubectl commands, and change nothing')
    .option('--plan <name>', 'do what deploy --dry-run showed by this name; refused when anything has moved since')
    .option('--even-if-impossible', 'apply although the prover says that an update cannot finish')
    .option('--force-conflicts', 'take over fields that others own')
    .action(async (dir: string, flags: DeployFlags) => {
      const { manifests } = loadModel([dir], streams, flags.namespace ?? 'default');
      done(await deploy(manifests, makeWorld(flags, streams), flags));
    });
}
