import { INSTANCE_TYPE_LABEL, NVIDIA_GPU_RESOURCE } from '../../kubernetes/well-known-labels';
import { EC2_INSTANCE_TYPES, MachineType, NodePool, quantities } from '../../cluster';
import { Quantity } from '../../kubernetes/quantity';
import { checkServiceName } from '../../kubernetes/names';

/**
 * Domains of the labels that nodes get without being told: by the kubelet, the cloud provider and whoever provisions
 * them.
 */
const SET_BY_OTHERS = new Set([
  'kubernetes.io',
  'beta.kubernetes.io',
  'failure-domain.beta.kubernetes.io',
  'topology.kubernetes.io',
  'eks.amazonaws.com',
  'alpha.eksctl.io',
  'karpenter.sh',
  'karpenter.k8s.aws',
]);

/**
 * Domains in which a kubelet may label its own node:
 * https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#noderestriction
 */
const OPEN_TO_KUBELETS = /^(node|kubelet)\.kubernetes\.io\//;

/**
 * An LLM NIM image is unpacked to tens of GiB, and the kubelet deletes images and evicts pods when the disk is 85 %
 * full; an update holds two of them.
 */
const LEAST_GPU_ROOT_GIB = 100;

/** A node pool as those who start EC2 instances need it. */
export interface Ec2Pool {
  readonly instanceType: MachineType;
  readonly isGpu: boolean;
  readonly rootVolumeGib: number;
  /** Labels that nodes only have when they are told to; undefined when there are none. */
  readonly labels?: { readonly [key: string]: string };
  /** Taints as eksctl and Karpenter spell them; undefined when there are none. */
  readonly taints?: { readonly key: string; readonly value?: string; readonly effect: string }[];
}

/**
 * What a pool was made of, checked for those who start its nodes.
 *
 * @throws when the pool is not of EC2 instances, offers more than they have, has no nodes, has a label that no kubelet
 * may set, or a name or root volume that does not do
 */
export function ec2Pool(pool: NodePool): Ec2Pool {
  checkServiceName('node pool', pool.name);
  const { machine } = pool;
  const instanceType = EC2_INSTANCE_TYPES.get(machine?.instanceType ?? '');
  if (!machine || !instanceType) {
    throw new Error(
      `node pool '${pool.name}' is not known to be of EC2 instances; ` +
        `write NodePool.ec2({ name: '${pool.name}', instanceType: 'g5.2xlarge', nodes: 2 })`,
    );
  }
  checkCapacity(pool, instanceType);
  if (pool.maxNodes === 0) {
    throw new Error(`node pool '${pool.name}' never has a node; leave it out, or write maxNodes: 1`);
  }
  const isGpu = instanceType.gpus > 0;
  const rootVolumeGib = machine.volumeSizeGib;
  if (isGpu && rootVolumeGib < LEAST_GPU_ROOT_GIB) {
    throw new Error(
      `node pool '${pool.name}': root volume ${rootVolumeGib} GiB is too small for NIM images; write volumeSizeGib: 200`,
    );
  }
  const labels = ownLabels(pool);
  const taints = pool.taints.map(({ key, value, effect }) => ({ key, value: value || undefined, effect }));
  return {
    instanceType,
    isGpu,
    rootVolumeGib,
    labels: Object.keys(labels).length > 0 ? labels : undefined,
    taints: taints.length > 0 ? taints : undefined,
  };
}

/** What is scheduled and proven by the pool must be there when the nodes are. */
function checkCapacity(pool: NodePool, { name, vcpus, memoryMib, gpus }: MachineType): void {
  const installed: { readonly [resource: string]: string } = {
    cpu: String(vcpus), memory: `${memoryMib}Mi`, [NVIDIA_GPU_RESOURCE]: String(gpus),
  };
  for (const [resource, text] of quantities(pool.allocatable)) {
    if (resource in installed && Quantity.parse(text).compare(Quantity.parse(installed[resource])) > 0) {
      throw new Error(
        `node pool '${pool.name}' offers ${resource} ${text}, and a ${name} has ${installed[resource]}; ` +
          `write NodePool.ec2({ name: '${pool.name}', instanceType: '${name}' })`,
      );
    }
  }
}

function ownLabels(pool: NodePool): { readonly [key: string]: string } {
  const own = Object.entries(pool.labels).filter(
    ([key]) => key !== INSTANCE_TYPE_LABEL && !SET_BY_OTHERS.has(key.split('/')[0]),
  );
  const reserved = own.find(([key]) => /(^|\.)(kubernetes|k8s)\.io\//.test(key) && !OPEN_TO_KUBELETS.test(key));
  if (reserved) {
    throw new Error(
      `node pool '${pool.name}': label '${reserved[0]}' is one that no kubelet may set; ` +
        'write a label of your own domain, such as example.com/role',
    );
  }
  return Object.fromEntries(own);
}
