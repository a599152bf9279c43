import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { Addon, ClusterConfig, ManagedNodeGroup, PodIdentityAssociation } from '../../../imports/eksctl.io';
import { Cluster, NodePool } from '../../cluster';
import { isCount } from '../../kubernetes/count';
import { constructError, withPath } from '../../synthesis';
import { ec2Pool } from './ec2-pool';
import { EksPodIdentity, podIdentityAssociation } from './eks-pod-identity';
import { checkProps } from '../../kubernetes/shapes/check-shape';

const ADDONS: Addon[] = [
  // Network policies do nothing unless the plugin enforces them:
  // https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy.html
  { name: 'vpc-cni', configurationValues: '{"enableNetworkPolicy":"true"}' },
  { name: 'coredns' },
  { name: 'kube-proxy' },
  { name: 'eks-pod-identity-agent' },
  // Without a default StorageClass, a claim that names none waits for ever:
  // https://docs.aws.amazon.com/eks/latest/userguide/ebs-csi.html
  { name: 'aws-ebs-csi-driver', configurationValues: '{"defaultStorageClass":{"enabled":true}}' },
];

/**
 * Properties of `EksCluster`.
 */
export interface EksClusterProps {
  /** The node pools, each of which becomes a managed node group. */
  readonly cluster: Cluster;

  /** Region, such as `us-east-2`. */
  readonly region: string;

  /** Availability zones of the cluster, at least two; those of all node pools are among them. */
  readonly availabilityZones: string[];

  /**
   * Name of the cluster.
   *
   * @default - the id of the construct
   */
  readonly name?: string;

  /**
   * Kubernetes version; that of `cluster`, if it has one.
   *
   * @default - that of `cluster`, else 1.35
   */
  readonly kubernetesVersion?: string;

  /**
   * Nodes by which a group with GPUs may be scaled up by hand for an update, beyond those that rollouts are proven
   * with: `eksctl scale nodegroup --nodes 3`, update, drain the empty node, and back.
   *
   * @default 0
   */
  readonly temporaryGpuNodes?: number;

  /**
   * IAM roles of ServiceAccounts.
   *
   * @default - none
   */
  readonly podIdentities?: EksPodIdentity[];

  /**
   * Names of EKS add-ons besides those of every cluster, such as `aws-efs-csi-driver` for shared model caches.
   *
   * @default - none
   */
  readonly addons?: string[];

  /**
   * Tags of the AWS resources.
   *
   * @default - none
   */
  readonly tags?: { readonly [key: string]: string };
}

/**
 * The `ClusterConfig` for `eksctl create cluster -f`, from the same node pools by which pods are scheduled and rollouts
 * are proven: https://eksctl.io/usage/schema/
 *
 * Put it into a chart of its own, in an app that writes to `dist/cluster/<environment>`: it is no Kubernetes object.
 */
export class EksCluster extends Construct {
  /** Name of the cluster. */
  public readonly name: string;

  private readonly temporaryGpuNodes: number;

  /**
   * @throws when a node pool is not of EC2 instances or lies outside the zones, a GPU pool has not exactly one zone or
   * too small a root volume, or the chart has a namespace or labels
   */
  constructor(scope: Construct, id: string, props: EksClusterProps) {
    super(scope, id);
    withPath(this, () => checkProps('EksClusterProps', props));
    this.name = props.name ?? id;
    this.temporaryGpuNodes = this.resolveTemporaryGpuNodes(props.temporaryGpuNodes ?? 0);
    const { region, availabilityZones, tags, cluster, podIdentities = [] } = props;
    const kubernetesVersion = this.resolveVersion(props);
    this.checkNames(kubernetesVersion);
    this.checkChart();
    this.checkZones(region, availabilityZones);
    this.node.defaultChild = new ClusterConfig(this, 'ClusterConfig', {
      metadata: { name: this.name, region, version: kubernetesVersion, tags },
      availabilityZones,
      // eksctl is about to switch it on by default, and its nodes are replaced every three weeks.
      autoModeConfig: { enabled: false },
      iam: { withOIDC: true, podIdentityAssociations: this.associations(podIdentities) },
      addons: this.allAddons(props.addons ?? []),
      addonsConfig: { autoApplyPodIdentityAssociations: true },
      managedNodeGroups: cluster.pools.map((pool) => this.nodeGroup(pool, availabilityZones)),
    });
  }

  /** One version for the file and for what is proven on its nodes. */
  private resolveVersion({ kubernetesVersion, cluster }: EksClusterProps): string {
    const proven = cluster.kubernetesVersion;
    if (kubernetesVersion !== undefined && proven !== undefined && kubernetesVersion !== proven) {
      throw constructError(
        this,
        `kubernetesVersion '${kubernetesVersion}' differs from '${proven}' of its Cluster; write it in the Cluster alone`,
      );
    }
    return kubernetesVersion ?? proven ?? '1.35';
  }

