import { Command } from 'commander';
import { cleanup } from '../../lib/operate';
import { loadModel } from '../../lib/input/load-model';
import { UserError } from '../../lib/util/user-error';
import { Streams } from '../streams';
import { makeWorld } from './make-world';
import { addOperateFlags, OperateFlags } from './operate-flags';

interface CleanupFlags extends OperateFlags {
  readonly dryRun?: boolean;
  readonly deleteData?: boolean;
  readonly confirm?: string;
  readonly deleteCluster?: boolean;
  readonly confirmCluster?: string;
}

/** Adds `cleanup` to the program; `done` receives the exit code. */
export function addCleanupCommand(program: Command, streams: Streams, done: (code: number) => void): void {
  addOperateFlags(program.command('cleanup').argument('<dir>', 'folder, or file, of manifests'))
    .description('delete what the manifests made; claims, Secrets and the namespace stay')
    .option('--delete-data', 'delete claims and the namespace with all that is in it too')
    .option('--confirm <namespace>', 'its name, where nobody is there to type it')
    .option('--delete-cluster', 'then the cluster itself, by eksctl, with all that is in it')
    .option('--confirm-cluster <name>', 'its name, where nobody is there to type it')
    .option('--dry-run', 'print the kubectl commands, and change nothing')
    .action(async (dir: string, flags: CleanupFlags) => {
      const model = loadModel([dir], streams, flags.namespace ?? 'default');
      const namespace = flags.namespace ?? onlyNamespace(model.workloads.map((each) => each.namespace), dir);
      const what = flags.deleteData ? 'namespace and data' : 'workloads';
      const typed = flags.confirm ?? (flags.dryRun ? undefined
        : await streams.ask?.(`type the name of the namespace to delete its ${what}: `));
      const typedCluster = flags.confirmCluster ?? (flags.dryRun || !flags.deleteCluster ? undefined
        : await streams.ask?.('type the name of the cluster to delete it with all that is in it: '));
      const options = { ...flags, typed, typedCluster };
      done(await cleanup(model.manifests, namespace, makeWorld(flags, streams), options));
    });
}

function onlyNamespace(namespaces: readonly string[], dir: string): string {
  const [namespace, ...others] = [...new Set(namespaces)];
  if (namespace === undefined || others.length > 0) {
    throw new UserError(
      dir, `has workloads in ${others.length + (namespace === undefined ? 0 : 1)} namespaces`, 'write --namespace',
    );
  }
  return namespace;
}
