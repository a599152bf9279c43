import { Command } from 'commander';
import { projectChunks } from '../lib/cluster/snapshot';
import { liveChunks, snapshotCommands, snapshotRights } from '../lib/input/live-cluster';
import { Streams } from './streams';
import { EXIT_CLEAN } from './exit-code';

interface SnapshotFlags {
  readonly context?: string;
  readonly kubeconfig?: string;
  readonly showCommand?: boolean;
  readonly showRights?: boolean;
}

/** Adds `snapshot` to the program; `done` receives the exit code. */
export function addSnapshotCommand(program: Command, streams: Streams, done: (code: number) => void): void {
  program.command('snapshot')
    .description('print what check and plan --cluster read of a live cluster: no Secret, no literal of an environment')
    .option('--context <name>', 'kubectl context')
    .option('--kubeconfig <file>', 'kubeconfig file')
    .option('--show-command', 'print the kubectl commands that make such a file, and run nothing')
    .option('--show-rights', 'print the rights that reading needs, as a ClusterRole, and run nothing')
    .action((flags: SnapshotFlags) => {
      if (flags.showCommand || flags.showRights) {
        streams.out(flags.showRights ? snapshotRights() : snapshotCommands(flags));
      } else {
        for (const text of projectChunks('the live cluster', liveChunks(flags, streams.err))) {
          streams.out(text);
        }
      }
      done(EXIT_CLEAN);
    });
}
