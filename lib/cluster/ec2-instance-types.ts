import { byName, MachineType } from './machine-type';

type Row = [
  name: string,
  vcpus: number,
  memoryMib: number,
  maxPods: number,
  gpus?: number,
  gpuMemoryMib?: number,
];

/**
 * GPU types: labels published by Karpenter (https://karpenter.sh/docs/reference/instance-types/) and the tables of AWS
 * (https://docs.aws.amazon.com/ec2/latest/instancetypes/ac.html); pod limits of aws/amazon-vpc-cni-k8s v1.23.2
 * misc/eni-max-pods.txt. Types with a part of a GPU (g6f) are left out: no device plugin counts parts.
 */
const ROWS: Row[] = [
  ['g4dn.xlarge', 4, 16384, 29, 1, 16384],
  ['g4dn.2xlarge', 8, 32768, 29, 1, 16384],
  ['g4dn.4xlarge', 16, 65536, 29, 1, 16384],
  ['g4dn.8xlarge', 32, 131072, 58, 1, 16384],
  ['g4dn.12xlarge', 48, 196608, 234, 4, 16384],
  ['g4dn.16xlarge', 64, 262144, 58, 1, 16384],
  ['g4dn.metal', 96, 393216, 737, 8, 16384],
  ['g5.xlarge', 4, 16384, 58, 1, 22888],
  ['g5.2xlarge', 8, 32768, 58, 1, 22888],
  ['g5.4xlarge', 16, 65536, 234, 1, 22888],
  ['g5.8xlarge', 32, 131072, 234, 1, 22888],
  ['g5.12xlarge', 48, 196608, 737, 4, 22888],
  ['g5.16xlarge', 64, 262144, 234, 1, 22888],
  ['g5.24xlarge', 96, 393216, 737, 4, 22888],
  ['g5.48xlarge', 192, 786432, 345, 8, 22888],
  ['g6.xlarge', 4, 16384, 58, 1, 22888],
  ['g6.2xlarge', 8, 32768, 58, 1, 22888],
  ['g6.4xlarge', 16, 65536, 234, 1, 22888],
  ['g6.8xlarge', 32, 131072, 234, 1, 22888],
  ['g6.12xlarge', 48, 196608, 234, 4, 22888],
  ['g6.16xlarge', 64, 262144, 737, 1, 22888],
  ['g6.24xlarge', 96, 393216, 737, 4, 22888],
  ['g6.48xlarge', 192, 786432, 737, 8, 22888],
  ['g6e.xlarge', 4, 32768, 58, 1, 45776],
  ['g6e.2xlarge', 8, 65536, 58, 1, 45776],
  ['g6e.4xlarge', 16, 131072, 234, 1, 45776],
  ['g6e.8xlarge', 32, 262144, 234, 1, 45776],
  ['g6e.12xlarge', 48, 393216, 292, 4, 45776],
  ['g6e.16xlarge', 64, 524288, 737, 1, 45776],
  ['g6e.24xlarge', 96, 786432, 492, 4, 45776],
  ['g6e.48xlarge', 192, 1572864, 492, 8, 45776],
  ['gr6.4xlarge', 16, 131072, 234, 1, 22888],
  ['gr6.8xlarge', 32, 262144, 234, 1, 22888],
  ['p4d.24xlarge', 96, 1179648, 737, 8, 40960],
  ['p4de.24xlarge', 96, 1179648, 737, 8, 81920],
  ['p5.4xlarge', 16, 262144, 118, 1, 81920],
  ['p5.48xlarge', 192, 2097152, 100, 8, 81920],
  ['p5e.48xlarge', 192, 2097152, 100, 8, 144384],
  ['p5en.48xlarge', 192, 2097152, 198, 8, 144384],
  ['g5g.xlarge', 4, 8192, 58, 1, 16384],
  ['g5g.2xlarge', 8, 16384, 58, 1, 16384],
  ['g5g.4xlarge', 16, 32768, 234, 1, 16384],
  ['g5g.8xlarge', 32, 65536, 234, 1, 16384],
  ['g5g.16xlarge', 64, 131072, 737, 2, 16384],
  ['g7e.2xlarge', 8, 65536, 254, 1, 98304],
  ['g7e.4xlarge', 16, 131072, 506, 1, 98304],
  ['g7e.8xlarge', 32, 262144, 506, 1, 98304],
  ['g7e.12xlarge', 48, 524288, 632, 2, 98304],
  ['g7e.24xlarge', 96, 1048576, 632, 4, 98304],
  ['g7e.48xlarge', 192, 2097152, 632, 8, 98304],
  ['p6-b200.48xlarge', 192, 2097152, 198, 8, 183296],
  ['t3.medium', 2, 4096, 17],
  ['t3.large', 2, 8192, 35],
  ['t3.xlarge', 4, 16384, 58],
  ['t3.2xlarge', 8, 32768, 58],
];

/**
 * General purpose, compute and memory optimized families: GiB for each vCPU, and sizes
 * (https://docs.aws.amazon.com/ec2/latest/instancetypes/, gp.html, co.html, mo.html; pod limits as above).
 */
const FAMILIES: readonly (readonly [gibPerVcpu: number, names: string, sizes: string])[] = [
  [4, 'm5 m5a', 'large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge'],
  [4, 'm6i', 'large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge'],
  [4, 'm6a', 'large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge'],
  [4, 'm7a', 'medium large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge'],
  [4, 'm7i', 'large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge'],
  [4, 'm6g m7g', 'medium large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge'],
  [4, 'm8g', 'medium large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge'],
  [2, 'c5', 'large xlarge 2xlarge 4xlarge 9xlarge 12xlarge 18xlarge 24xlarge'],
  [2, 'c6i', 'large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge'],
  [2, 'c6a c7i', 'large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge'],
  [2, 'c7a', 'medium large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge'],
  [2, 'c6g c7g', 'medium large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge'],
  [2, 'c8g', 'medium large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge'],
  [8, 'r5', 'large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge'],
  [8, 'r6i', 'large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge'],
  [8, 'r6a', 'large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge'],
  [8, 'r7a', 'medium large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge'],
  [8, 'r7i', 'large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge'],
  [8, 'r6g r7g', 'medium large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge'],
  [8, 'r8g', 'medium large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge'],
];

/** Pods by size, the same in all of these families. */
const MAX_PODS: { readonly [size: string]: number } = {
  'medium': 8, 'large': 29, 'xlarge': 58, '2xlarge': 58, '4xlarge': 234, '8xlarge': 234, '9xlarge': 234,
  '12xlarge': 234, '16xlarge': 737, '18xlarge': 737, '24xlarge': 737, '32xlarge': 737, '48xlarge': 737,
};

const VCPUS: { readonly [size: string]: number } = { medium: 1, large: 2, xlarge: 4 };

function familyRows([gibPerVcpu, names, sizes]: (typeof FAMILIES)[number]): Row[] {
  return names.split(' ').flatMap((family) => sizes.split(' ').map((size): Row => {
    const vcpus = VCPUS[size] ?? 4 * Number.parseInt(size, 10);
    return [`${family}.${size}`, vcpus, vcpus * gibPerVcpu * 1024, MAX_PODS[size]];
  }));
}

export const EC2_INSTANCE_TYPES: ReadonlyMap<string, MachineType> = byName(
  [...ROWS, ...FAMILIES.flatMap(familyRows)].map(([name, vcpus, memoryMib, maxPods, gpus = 0, gpuMemoryMib]) =>
    ({ name, vcpus, memoryMib, maxPods, gpus, gpuMemoryMib })),
);
