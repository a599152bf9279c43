import { Command } from 'commander';
import { listed } from '../lib/util/listed';
import { UserError } from '../lib/util/user-error';
import { KubernetesVersion } from '../lib/kubernetes/kubernetes-version';
import type { ModelOptions } from '../lib/prover';

/** What both commands need to know of their input. */
export interface InputFlags {
  readonly nodes?: string;
  readonly cluster?: string;
  readonly live?: boolean;
  readonly askServer?: boolean;
  readonly context?: string;
  readonly kubeconfig?: string;
  readonly namespace: string;
  readonly declaredSecret: string[];
  readonly kubernetes?: string;
  readonly ignoreKind: string[];
  readonly verbose?: boolean;
  readonly from?: string;
  readonly prune?: boolean;
}

/** Adds the input, and what is to be known of it beside the manifests, to a command. */
export function addInput(command: Command): Command {
  return command
    .argument('<paths...>', 'files, folders, or - for standard input')
    .option(
      '--nodes <nodes>',
      'file of nodes (kind: Nodes), eksctl ClusterConfig file, output of kubectl get nodes -o json, or pools of EKS, GKE or AKS ' +
        'machines such as gpu=2xg5.2xlarge,cpu=3-6xm6i.large',
    )
    .option(
      '--cluster <snapshot>',
      'file that cdk8s-nim snapshot wrote: nodes with the pods that run on them, volumes, quotas, classes',
    )
    .option('--live', 'ask the cluster of the present kubectl context for the same; only gets and lists')
    .option(
      '--ask-server',
      'ask the API server by dry run whether it takes each object and the pods of each template; ' +
        'needs create and patch rights, and stores nothing',
    )
    .option('--context <name>', 'kubectl context of --live and --ask-server')
    .option('--kubeconfig <file>', 'kubeconfig file of --live and --ask-server')
    .option(
      '--from <from>',
      'what runs before: a folder, a file, a snapshot, or git:REVISION; without it, a restart of everything is judged',
    )
    .option('--prune', 'what --from has and the manifests have not is deleted; without it, it stays')
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
    )
    .option('--kubernetes <minor>', `version of the cluster, such as ${KubernetesVersion.NEWEST}, which is the default`)
    .option(
      '--ignore-kind <kind>',
      'kind of objects that make no pods, such as Kafka or Kafka.kafka.strimzi.io (repeatable)',
      collect,
      [],
    )
    .option('--verbose', 'name the files of folders that are skipped because they are no manifests');
}

/** A kind, alone or with the group of its API behind it. */
const KIND = /^[A-Za-z][A-Za-z0-9]*(?:\.[a-z0-9]([a-z0-9.-]*[a-z0-9])?)?$/;

/**
 * What the flags say of the objects' cluster and kinds.
 *
 * @throws when a kind is none, or a cluster is named that nobody asks
 */
export function modelOptions({ kubernetes, ignoreKind, ...flags }: InputFlags): ModelOptions {
  const none = ignoreKind.find((kind) => !KIND.test(kind));
  if (none !== undefined) {
    throw new UserError('--ignore-kind', `'${none}' is no kind`, 'write one such as Kafka or Kafka.kafka.strimzi.io');
  }
  const unasked = (['context', 'kubeconfig'] as const).find((name) => flags[name] !== undefined);
  if (unasked !== undefined && !flags.live && !flags.askServer) {
    throw new UserError(`--${unasked}`, 'no cluster is asked', 'write --live or --ask-server with it, or leave it out');
  }
  return {
    kubernetes: kubernetes === undefined ? undefined : KubernetesVersion.of(kubernetes),
    ignoredKinds: ignoreKind,
  };
}

/** Gathers the values of an option that may be repeated. */
export function collect(value: string, previous: string[]): string[] {
  return [...previous, value];
}

/** Paths that are read, so that no output takes their place. */
export function inputFiles(paths: string[], { nodes, cluster, kubeconfig, from }: InputFlags): string[] {
  return [...paths, nodes, cluster, kubeconfig, from].flatMap((path) => (path === undefined ? [] : [path]));
}

/** What was read, in words. */
export function titleOf(paths: string[], { nodes: described, cluster, live, from }: InputFlags): string {
  const nodes = described ?? cluster ?? (live ? 'the live cluster' : undefined);
  const change = from === undefined ? '' : ` from ${from}`;
  return `Rollout plan of ${listed(paths, 4)}${change}${nodes === undefined ? '' : ` on ${nodes}`}`;
}
