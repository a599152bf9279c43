/** Raw facts of an EC2 instance type; what is left for pods is computed from them. */
export interface Ec2InstanceType {
  readonly name: string;
  readonly vcpus: number;
  readonly memoryMib: number;
  /** Network interfaces x (addresses of one - 1) + 2. */
  readonly maxPods: number;
  readonly gpus: number;
  /** Memory of one GPU. */
  readonly gpuMemoryMib?: number;
}

type Row = [
  name: string,
  vcpus: number,
  memoryMib: number,
  maxPods: number,
  gpus?: number,
  gpuMemoryMib?: number,
];

/**
 * Labels published by Karpenter (https://karpenter.sh/docs/reference/instance-types/) and pod limits of the EKS AMI
 * (https://github.com/awslabs/amazon-eks-ami, eni-max-pods.txt).
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
  ['m5.large', 2, 8192, 29],
  ['m5.xlarge', 4, 16384, 58],
  ['m5.2xlarge', 8, 32768, 58],
  ['m5.4xlarge', 16, 65536, 234],
  ['m6i.large', 2, 8192, 29],
  ['m6i.xlarge', 4, 16384, 58],
  ['m6i.2xlarge', 8, 32768, 58],
  ['m6i.4xlarge', 16, 65536, 234],
  ['m7i.large', 2, 8192, 29],
  ['m7i.xlarge', 4, 16384, 58],
  ['m7i.2xlarge', 8, 32768, 58],
  ['m7i.4xlarge', 16, 65536, 234],
  ['c6i.large', 2, 4096, 29],
  ['c6i.xlarge', 4, 8192, 58],
  ['c6i.2xlarge', 8, 16384, 58],
  ['c6i.4xlarge', 16, 32768, 234],
  ['r6i.large', 2, 16384, 29],
  ['r6i.xlarge', 4, 32768, 58],
  ['r6i.2xlarge', 8, 65536, 58],
  ['r6i.4xlarge', 16, 131072, 234],
  ['t3.medium', 2, 4096, 17],
  ['t3.large', 2, 8192, 35],
  ['t3.xlarge', 4, 16384, 58],
  ['t3.2xlarge', 8, 32768, 58],
];

export const EC2_INSTANCE_TYPES: ReadonlyMap<string, Ec2InstanceType> = new Map(
  ROWS.map(([name, vcpus, memoryMib, maxPods, gpus = 0, gpuMemoryMib]) =>
    [name, { name, vcpus, memoryMib, maxPods, gpus, gpuMemoryMib }]),
);
