import { byName, Family, GpuRow, machineTypes } from './machine-type';

/**
 * Accelerator-optimized machines (https://cloud.google.com/compute/docs/accelerator-optimized-machines). GPUs attached
 * to N1 machines are left out: their number is not part of the type.
 */
const ROWS: readonly GpuRow[] = [
  ['g2-standard-4', 4, 16, 1, 24],
  ['g2-standard-8', 8, 32, 1, 24],
  ['g2-standard-12', 12, 48, 1, 24],
  ['g2-standard-16', 16, 64, 1, 24],
  ['g2-standard-24', 24, 96, 2, 24],
  ['g2-standard-32', 32, 128, 1, 24],
  ['g2-standard-48', 48, 192, 4, 24],
  ['g2-standard-96', 96, 384, 8, 24],
  ['a2-highgpu-1g', 12, 85, 1, 40],
  ['a2-highgpu-2g', 24, 170, 2, 40],
  ['a2-highgpu-4g', 48, 340, 4, 40],
  ['a2-highgpu-8g', 96, 680, 8, 40],
  ['a2-megagpu-16g', 96, 1360, 16, 40],
  ['a2-ultragpu-1g', 12, 170, 1, 80],
  ['a2-ultragpu-2g', 24, 340, 2, 80],
  ['a2-ultragpu-4g', 48, 680, 4, 80],
  ['a2-ultragpu-8g', 96, 1360, 8, 80],
  ['a3-highgpu-1g', 26, 234, 1, 80],
  ['a3-highgpu-2g', 52, 468, 2, 80],
  ['a3-highgpu-4g', 104, 936, 4, 80],
  ['a3-highgpu-8g', 208, 1872, 8, 80],
  ['a3-megagpu-8g', 208, 1872, 8, 80],
  ['a3-ultragpu-8g', 224, 2952, 8, 141],
  ['a4-highgpu-8g', 224, 3968, 8, 180],
];

/** https://cloud.google.com/compute/docs/general-purpose-machines */
const FAMILIES: readonly Family[] = [
  [4, 'e2-standard-*', '2 4 8 16 32'],
  [8, 'e2-highmem-*', '2 4 8 16'],
  [1, 'e2-highcpu-*', '2 4 8 16 32'],
  [3.75, 'n1-standard-*', '2 4 8 16 32 64 96'],
  [4, 'n2-standard-*', '2 4 8 16 32 48 64 80 96 128'],
  [8, 'n2-highmem-*', '2 4 8 16 32 48 64 80'],
  [1, 'n2-highcpu-*', '2 4 8 16 32 48 64 80 96'],
  [4, 'n2d-standard-*', '2 4 8 16 32 48 64 80 96 128 224'],
  [4, 'c3-standard-*', '4 8 22 44 88 176'],
];

/** Pods for each node of a Standard cluster (https://cloud.google.com/kubernetes-engine/docs/how-to/flexible-pod-cidr). */
const MAX_PODS = 110;

export const GCE_MACHINE_TYPES = byName(machineTypes(ROWS, FAMILIES, MAX_PODS));
