import { ClusterNode } from '../../cluster';
import {
  EKS_NODE_GROUP_LABEL, EKSCTL_CLUSTER_LABEL, EKSCTL_NODE_GROUP_LABEL, REGION_LABEL,
} from '../../kubernetes/well-known-labels';
import { UserError } from '../../util/user-error';

/** By whom the nodes come and go. */
export interface NodeGroupOptions {
  readonly eksCluster?: string;
  readonly nodeGroup?: string;
  readonly region?: string;
  /** Told how many nodes are wanted in all. */
  readonly addNodeCommand?: string;
  /** Told which node goes, and how many are wanted in all. */
  readonly removeNodeCommand?: string;
  /** A person has added the node, and removes it. */
  readonly nodesReady?: boolean;
}

/** A node group of EKS, by name. */
export interface EksNodeGroup {
  readonly cluster: string;
  readonly name: string;
  readonly region?: string;
}

/** Programs of somebody else. */
export interface NodeCommands {
  readonly add: string;
  readonly remove: string;
}

/** Who makes and removes nodes; undefined for a person. */
export interface NodeGroup {
  readonly eks?: EksNodeGroup;
  readonly commands?: NodeCommands;
}

/**
 * By what is written, else by what the nodes say of themselves.
 *
 * @throws when nobody says who makes the nodes
 */
export function nodeGroupOf(options: NodeGroupOptions, [node]: readonly ClusterNode[]): NodeGroup {
  const { addNodeCommand: add, removeNodeCommand: remove } = options;
  if (options.nodesReady) {
    return {};
  }
  if (add !== undefined && remove !== undefined) {
    return { commands: { add, remove } };
  }
  if (add !== undefined || remove !== undefined) {
    throw new UserError(
      'surge', 'has only one of --add-node-command and --remove-node-command', 'write both',
    );
  }
  const label = (name: string) => node?.labels.get(name);
  const cluster = options.eksCluster ?? label(EKSCTL_CLUSTER_LABEL);
  const name = options.nodeGroup ?? label(EKS_NODE_GROUP_LABEL) ?? label(EKSCTL_NODE_GROUP_LABEL);
  if (cluster === undefined || name === undefined) {
    throw new UserError(
      'surge', 'does not know who makes the nodes',
      'write --eks-cluster and --node-group, or --add-node-command and --remove-node-command, or --nodes-ready',
    );
  }
  return { eks: { cluster, name, region: options.region ?? label(REGION_LABEL) } };
}

/** A program and its arguments. */
export type Call = readonly [program: string, args: string[]];

/** What makes a group have so many nodes. */
export function growCall({ eks, commands }: NodeGroup, wanted: number): Call | undefined {
  return eks
    ? ['eksctl', [
        'scale', 'nodegroup', '--cluster', eks.cluster, '--name', eks.name, '--nodes', String(wanted), ...regionOf(eks),
      ]]
    : commands && [commands.add, [String(wanted)]];
}

/** How many nodes an EKS node group has and may have. */
export function scalingCall(eks: EksNodeGroup): Call {
  return ['aws', [
    'eks', 'describe-nodegroup', '--cluster-name', eks.cluster, '--nodegroup-name', eks.name,
    '--query', 'nodegroup.scalingConfig', '--output', 'json', ...regionOf(eks),
  ]];
}

/** What an Auto Scaling group does with an instance: `InService`, `Terminating`. */
export function lifecycleCall(eks: EksNodeGroup, instance: string): Call {
  return ['aws', [
    'autoscaling', 'describe-auto-scaling-instances', '--instance-ids', instance,
    '--query', 'AutoScalingInstances[0].LifecycleState', '--output', 'text', ...regionOf(eks),
  ]];
}

/**
 * Ends one instance and lowers the count with it. Lowering the count alone would let AWS choose, and it takes the
 * oldest (docs/environments.md).
 */
export function terminateCall(eks: EksNodeGroup, instance: string): Call {
  return ['aws', [
    'autoscaling', 'terminate-instance-in-auto-scaling-group', '--instance-id', instance,
    '--should-decrement-desired-capacity', ...regionOf(eks),
  ]];
}

/** What takes just one node away, so that so many are left; undefined where a person does. */
export function removeCall(
  { eks, commands }: NodeGroup,
  { node, instance, left }: { readonly node: string; readonly instance: string; readonly left: number },
): Call | undefined {
  return eks ? terminateCall(eks, instance) : commands && [commands.remove, [node, String(left)]];
}

/** `i-0abc` of `aws:///us-east-2a/i-0abc`. */
export function instanceOf(providerId: string): string | undefined {
  return /^aws:\/\/\/[^/]*\/(i-[0-9a-z]+)$/.exec(providerId)?.[1];
}

function regionOf({ region }: EksNodeGroup): string[] {
  return region === undefined ? [] : ['--region', region];
}
