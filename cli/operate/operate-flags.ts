import { Command, Option } from 'commander';

/** What every command that operates a cluster is told. */
export interface OperateFlags {
  readonly context?: string;
  readonly kubeconfig?: string;
  readonly namespace?: string;
  readonly output: 'text' | 'json';
}

/** Adds which cluster is meant, and how the command tells of it. */
export function addOperateFlags(command: Command): Command {
  return command
    .option('--context <name>', 'kubectl context')
    .option('--kubeconfig <file>', 'kubeconfig file')
    .option('--namespace <namespace>', 'namespace of objects that name none; without manifests the one that is meant')
    .addOption(new Option('--output <format>', 'json: one event a line, as schema operate describes it')
      .choices(['text', 'json']).default('text'));
}
