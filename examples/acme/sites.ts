import { Cluster, ExternalEndpoint, GatewayReference, NodePool, Taint } from 'cdk8s-nim';

/** What differs between the places where the system runs. */
export interface Site {
  /** Folder below `dist/`. */
  readonly name: string;

  readonly cluster: Cluster;
  readonly gpuPool: NodePool;
  readonly gpuResource: string;

  /** Class of volumes that one node can attach. */
  readonly blockStorage: string;

  /** Class of volumes that many nodes can mount. */
  readonly sharedStorage: string;

  /** Those of these classes that the app makes, by what provisions them. */
  readonly provisioners: { readonly [storageClass: string]: string };

  /** The Gateway of the platform team. */
  readonly gateway: GatewayReference;

  /** Prometheus that KEDA asks. */
  readonly prometheus: string;

  /** Where backups go. */
  readonly backups: ExternalEndpoint;
}

const gkeGpus = NodePool.gke({
  name: 'l4',
  machineType: 'g2-standard-48',
  nodes: 2,
  bootDiskSizeGib: 400,
  zones: ['europe-west4-a'],
  labels: { 'cloud.google.com/gke-nodepool': 'l4' },
  taints: [Taint.noSchedule('nvidia.com/gpu', 'present')],
  costPerHour: 4.0,
});

/** Two machines with four L4 each. */
export const GKE: Site = {
  name: 'gke',
  cluster: new Cluster({
    pools: [
      gkeGpus,
      NodePool.gke({ name: 'services', machineType: 'n2-standard-8', nodes: 3, maxNodes: 5 }),
    ],
    kubernetesVersion: '1.34',
  }),
  gpuPool: gkeGpus,
  gpuResource: 'nvidia.com/gpu',
  blockStorage: 'premium-rwo',
  sharedStorage: 'enterprise-multishare-rwx',
  provisioners: {},
  gateway: { name: 'external', namespace: 'gateways', className: 'gke-l7-global-external-managed' },
  prometheus: 'http://prometheus-operated.monitoring:9090',
  backups: new ExternalEndpoint({ url: 'https://storage.googleapis.com/acme-backups' }),
};

const mig = new NodePool({
  name: 'h100-mig',
  nodes: 2,
  allocatable: {
    cpu: '95500m',
    memory: '480Gi',
    ephemeralStorage: '800Gi',
    pods: 110,
    extendedResources: { 'nvidia.com/mig-3g.40gb': '4' },
  },
  reserved: { cpu: '600m', memory: '1200Mi', pods: 9 },
  taints: [Taint.noSchedule('dedicated', 'gpu')],
  architecture: 'amd64',
});

/** Two machines in the cellar, each with two H100 that are cut in halves. */
export const ON_PREM: Site = {
  name: 'on-prem',
  cluster: new Cluster({
    pools: [
      mig,
      new NodePool({
        name: 'services',
        nodes: 3,
        allocatable: { cpu: '31500m', memory: '120Gi', ephemeralStorage: '400Gi', pods: 110 },
        reserved: { cpu: '500m', memory: '1Gi', pods: 8 },
        architecture: 'amd64',
      }),
    ],
    kubernetesVersion: '1.34',
  }),
  gpuPool: mig,
  gpuResource: 'nvidia.com/mig-3g.40gb',
  blockStorage: 'ceph-block',
  sharedStorage: 'cephfs',
  provisioners: { 'ceph-block': 'rook-ceph.rbd.csi.ceph.com', 'cephfs': 'rook-ceph.cephfs.csi.ceph.com' },
  gateway: { name: 'edge', namespace: 'gateways', className: 'cilium' },
  prometheus: 'http://prometheus-operated.monitoring:9090',
  backups: ExternalEndpoint.inCluster({
    scheme: 'https',
    service: 'minio',
    namespace: 'storage',
    port: 443,
    containerPort: 9000,
    path: '/acme-backups',
  }),
};
