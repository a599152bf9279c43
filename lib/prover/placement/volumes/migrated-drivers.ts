/**
 * CSI drivers that attach the disks of provisioners, and of volumes in pods, that came with Kubernetes (kubernetes
 * staging/src/k8s.io/csi-translation-lib/plugins).
 */
export const MIGRATED: ReadonlyMap<string, string> = new Map([
  ['kubernetes.io/aws-ebs', 'ebs.csi.aws.com'], ['awsElasticBlockStore', 'ebs.csi.aws.com'],
  ['kubernetes.io/gce-pd', 'pd.csi.storage.gke.io'], ['gcePersistentDisk', 'pd.csi.storage.gke.io'],
  ['kubernetes.io/azure-disk', 'disk.csi.azure.com'], ['azureDisk', 'disk.csi.azure.com'],
  ['kubernetes.io/cinder', 'cinder.csi.openstack.org'], ['kubernetes.io/vsphere-volume', 'csi.vsphere.vmware.com'],
]);
