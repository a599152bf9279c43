import { Quantity } from '../kubernetes/quantity';
import { aksAllocatable } from './aks-allocatable';
import { AZURE_VM_SIZES } from './azure-vm-sizes';
import { NodePool } from './node-pool';

const of = (name: string, osDiskSizeGib = 128) => aksAllocatable(AZURE_VM_SIZES.get(name)!, osDiskSizeGib);

// A 1.30 node of 4 CPUs, 32 GiB and 250 pods (mikesbala90/spark-etl, February 2025): capacity less 5150 MiB.
test('4 CPUs and 32 GiB leave 3860m, 250 pods and no more memory and disk than a real node', () => {
  const computed = of('Standard_E4s_v5');
  const share = (text: string, real: number) => Quantity.parse(text).value / real;
  expect(computed).toMatchObject({ cpu: '3860m', pods: 250 });
  expect(share(computed.memory, 27_591_416 * 1024)).toBeLessThan(1);
  expect(share(computed.memory, 27_591_416 * 1024)).toBeGreaterThan(0.93);
  expect(share(computed.ephemeralStorage!, 119_703_055_367)).toBeLessThan(1);
});

// https://learn.microsoft.com/azure/aks/node-resource-reservations
test.each([
  ['Standard_D2s_v5', 100], ['Standard_D4s_v5', 140], ['Standard_D8s_v5', 180], ['Standard_D16s_v5', 260],
  ['Standard_D32s_v5', 420], ['Standard_D64s_v5', 740],
])('%s keeps back %im of CPU', (name, milli) =>
  expect(of(name).cpu).toBe(`${AZURE_VM_SIZES.get(name)!.vcpus * 1000 - milli}m`));

test('a quarter of the memory is kept back where that is less than 20 MiB for each pod', () =>
  expect(of('Standard_D2s_v5').memory).toBe(`${8192 - 615 - 2048 - 100}Mi`));

// https://learn.microsoft.com/azure/virtual-machines/sizes/overview#gpu-accelerated
test.each([
  ['Standard_NC24ads_A100_v4', 24, 220, 1, 80], ['Standard_NC96ads_A100_v4', 96, 880, 4, 80],
  ['Standard_NC40ads_H100_v5', 40, 320, 1, 94], ['Standard_ND96isr_H100_v5', 96, 1900, 8, 80],
  ['Standard_ND96asr_v4', 96, 900, 8, 40], ['Standard_NC64as_T4_v3', 64, 440, 4, 16],
  ['Standard_NV36ads_A10_v5', 36, 440, 1, 24], ['Standard_NV72ads_A10_v5', 72, 880, 2, 24],
])('%s has %i vCPUs, %i GiB and %i GPUs of %i GiB', (name, vcpus, gib, gpus, gpuGib) =>
  expect(AZURE_VM_SIZES.get(name)).toMatchObject({ vcpus, memoryMib: gib * 1024, gpus, gpuMemoryMib: gpuGib * 1024 }));

test('every node keeps back what AKS runs on it', () =>
  expect(NodePool.aks({ vmSize: 'Standard_NC24ads_A100_v4', nodes: 1 })).toMatchObject({
    name: 'standard_nc24ads_a100_v4', architecture: 'amd64', reserved: { cpu: '350m', memory: '470Mi', pods: 7 },
    labels: { 'node.kubernetes.io/instance-type': 'Standard_NC24ads_A100_v4' },
  }));

test('fails when a size is not in the table', () =>
  expect(() => NodePool.aks({ vmSize: 'Standard_NC6s_v3', nodes: 1 })).toThrow(
    /VM size 'Standard_NC6s_v3' is not in the table; write .* one of Standard_NC4as_T4_v3, /,
  ));

test('only sizes with GPUs offer any', () => {
  expect(of('Standard_NC96ads_A100_v4').extendedResources).toEqual({ 'nvidia.com/gpu': '4' });
  expect(of('Standard_D2s_v5')).not.toHaveProperty('extendedResources');
});