  private resolveTemporaryGpuNodes(nodes: number): number {
    if (!isCount(nodes, 0)) {
      throw constructError(
        this,
        `temporaryGpuNodes ${nodes} is not a whole number; write 1 for one node more during an update`,
      );
    }
    return nodes;
  }

  private nodeGroup(pool: NodePool, availabilityZones: string[]): ManagedNodeGroup {
    const { instanceType, isGpu, rootVolumeGib, labels, taints } = withPath(this, () => ec2Pool(pool));
    if (isGpu && pool.zones.length !== 1) {
      throw constructError(
        this,
        `node pool '${pool.name}' has GPUs in ${pool.zones.length} availability zones: a model cache on EBS cannot follow its pod into another; ` +
          `write zones: ['${availabilityZones[0]}']`,
      );
    }
    const outside = pool.zones.find((zone) => !availabilityZones.includes(zone));
    if (outside !== undefined) {
      throw constructError(
        this,
        `zone '${outside}' of node pool '${pool.name}' is not one of the cluster; ` +
          `write one of ${availabilityZones.join(', ')}`,
      );
    }
    return {
      name: pool.name,
      amiFamily: 'AmazonLinux2023',
      instanceType: instanceType.name,
      minSize: pool.nodes,
      desiredCapacity: pool.nodes,
      maxSize: Math.max(pool.maxNodes, pool.nodes + (isGpu ? this.temporaryGpuNodes : 0)),
      volumeSize: rootVolumeGib,
      volumeType: 'gp3',
      volumeEncrypted: true,
      availabilityZones: pool.zones.length > 0 ? pool.zones : undefined,
      privateNetworking: true,
      labels,
      taints,
      updateConfig: { maxUnavailable: 1 },
      ...(pool.maxNodes > pool.nodes && autoscaling(this.name)),
    };
  }

  private allAddons(names: string[]): Addon[] {
    const all = [...ADDONS, ...names.map((name) => ({ name }))];
    const twice = names.find((name) => all.filter((addon) => addon.name === name).length > 1);
    if (twice !== undefined) {
      throw constructError(this, `add-on '${twice}' is in the cluster already; leave it out`);
    }
    return all;
  }

  private associations(podIdentities: EksPodIdentity[]): PodIdentityAssociation[] | undefined {
    return podIdentities.length > 0
      ? podIdentities.map((identity) => withPath(this, () => podIdentityAssociation(identity)))
      : undefined;
  }

  private checkNames(kubernetesVersion: string): void {
    if (!/^[A-Za-z0-9][-A-Za-z0-9]{0,99}$/.test(this.name)) {
      throw constructError(this, `cluster name '${this.name}' is not valid; write at most 100 letters, digits and '-'`);
    }
    if (!/^1\.\d{2}$/.test(kubernetesVersion)) {
      throw constructError(
        this,
        `kubernetesVersion '${kubernetesVersion}' is not a minor version; write for example 1.35`,
      );
    }
  }

  /** cdk8s writes both on every object, and eksctl refuses fields that it does not know. */
  private checkChart(): void {
    const { namespace, labels } = Chart.of(this);
    if (namespace !== undefined || Object.keys(labels).length > 0) {
      throw constructError(
        this,
        "the chart has a namespace or labels, which eksctl does not know; write new Chart(app, 'eksctl')",
      );
    }
  }

  private checkZones(region: string, zones: string[]): void {
    const foreign = zones.find((zone) => !new RegExp(`^${region}[a-z]$`).test(zone));
    if (foreign !== undefined) {
      throw constructError(
        this,
        `availability zone '${foreign}' is not in region '${region}'; write for example ${region}a`,
      );
    }
    if (new Set(zones).size !== zones.length || zones.length < 2) {
      throw constructError(
        this,
        `availability zones [${zones.join(', ')}] are not two different ones or more, which EKS needs; ` +
          `write for example ['${region}a', '${region}b']`,
      );
    }
  }
}

/**
 * By these the cluster autoscaler finds the group and may change its size; a group without them keeps its size until a
 * person changes it.
 */
function autoscaling(cluster: string): Pick<ManagedNodeGroup, 'iam' | 'propagateASGTags' | 'tags'> {
  return {
    iam: { withAddonPolicies: { autoScaler: true } },
    propagateASGTags: true,
    tags: { 'k8s.io/cluster-autoscaler/enabled': 'true', [`k8s.io/cluster-autoscaler/${cluster}`]: 'owned' },
  };
}
