import { aksPool, architectureOf, ec2Pool, gkePool } from './provider-pools';
import { INSTANCE_TYPE_LABEL } from '../kubernetes/well-known-labels';

test.each([
  ['m7g.large', 'arm64'], ['c6gn.xlarge', 'arm64'], ['im4gn.large', 'arm64'], ['g5g.xlarge', 'arm64'],
  ['a1.large', 'arm64'], ['g5.2xlarge', 'amd64'], ['m6i.large', 'amd64'], ['p4d.24xlarge', 'amd64'],
])('%s is %s', (type, architecture) => expect(architectureOf(type)).toBe(architecture));

test('a pool has the name, the label and the reserve of its provider', () => {
  const shown = ({ name, labels, architecture, reserved }: ReturnType<typeof ec2Pool>) =>
    [name, labels?.[INSTANCE_TYPE_LABEL], architecture, reserved?.pods];
  expect(shown(ec2Pool({ nodes: 1, instanceType: 'g5.2xlarge' }))).toEqual(['g5.2xlarge', 'g5.2xlarge', 'amd64', 5]);
  expect(shown(gkePool({ nodes: 1, machineType: 'n2-standard-8' }))).toEqual(['n2-standard-8', 'n2-standard-8',
    'amd64', 9]);
  expect(shown(gkePool({ nodes: 1, machineType: 'g2-standard-8' }))[3]).toBe(10);
  expect(shown(aksPool({ nodes: 1, vmSize: 'Standard_D8s_v5' })))
    .toEqual(['standard_d8s_v5', 'Standard_D8s_v5', 'amd64', 7]);
});

test('what is written counts before what the provider says', () => {
  const own = { nodes: 1, name: 'a', reserved: { pods: 1 }, architecture: 'arm64', labels: { team: 'x' } };
  for (const pool of [ec2Pool({ ...own, instanceType: 'g5.2xlarge' }),
    gkePool({ ...own, machineType: 'g2-standard-8' }),
    aksPool({ ...own, vmSize: 'Standard_D8s_v5' })]) {
    expect(pool).toMatchObject({ name: 'a', reserved: { pods: 1 }, architecture: 'arm64', labels: { team: 'x' } });
  }
  expect(ec2Pool({ ...own, instanceType: 'g5.2xlarge', labels: { [INSTANCE_TYPE_LABEL]: 'z' } }).labels)
    .toEqual({ [INSTANCE_TYPE_LABEL]: 'z' });
  expect(ec2Pool({ nodes: 1, instanceType: 'g5.2xlarge' }).machine)
    .toEqual({ instanceType: 'g5.2xlarge', volumeSizeGib: 80 });
});

test.each<[string, () => unknown, string]>([
  ['volumeSizeGib', () => ec2Pool({ nodes: 1, instanceType: 'g5.2xlarge', volumeSizeGib: 0 }), 'from 1 to 5000'],
  ['bootDiskSizeGib', () => gkePool({ nodes: 1, machineType: 'n2-standard-8', bootDiskSizeGib: 9 }),
  'from 10 to 65536'],
  ['osDiskSizeGib', () => aksPool({ nodes: 1, vmSize: 'Standard_D8s_v5', osDiskSizeGib: 29 }), 'from 30 to 2048'],
])('%s is in the range of the provider', (field, make, range) => {
  expect(make).toThrow(field);
  expect(make).toThrow(range);
});

test('a type that is not in the table is told with those alike', () => {
  expect(() => ec2Pool({ nodes: 1, instanceType: 'g5.2xlarg' }))
    .toThrow("node pool 'g5.2xlarg': instance type 'g5.2xlarg' is not in the table: did you mean g5.2xlarge");
  const odd = () => ec2Pool({ nodes: 1, instanceType: 'zz9.zz' });
  expect(odd).toThrow(/instance type 'zz9\.zz' is not in the table; write allocatable \(cpu, memory, pods, /);
  expect(odd).toThrow(/, or one of .*g5\./);
  expect(() => gkePool({ nodes: 1,
    machineType: 'n2-standard-9' })).toThrow('did you mean n2-standard-2 or n2-standard-4 or n2-standard-8?');
});
