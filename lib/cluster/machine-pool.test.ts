import { INSTANCE_TYPE_LABEL } from '../kubernetes/well-known-labels';
import { areOfGke, machinePool, taintsByProvider } from './machine-pool';
import { byName, machineTypes } from './machine-type';
import { gpuMemoryMibOf } from './machine-types';

const options = { nodes: 2 };

test.each([
  ['g5.2xlarge', 'g5.2xlarge', true], ['n2-standard-8', 'n2-standard-8', false],
  ['Standard_D8s_v5', 'standard_d8s_v5', false],
])('a pool of %s is one of its provider', (machine, name, isEc2) => {
  const pool = machinePool({ machine, options });
  expect([pool.name, pool.nodes, pool.labels?.[INSTANCE_TYPE_LABEL], pool.machine !== undefined])
    .toEqual([name, 2, machine, isEc2]);
});

test('the root disk is that of the provider, or as large as is said', () => {
  const disk = (machine: string, diskGib?: number) =>
    machinePool({ machine, diskGib, options }).allocatable.ephemeralStorage;
  expect(disk('g5.2xlarge')).toBe(disk('g5.2xlarge', 80));
  expect(disk('n2-standard-8')).toBe(disk('n2-standard-8', 100));
  expect(disk('Standard_D8s_v5')).toBe(disk('Standard_D8s_v5', 128));
  expect(['g5.2xlarge', 'n2-standard-8', 'Standard_D8s_v5'].map((machine) => disk(machine, 200) !== disk(machine)))
    .toEqual([true, true, true]);
});

test('a machine that no table has is told of the provider whose names it has', () => {
  expect(() => machinePool({ machine: 'Standard_Odd', options })).toThrow("VM size 'Standard_Odd' is not in the table");
  expect(() => machinePool({ machine: 'odd', options })).toThrow("instance type 'odd' is not in the table");
});

test('machines are of GKE where all are', () => {
  expect([areOfGke(['n2-standard-8']), areOfGke(['n2-standard-8', 'g5.2xlarge']), areOfGke([]), areOfGke([undefined])])
    .toEqual([true, false, false, false]);
});

test('GKE taints nodes with GPUs beside others, and nobody else does', () => {
  const [gpu, cpu] = ['g2-standard-8', 'n2-standard-8'];
  const taints = (machine: string, ...all: string[]) => taintsByProvider(machine, all)
    ?.map(({ key, value, effect }) => `${key}=${value}:${effect}`);
  expect(taints(gpu, gpu, cpu)).toEqual(['nvidia.com/gpu=present:NoSchedule']);
  expect([taints(cpu, gpu, cpu), taints(gpu, gpu, gpu), taints(gpu, gpu, 'g5.2xlarge'), taints('g5.2xlarge',
    'g5.2xlarge', 'm6i.large')]).toEqual([undefined, undefined, undefined, undefined]);
});

test('tables hold machines with GPUs, and families without', () => {
  const types = machineTypes([['gpu-1', 4, 16, 2, 24]], [[2, 'cpu-*-x', '2 4']], 99);
  expect(types).toEqual([
    { name: 'gpu-1', vcpus: 4, memoryMib: 16_384, maxPods: 99, gpus: 2, gpuMemoryMib: 24_576 },
    { name: 'cpu-2-x', vcpus: 2, memoryMib: 4_096, maxPods: 99, gpus: 0 },
    { name: 'cpu-4-x', vcpus: 4, memoryMib: 8_192, maxPods: 99, gpus: 0 },
  ]);
  expect(byName(types).get('cpu-4-x')).toBe(types[2]);
});

test('the memory of a GPU is known of machines of every provider', () => {
  expect(['g5.2xlarge', 'g2-standard-8', 'Standard_NC24ads_A100_v4', 'm6i.large', 'odd'].map(gpuMemoryMibOf))
    .toEqual([22_888, 24_576, 81_920, undefined, undefined]);
});
