import { Json } from './api';

/** Kinds that belong to no namespace. */
const CLUSTER_WIDE = new Set([
  'Namespace', 'Node', 'PersistentVolume', 'PriorityClass', 'StorageClass', 'CSIDriver', 'CSINode', 'RuntimeClass',
  'DeviceClass', 'ResourceSlice', 'CustomResourceDefinition', 'MutatingWebhookConfiguration',
  'ValidatingWebhookConfiguration', 'ClusterRole', 'ClusterRoleBinding', 'IngressClass',
]);

/** Whether an object belongs to no namespace. */
export function isClusterWide({ kind }: Json): boolean {
  return CLUSTER_WIDE.has(kind);
}

/** The address of an object, or of the collection it is created in. */
export function pathOf(object: Json, { collection = false } = {}): string {
  const { apiVersion, kind, metadata } = object;
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const namespace = isClusterWide(object) ? '' : `/namespaces/${metadata.namespace ?? 'default'}`;
  return `${root}${namespace}/${pluralOf(kind)}${collection ? '' : `/${metadata.name}`}`;
}

/** `NetworkPolicy` is served as `networkpolicies`, `StorageClass` as `storageclasses`. */
export function pluralOf(kind: string): string {
  const name = kind.toLowerCase();
  return name.endsWith('ss') ? `${name}es` : name.endsWith('y') && !/[aeiou]y$/.test(name) ? `${name.slice(0, -1)}ies`
    : name.endsWith('s') ? name : `${name}s`;
}
