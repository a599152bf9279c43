import { Quantity } from '../kubernetes/quantity';
import { GCE_MACHINE_TYPES } from './gce-machine-types';
import { gkeAllocatable } from './gke-allocatable';
import { NodePool } from './node-pool';

const of = (name: string, bootDiskSizeGib = 100) => gkeAllocatable(GCE_MACHINE_TYPES.get(name)!, bootDiskSizeGib);

// status.allocatable as published: a 1.36 node (zeebe-io/camunda, October 2026) and defilantech/LLMKube.
test.each([
  ['n2-standard-4', '3920m', '13591652Ki'],
  ['g2-standard-4', '3920m', '13594692Ki'],
])('%s leaves %s of CPU, and memory within 0.2 %% of the %s of a real node', (name, cpu, memory) => {
  const real = Quantity.parse(memory).value;
  const computed = Quantity.parse(of(name).memory).value;
  expect(of(name).cpu).toBe(cpu);
  expect(Math.abs(computed - real) / real).toBeLessThan(0.002);
});

test('a boot disk of 100 GiB leaves the 43 GiB of a real node', () =>
  expect(of('n2-standard-4').ephemeralStorage).toBe(`${Math.floor(47_060_071_478 / 2 ** 30)}Gi`));

// The examples of kubernetes/autoscaler cluster-autoscaler/cloudprovider/gce/reserved_test.go, in CPU.
test.each([['e2-standard-2', '1930m'], ['n2-standard-8', '7910m'], ['n2-standard-16', '15890m']])(
  '%s leaves %s of CPU', (name, cpu) => expect(of(name).cpu).toBe(cpu));

// https://cloud.google.com/compute/docs/accelerator-optimized-machines
test.each([
  ['g2-standard-8', 8, 32, 1, 24], ['g2-standard-24', 24, 96, 2, 24], ['g2-standard-96', 96, 384, 8, 24],
  ['a2-highgpu-1g', 12, 85, 1, 40], ['a2-megagpu-16g', 96, 1360, 16, 40], ['a2-ultragpu-8g', 96, 1360, 8, 80],
  ['a3-highgpu-8g', 208, 1872, 8, 80], ['a3-ultragpu-8g', 224, 2952, 8, 141], ['a4-highgpu-8g', 224, 3968, 8, 180],
])('%s has %i vCPUs, %i GiB and %i GPUs of %i GiB', (name, vcpus, gib, gpus, gpuGib) =>
  expect(GCE_MACHINE_TYPES.get(name)).toMatchObject({
    vcpus, memoryMib: gib * 1024, gpus, gpuMemoryMib: gpuGib * 1024,
  }));

test('nodes with GPUs keep back what the device plugin asks for besides what every node runs', () => {
  const reserved = (machineType: string) => NodePool.gke({ machineType, nodes: 1 }).reserved;
  expect(reserved('e2-standard-4')).toEqual({ cpu: '389m', memory: '661Mi', pods: 9 });
  expect(reserved('g2-standard-8')).toEqual({ cpu: '539m', memory: '741Mi', pods: 10 });
});

test('fails when a machine type is not in the table', () =>
  expect(() => NodePool.gke({ machineType: 'g2-standard-5', nodes: 1 })).toThrow(
    /node pool 'g2-standard-5': machine type 'g2-standard-5' is not in the table: did you mean g2-standard-4 or g2-standard-8\?; write allocatable/,
  ));

test('only machines with GPUs offer any, and each offers the pods of a node', () => {
  expect(of('g2-standard-24').extendedResources).toEqual({ 'nvidia.com/gpu': '2' });
  expect(of('n2-standard-4')).not.toHaveProperty('extendedResources');
  expect(of('n2-standard-4').pods).toBe(110);
});

test('a small boot disk leaves nothing rather than less', () =>
  expect(of('n2-standard-4', 10).ephemeralStorage).toBe('0Gi'));

// By hand: 8192 - (128 + 80 + 8 + 14.3) - (1000 + 800 + 19.2) - 100, and 16384 - (256 + 80 + 28.7) - (2600 + 23) - 100.
test.each([['e2-standard-2', '6042Mi'], ['n2-standard-4', '13296Mi']])(
  '%s leaves %s: the kernel takes 8 MiB more of a machine of 8 GiB', (name, memory) =>
    expect(of(name).memory).toBe(memory));
