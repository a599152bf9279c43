/** The EC2 instances a node pool is made of. */
export interface Ec2Machine {
  /** Such as `g5.2xlarge`. */
  readonly instanceType: string;
  /** Root volume in GiB. */
  readonly volumeSizeGib: number;
}
