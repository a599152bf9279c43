import { Command } from 'commander';
import { surge, SurgeOptions } from '../../lib/operate';
import { loadModel } from '../../lib/input/load-model';
import { UserError } from '../../lib/util/user-error';
import { Streams } from '../streams';
import { makeWorld } from './make-world';
import { addOperateFlags, OperateFlags } from './operate-flags';

interface SurgeFlags extends OperateFlags, Omit<SurgeOptions, 'nodeTimeoutSeconds'> {
  readonly nodeTimeout: string;
}

/** Adds `surge` to the program; `done` receives the exit code. */
export function addSurgeCommand(program: Command, streams: Streams, done: (code: number) => void): void {
  addOperateFlags(program.command('surge').argument('<dir>', 'folder, or file, of manifests'))
    .description('update what is recreated otherwise without downtime: with one GPU node more for the time of the update')
    .option('--eks-cluster <name>', 'of the node group; else as the nodes say')
    .option('--node-group <name>', 'of the GPU nodes; else as the nodes say')
    .option('--region <name>', 'of the cluster; else as the nodes say')
    .option('--add-node-command <program>', 'instead of EKS: is told how many GPU nodes are wanted in all')
    .option('--remove-node-command <program>', 'with it: is told which node goes, and how many are wanted in all')
    .option('--nodes-ready', 'a person has added the node, and removes it')
    .option('--node-timeout <seconds>', 'how long a node may take to come, and to go', '900')
    .option('--allow-downtime', 'a service on the node that goes may be down for one start')
    .option('--force-conflicts', 'take over fields that others own')
    .option('--dry-run', 'print what would be done, and change nothing')
    .action(async (dir: string, { nodeTimeout, ...flags }: SurgeFlags) => {
      if (!/^\d{1,6}$/.test(nodeTimeout)) {
        throw new UserError('--node-timeout', `'${nodeTimeout}' is no number of seconds`, 'write for example 900');
      }
      const { manifests } = loadModel([dir], streams, flags.namespace ?? 'default');
      done(await surge(manifests, makeWorld(flags, streams), { ...flags, nodeTimeoutSeconds: Number(nodeTimeout) }));
    });
}
