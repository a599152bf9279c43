import {
  INSTANCE_TYPE_LABEL, KARPENTER_CAPACITY_TYPE_LABEL, NVIDIA_GPU_RESOURCE, ZONE_LABEL,
} from '../../kubernetes/well-known-labels';
import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { EC2NodeClass, EC2NodeClassSpec } from '../../../imports/karpenter.k8s.aws';
import { Disruption, NodePool as KarpenterPool, NodePoolSpec } from '../../../imports/karpenter.sh';
import { NodePool } from '../../cluster';
import { syncAnnotations } from '../gitops/sync-waves';
import { constructError, withPath } from '../../synthesis';
import { Ec2Pool, ec2Pool } from './ec2-pool';
import { checkProps } from '../../kubernetes/shapes/check-shape';

/** Tag by which Karpenter finds the subnets and security groups of a cluster. */
const DISCOVERY_TAG = 'karpenter.sh/discovery';

/**
 * Properties of `KarpenterNodePool`.
 */
export interface KarpenterNodePoolProps {
  /**
   * What a node offers, and up to how many nodes there may be. Karpenter knows no least number: `nodes` has no effect.
   */
  readonly pool: NodePool;

  /** Name of the cluster: the value of the tag `karpenter.sh/discovery` on its subnets and security groups. */
  readonly clusterName: string;

  /** Name of the IAM role of the nodes. */
  readonly nodeRole: string;

  /** AMI family and its exact version, such as `al2023@v20250915`. */
  readonly amiAlias: string;
}

/**
 * A Karpenter NodePool and its EC2NodeClass from a node pool: a pod that waits for a GPU gets a node, up to
 * `maxNodes`, and a node that stays empty goes. The NVIDIA device plugin has to be installed besides.
 * https://karpenter.sh/docs/concepts/nodepools/
 */
export class KarpenterNodePool extends Construct {
  /**
   * @throws when the pool is not of EC2 instances, its root volume is too small, the AMI is not pinned, or the chart
   * has a namespace
   */
  constructor(scope: Construct, id: string, props: KarpenterNodePoolProps) {
    super(scope, id);
    withPath(this, () => checkProps('KarpenterNodePoolProps', props));
    const { pool, amiAlias } = props;
    const { namespace } = Chart.of(this);
    if (namespace !== undefined) {
      throw constructError(
        this,
        `the chart has namespace '${namespace}', and a NodePool belongs to none; write new Chart(app, 'karpenter')`,
      );
    }
    const machine = withPath(this, () => ec2Pool(pool));
    if (!/^[a-z0-9]+@v\d[\w.-]*$/.test(amiAlias)) {
      throw constructError(
        this,
        `amiAlias '${amiAlias}' is not pinned, and each new image would replace the nodes under the NIMs; ` +
          'write an exact version such as al2023@v20250915',
      );
    }
    new EC2NodeClass(this, 'EC2NodeClass', {
      metadata: { name: pool.name, annotations: syncAnnotations('EC2NodeClass') },
      spec: nodeClassSpec(machine, props),
    });
    this.node.defaultChild = new KarpenterPool(this, 'NodePool', {
      metadata: { name: pool.name, annotations: syncAnnotations('NodePool') },
      spec: nodePoolSpec(pool, machine),
    });
  }
}

function nodeClassSpec(
  { rootVolumeGib }: Ec2Pool,
  { clusterName, nodeRole, amiAlias }: KarpenterNodePoolProps,
): EC2NodeClassSpec {
  const terms = [{ tags: { [DISCOVERY_TAG]: clusterName } }];
  return {
    amiSelectorTerms: [{ alias: amiAlias }],
    role: nodeRole,
    subnetSelectorTerms: terms,
    securityGroupSelectorTerms: terms,
    blockDeviceMappings: [{
      deviceName: '/dev/xvda',
      ebs: { volumeSize: `${rootVolumeGib}Gi`, volumeType: 'gp3', encrypted: true, deleteOnTermination: true },
    }],
  };
}

function nodePoolSpec(pool: NodePool, { instanceType, isGpu, labels, taints }: Ec2Pool): NodePoolSpec {
  const requirements = {
    [INSTANCE_TYPE_LABEL]: [instanceType.name],
    [KARPENTER_CAPACITY_TYPE_LABEL]: ['on-demand'],
    ...(pool.zones.length > 0 && { [ZONE_LABEL]: pool.zones }),
  };
  return {
    template: {
      metadata: labels && { labels },
      spec: {
        requirements: Object.entries(requirements).map(([key, values]) => ({ key, operator: 'In', values })),
        nodeClassRef: { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name: pool.name },
        taints,
        // The end of a node is the end of its NIM, for the whole startup budget: only a new AMI brings it.
        expireAfter: isGpu ? 'Never' : '720h',
      },
    },
    disruption: disruption(isGpu),
    limits: {
      cpu: String(instanceType.vcpus * pool.maxNodes),
      ...(isGpu && { [NVIDIA_GPU_RESOURCE]: String(instanceType.gpus * pool.maxNodes) }),
    },
  };
}

/** A NIM that is moved to save a node costs more than the node: only empty GPU nodes go, and not at once. */
function disruption(isGpu: boolean): Disruption {
  return {
    consolidationPolicy: isGpu ? 'WhenEmpty' : 'WhenEmptyOrUnderutilized',
    consolidateAfter: isGpu ? '10m' : '5m',
    budgets: [{ nodes: '1' }],
  };
}
