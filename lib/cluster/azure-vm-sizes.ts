import { byName, Family, GpuRow, machineTypes } from './machine-type';

/**
 * Sizes with whole NVIDIA GPUs. Sizes with a part of a GPU (NV6ads_A10_v5) are left out: no device plugin counts parts.
 *
 * Sources: https://learn.microsoft.com/azure/virtual-machines/sizes/overview#gpu-accelerated; GPUs as in
 * kaito-project/kaito `pkg/sku/azure_sku_handler.go`.
 */
const ROWS: readonly GpuRow[] = [
  ['Standard_NC4as_T4_v3', 4, 28, 1, 16],
  ['Standard_NC8as_T4_v3', 8, 56, 1, 16],
  ['Standard_NC16as_T4_v3', 16, 110, 1, 16],
  ['Standard_NC64as_T4_v3', 64, 440, 4, 16],
  ['Standard_NV36ads_A10_v5', 36, 440, 1, 24],
  ['Standard_NV72ads_A10_v5', 72, 880, 2, 24],
  ['Standard_NC24ads_A100_v4', 24, 220, 1, 80],
  ['Standard_NC48ads_A100_v4', 48, 440, 2, 80],
  ['Standard_NC96ads_A100_v4', 96, 880, 4, 80],
  ['Standard_ND96asr_v4', 96, 900, 8, 40],
  ['Standard_ND96amsr_A100_v4', 96, 1900, 8, 80],
  ['Standard_NC40ads_H100_v5', 40, 320, 1, 94],
  ['Standard_NC80adis_H100_v5', 80, 640, 2, 94],
  ['Standard_ND96isr_H100_v5', 96, 1900, 8, 80],
  ['Standard_ND96isr_H200_v5', 96, 1850, 8, 141],
];

/** https://learn.microsoft.com/azure/virtual-machines/sizes/overview */
const FAMILIES: readonly Family[] = [
  [4, 'Standard_D*s_v3', '2 4 8 16 32 48 64'],
  [4, 'Standard_D*as_v4', '2 4 8 16 32 48 64 96'],
  [4, 'Standard_D*s_v5', '2 4 8 16 32 48 64 96'],
  [4, 'Standard_D*ds_v5', '2 4 8 16 32 48 64 96'],
  [4, 'Standard_D*as_v5', '2 4 8 16 32 48 64 96'],
  [8, 'Standard_E*s_v5', '2 4 8 16 20 32 48 64'],
  [8, 'Standard_E*as_v5', '2 4 8 16 20 32 48 64'],
  [2, 'Standard_F*s_v2', '2 4 8 16 32 48 64 72'],
];

/** Azure CNI Overlay, the default (https://learn.microsoft.com/azure/aks/quotas-skus-regions). */
const MAX_PODS = 250;

export const AZURE_VM_SIZES = byName(machineTypes(ROWS, FAMILIES, MAX_PODS));
