import { ec2Allocatable } from './ec2-allocatable';
import { EC2_INSTANCE_TYPES } from './ec2-instance-types';

const of = (name: string, volumeSizeGib = 20) => ec2Allocatable(EC2_INSTANCE_TYPES.get(name)!, volumeSizeGib);

// Published by Karpenter for each type: https://karpenter.sh/docs/reference/instance-types/
test.each([
  ['g4dn.xlarge', '3920m', '14481Mi'],
  ['g4dn.2xlarge', '7910m', '29636Mi'],
  ['g4dn.4xlarge', '15890m', '59946Mi'],
  ['g4dn.8xlarge', '31850m', '120248Mi'],
  ['g4dn.12xlarge', '47810m', '178933Mi'],
  ['g4dn.16xlarge', '63770m', '241490Mi'],
  ['g4dn.metal', '95690m', '355262Mi'],
  ['g5.xlarge', '3920m', '14162Mi'],
  ['g5.2xlarge', '7910m', '29317Mi'],
  ['g5.4xlarge', '15890m', '57691Mi'],
  ['g5.8xlarge', '31850m', '118312Mi'],
  ['g5.12xlarge', '47810m', '173400Mi'],
  ['g5.16xlarge', '63770m', '239554Mi'],
  ['g5.24xlarge', '95690m', '355262Mi'],
  ['g5.48xlarge', '191450m', '723299Mi'],
  ['g6.xlarge', '3920m', '14162Mi'],
  ['g6.2xlarge', '7910m', '29317Mi'],
  ['g6.4xlarge', '15890m', '57691Mi'],
  ['g6.8xlarge', '31850m', '118312Mi'],
  ['g6.12xlarge', '47810m', '178933Mi'],
  ['g6.16xlarge', '63770m', '234021Mi'],
  ['g6.24xlarge', '95690m', '355262Mi'],
  ['g6.48xlarge', '191450m', '718987Mi'],
  ['g6e.xlarge', '3920m', '29317Mi'],
  ['g6e.2xlarge', '7910m', '59627Mi'],
  ['g6e.4xlarge', '15890m', '118312Mi'],
  ['g6e.8xlarge', '31850m', '239554Mi'],
  ['g6e.12xlarge', '47810m', '360157Mi'],
  ['g6e.16xlarge', '63770m', '476504Mi'],
  ['g6e.24xlarge', '95690m', '721682Mi'],
  ['g6e.48xlarge', '191450m', '1449132Mi'],
  ['gr6.4xlarge', '15890m', '118312Mi'],
  ['gr6.8xlarge', '31850m', '239554Mi'],
  ['p4d.24xlarge', '95690m', '1082712Mi'],
  ['p4de.24xlarge', '95690m', '1082712Mi'],
  ['p5.4xlarge', '15890m', '240830Mi'],
  ['p5.48xlarge', '191450m', '1938410Mi'],
  ['p5e.48xlarge', '191450m', '1938410Mi'],
  ['p5en.48xlarge', '191450m', '1937332Mi'],
])('%s leaves %s of CPU and %s of memory for pods', (name, cpu, memory) => {
  expect(of(name)).toMatchObject({ cpu, memory });
});

test('g5.2xlarge leaves 17 GiB of a 20 GiB root volume, 58 pods and one GPU', () => {
  expect(of('g5.2xlarge')).toMatchObject({
    ephemeralStorage: '17Gi', pods: 58, extendedResources: { 'nvidia.com/gpu': '1' },
  });
});

test('a CPU type has no extended resources', () => {
  expect(of('m5.large')).toEqual({ cpu: '1930m', memory: '6903Mi', ephemeralStorage: '17Gi', pods: 29 });
});

// https://docs.aws.amazon.com/ec2/latest/instancetypes/ and eni-max-pods.txt of the VPC CNI.
test.each([
  ['m5.8xlarge', 32, 128, 234, 0], ['m7a.8xlarge', 32, 128, 234, 0], ['m7g.medium', 1, 4, 8, 0],
  ['c5.9xlarge', 36, 72, 234, 0], ['c7i.48xlarge', 192, 384, 737, 0], ['r8g.large', 2, 16, 29, 0],
  ['r6i.32xlarge', 128, 1024, 737, 0], ['g5g.16xlarge', 64, 128, 737, 2], ['g7e.12xlarge', 48, 512, 632, 2],
  ['g5g.xlarge', 4, 8, 58, 1], ['g5g.2xlarge', 8, 16, 58, 1], ['g5g.4xlarge', 16, 32, 234, 1],
  ['g5g.8xlarge', 32, 64, 234, 1], ['g7e.2xlarge', 8, 64, 254, 1], ['g7e.4xlarge', 16, 128, 506, 1],
  ['g7e.8xlarge', 32, 256, 506, 1], ['g7e.24xlarge', 96, 1024, 632, 4], ['g7e.48xlarge', 192, 2048, 632, 8],
  ['p6-b200.48xlarge', 192, 2048, 198, 8],
])('%s has %i vCPUs, %i GiB, %i pods and %i GPUs', (name, vcpus, gib, maxPods, gpus) =>
  expect(EC2_INSTANCE_TYPES.get(name)).toMatchObject({ vcpus, memoryMib: gib * 1024, maxPods, gpus }));
