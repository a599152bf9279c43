import { ANEW, ANOTHER_NAME, as, asWritten, CORE, ImmutableField, Json, spec } from './immutable-field';
import { IMMUTABLE_DATA_FIELDS } from './immutable-data-fields';
import { IMMUTABLE_STORAGE_FIELDS } from './immutable-storage-fields';
import { IMMUTABLE_WORKLOAD_FIELDS } from './immutable-workload-fields';

const isExternal = (object: Json) => spec(object).type === 'ExternalName';
const isLoadBalancer = (object: Json) => spec(object).type === 'LoadBalancer';

/** One line for each field; the API server of Kubernetes 1.37. */
export const IMMUTABLE_FIELDS: readonly ImmutableField[] = [
  ...IMMUTABLE_WORKLOAD_FIELDS,
  ...IMMUTABLE_STORAGE_FIELDS,
  ...service(),
  {
    kinds: ['Secret'],
    path: ['type'],
    read: as('Opaque'),
    upstream: `${CORE} ValidateSecretUpdate`,
    instead: ANEW,
  },
  ...IMMUTABLE_DATA_FIELDS,
  {
    kinds: ['PriorityClass'],
    path: ['value'],
    read: as(0),
    upstream: 'apis/scheduling/validation/validation.go ValidatePriorityClassUpdate',
    instead: ANOTHER_NAME,
  },
  {
    kinds: ['PriorityClass'],
    path: ['preemptionPolicy'],
    read: as('PreemptLowerPriority'),
    upstream: 'apis/scheduling/validation/validation.go ValidatePriorityClassUpdate',
    instead: ANOTHER_NAME,
  },
  {
    kinds: ['RoleBinding', 'ClusterRoleBinding'],
    path: ['roleRef'],
    read: (value) => as()({ apiGroup: 'rbac.authorization.k8s.io', ...(value as Json) }),
    upstream: 'apis/rbac/validation/validation.go ValidateRoleBindingUpdate',
    instead: 'run kubectl auth reconcile, which deletes and makes the binding again',
  },
  {
    kinds: ['IngressClass'],
    path: ['spec', 'controller'],
    read: as(''),
    upstream: 'apis/networking/validation/validation.go ValidateIngressClassUpdate',
    instead: ANOTHER_NAME,
  },
  {
    kinds: ['RuntimeClass'],
    path: ['handler'],
    read: as(''),
    upstream: 'apis/node/validation/validation.go ValidateRuntimeClassUpdate',
    instead: ANOTHER_NAME,
  },
  {
    kinds: ['ResourceQuota'],
    path: ['spec', 'scopes'],
    read: (value) => as()(Array.isArray(value) ? [...new Set(value)].sort() : value),
    upstream: `${CORE} ValidateResourceQuotaUpdate`,
    instead: ANEW,
  },
  ...['ResourceClaim', 'ResourceClaimTemplate'].map(
    (kind): ImmutableField => ({
      kinds: [kind],
      path: ['spec'],
      read: as({}),
      upstream: 'apis/resource/validation/validation.go ValidateResourceClaimUpdate',
      instead: ANOTHER_NAME,
    }),
  ),
  {
    kinds: ['EndpointSlice'],
    path: ['addressType'],
    read: as(''),
    upstream: 'apis/discovery/validation/validation.go ValidateEndpointSliceUpdate',
    instead: ANEW,
  },
];

function service(): ImmutableField[] {
  const field = (name: string, more: Partial<ImmutableField>): ImmutableField => ({
    kinds: ['Service'],
    path: ['spec', name],
    read: asWritten,
    upstream: `${CORE} ValidateServiceUpdate`,
    instead: ANEW,
    ...more,
  });
  const unless = (old: Json, asked: Json) => isExternal(old) || isExternal(asked);
  return [
    // Without an address the API server has given it one.
    field('clusterIP', {
      read: (value) => asWritten(value === '' ? undefined : value) ?? '"(assigned)"',
      unless: (old, asked) => unless(old, asked) || !spec(asked).clusterIP,
    }),
    field('ipFamilies', { read: (value) => (Array.isArray(value) ? asWritten(value[0]) : undefined), unless }),
    field('loadBalancerClass', {
      read: as(''),
      unless: (old, asked) => !isLoadBalancer(old) || !isLoadBalancer(asked),
    }),
    field('healthCheckNodePort', { unless }),
  ];
}
