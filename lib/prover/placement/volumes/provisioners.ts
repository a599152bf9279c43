/** Provisioners of file systems, which every node reaches, whatever its zone, and which many mount at a time. */
export const SHARED_PROVISIONERS = [
  'efs.csi.aws.com', 'fsx.csi.aws.com', 'file.csi.azure.com', 'blob.csi.azure.com', 'filestore.csi.storage.gke.io',
  'nfs.csi.k8s.io', 'smb.csi.k8s.io', 'cephfs.csi.ceph.com', 'rook-ceph.cephfs.csi.ceph.com', 's3.csi.aws.com',
  'gcsfuse.csi.storage.gke.io', 'k8s-sigs.io/nfs-subdir-external-provisioner',
  'cluster.local/nfs-subdir-external-provisioner',
];

/** Provisioners whose volumes every node reaches, though one at a time may mount them. */
export const NETWORK_PROVISIONERS = [
  ...SHARED_PROVISIONERS, 'rbd.csi.ceph.com', 'rook-ceph.rbd.csi.ceph.com', 'driver.longhorn.io',
];

/** Provisioners whose volumes every node of one zone reaches. */
export const ZONAL_PROVISIONERS = [
  'ebs.csi.aws.com', 'kubernetes.io/aws-ebs', 'pd.csi.storage.gke.io', 'kubernetes.io/gce-pd', 'disk.csi.azure.com',
  'kubernetes.io/azure-disk', 'cinder.csi.openstack.org', 'csi.hetzner.cloud', 'dobs.csi.digitalocean.com',
  'csi.vsphere.vmware.com',
];

/** Provisioners whose volumes stay on one node. Of any other that is not named here it may be the zone as well. */
export const NODE_PROVISIONERS = [
  'kubernetes.io/no-provisioner', 'rancher.io/local-path', 'topolvm.io', 'local.csi.openebs.io', 'openebs.io/local',
  'docker.io/hostpath', 'k8s.io/minikube-hostpath', 'hostpath.csi.k8s.io',
];

/** Those among them whose volumes carry the node that they were made on, also where no pod has chosen it. */
export const NODE_AFFINE_PROVISIONERS = [
  'topolvm.io', 'local.csi.openebs.io', 'openebs.io/local', 'hostpath.csi.k8s.io',
];

/**
 * Drivers of disks that make no file system for several nodes (ReadWriteMany): aws-ebs-csi-driver
 * pkg/driver/controller.go `isValidVolumeCapabilities`, gcp-compute-persistent-disk-csi-driver
 * pkg/gce-pd-csi-driver/utils.go `validateAccessType`, azuredisk-csi-driver pkg/azureutils/azure_disk_utils.go
 * `IsValidVolumeCapabilities`, ceph-csi internal/rbd/controllerserver.go `validateVolumeReq`.
 */
export const DISK_DRIVERS = [
  'ebs.csi.aws.com', 'pd.csi.storage.gke.io', 'disk.csi.azure.com', 'rbd.csi.ceph.com', 'rook-ceph.rbd.csi.ceph.com',
];

/** Those that do so only where they are set up for it (local-path-provisioner provisioner.go `sharedFileSystemPath`). */
export const PERHAPS_SHARING = ['rancher.io/local-path'];
