/** A StorageClass; its volumes wait for the first pod unless told otherwise. */
export const storageClass = (name: string, provisioner: string, more: object = {}): object => ({
  apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name }, provisioner,
  volumeBindingMode: 'WaitForFirstConsumer', ...more,
});

/** A claim of a gibibyte for one node at a time. */
export const claimOf = (name: string, spec: object = {}): object => ({
  apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
});

/** A volume of a gibibyte for one node at a time. */
export const volumeOf =
  (name: string, spec: object = {}, more: { readonly labels?: object; readonly status?: object } = {}): object => ({
  apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name, labels: more.labels },
  spec: {
    accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' }, csi: { driver: 'd.csi', volumeHandle: name }, ...spec,
  },
  ...more.status ? { status: more.status } : {},
});

/** Required node affinity of a volume. */
export const placedOn = (key: string, ...values: string[]): object =>
  ({ nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key, operator: 'In', values }] }] } } });

/** Volumes of a pod that mount these claims. */
export const mounting = (...claims: string[]): { readonly volumes: object[] } =>
  ({ volumes: claims.map((claimName) => ({ name: claimName, persistentVolumeClaim: { claimName } })) });
