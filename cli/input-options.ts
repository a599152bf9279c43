import { Command } from 'commander';

/** What both commands need to know of their input. */
export interface InputFlags {
  readonly nodes?: string;
  readonly namespace: string;
  readonly declaredSecret: string[];
}

/** Adds the input, and what is to be known of it beside the manifests, to a command. */
export function addInput(command: Command): Command {
  return command
    .argument('<paths...>', 'files, folders, or - for standard input')
    .option(
      '--nodes <nodes>',
      'eksctl ClusterConfig file, output of kubectl get nodes -o json, or pools such as gpu=2xg5.2xlarge,cpu=3-6xm6i.large',
    )
    .option(
      '--namespace <namespace>',
      'namespace of objects that name none, as of kubectl apply --namespace',
      'default',
    )
    .option(
      '--declared-secret <name>',
      'namespace/name of a Secret that exists outside the manifests (repeatable)',
      collect,
      [],
    );
}

/** Gathers the values of an option that may be repeated. */
export function collect(value: string, previous: string[]): string[] {
  return [...previous, value];
}
