import { Json } from './api';

const DRIVER = 'csi.nodelet';

function storageClass(name: string, volumeBindingMode: string, topology: string, annotations?: Json): Json {
  return {
    apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name, annotations }, provisioner: DRIVER,
    parameters: { topology }, volumeBindingMode,
  };
}

const DEFAULT = { 'storageclass.kubernetes.io/is-default-class': 'true' };

const priority = (name: string, value: number): Json => ({
  apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value,
});

/**
 * What every cluster of the tests holds: the driver of the stand-in for nodes, the classes of the environments (a
 * volume of `gp2` or `gp3` stays in the zone of its first pod, one of `efs` is everywhere), one whose volumes are made
 * in some zone before any pod has a place, and priorities.
 */
export const BASICS: Json[] = [
  { apiVersion: 'storage.k8s.io/v1', kind: 'CSIDriver', metadata: { name: DRIVER }, spec: { attachRequired: true } },
  storageClass('gp3', 'WaitForFirstConsumer', 'zone', DEFAULT),
  storageClass('gp2', 'WaitForFirstConsumer', 'zone'),
  storageClass('efs', 'Immediate', 'none'),
  storageClass('immediate', 'Immediate', 'zone'),
  storageClass('local', 'WaitForFirstConsumer', 'node'),
  priority('low', 100),
  priority('high', 1000),
];
