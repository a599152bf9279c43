import { canonical } from './canonical';
import { withTemplateDefaults } from './template-defaults';

type Json = { readonly [key: string]: unknown };

/** A field that the API server does not let anybody change once the object exists. */
export interface ImmutableField {
  /** Types of object, as `typeOf` names them. */
  readonly kinds: readonly string[];
  /** Keys from the object. */
  readonly path: readonly string[];
  /** What the API server reads of the field, as text to be compared; undefined where it is not known what it stores. */
  readonly read: (value: unknown, object: Json) => string | undefined;
  /** A change of an object like this one is let through; the old object, then the new one. */
  readonly unless?: (old: Json, asked: Json) => boolean;
  /** The API server and its admission add to it what no manifest says, so that a live object does not tell. */
  readonly isFilledIn?: boolean;
  /** File and function below `pkg/` of Kubernetes. */
  readonly upstream: string;
  /** How to come by it all the same, after `to change it, `. */
  readonly instead: string;
}

const as = (fallback?: unknown) => (value: unknown): string => {
  const text = JSON.stringify(canonical(value ?? fallback, '') ?? null);
  return text === '{}' ? 'null' : text;
};
/** A field that the API server fills in with what the manifest does not tell. */
const asWritten = (value: unknown): string | undefined => value === undefined || value === null ? undefined : as()(value);

const APPS = 'apis/apps/validation/validation.go';
const BATCH = 'apis/batch/validation/validation.go ValidateJobSpecUpdate';
const CORE = 'apis/core/validation/validation.go';
const STORAGE = 'apis/storage/validation/validation.go';

const ANEW = 'delete the object and apply again, or give it another name';
const ORPHAN = 'delete it with kubectl delete --cascade=orphan, which leaves its pods running, and apply again';
const ANOTHER_CLAIM = 'make another claim and move the data';
const ANOTHER_NAME = 'give it another name, and use that';

const spec = (object: Json): Json => (object.spec ?? {}) as Json;
const isExternal = (object: Json) => spec(object).type === 'ExternalName';
const isLoadBalancer = (object: Json) => spec(object).type === 'LoadBalancer';

/** What a volume is made of; all else of its spec may change. */
const SOURCES = [
  'csi', 'nfs', 'hostPath', 'local', 'awsElasticBlockStore', 'gcePersistentDisk', 'azureDisk', 'azureFile', 'cephfs',
  'cinder', 'fc', 'flexVolume', 'iscsi', 'rbd', 'vsphereVolume', 'portworxVolume', 'glusterfs', 'storageos',
];

/** One line for each field; the API server of Kubernetes 1.37. */
export const IMMUTABLE_FIELDS: readonly ImmutableField[] = [
  ...selectors(),
  ...statefulSet(),
  ...job(),
  ...claim(),
  {
    kinds: ['Pod'], path: ['spec'], read: (value) => as()(podSpec(value)), isFilledIn: true,
    upstream: `${CORE} ValidatePodUpdate`, instead: 'delete the pod and apply again, or let a Deployment make it',
  },
  ...volume(),
  ...service(),
  {
    kinds: ['Secret'], path: ['type'], read: as('Opaque'),
    upstream: `${CORE} ValidateSecretUpdate`, instead: ANEW,
  },
  ...['data', 'binaryData'].map((field): ImmutableField => ({
    kinds: ['ConfigMap', 'Secret'], path: [field], read: as(), unless: (old) => old.immutable !== true,
    upstream: `${CORE} ValidateConfigMapUpdate, ValidateSecretUpdate`,
    instead: 'give it another name and use that, as immutable: true asks for',
  })),
  {
    kinds: ['ConfigMap', 'Secret'], path: ['immutable'], read: as(false), unless: (old) => old.immutable !== true,
    upstream: `${CORE} ValidateConfigMapUpdate, ValidateSecretUpdate`, instead: ANEW,
  },
  ...['provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode'].map((field): ImmutableField => ({
    kinds: ['StorageClass'], path: [field],
    read: as({ reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' }[field] ?? (field === 'parameters' ? [] : '')),
    upstream: `${STORAGE} ValidateStorageClassUpdate`, instead: ANEW,
  })),
  {
    kinds: ['PriorityClass'], path: ['value'], read: as(0),
    upstream: 'apis/scheduling/validation/validation.go ValidatePriorityClassUpdate', instead: ANOTHER_NAME,
  },
  {
    kinds: ['PriorityClass'], path: ['preemptionPolicy'], read: as('PreemptLowerPriority'),
    upstream: 'apis/scheduling/validation/validation.go ValidatePriorityClassUpdate', instead: ANOTHER_NAME,
  },
  {
    kinds: ['RoleBinding', 'ClusterRoleBinding'], path: ['roleRef'],
    read: (value) => as()({ apiGroup: 'rbac.authorization.k8s.io', ...value as Json }),
    upstream: 'apis/rbac/validation/validation.go ValidateRoleBindingUpdate',
    instead: 'run kubectl auth reconcile, which deletes and makes the binding again',
  },
  {
    kinds: ['IngressClass'], path: ['spec', 'controller'], read: as(''),
    upstream: 'apis/networking/validation/validation.go ValidateIngressClassUpdate', instead: ANOTHER_NAME,
  },
  {
    kinds: ['RuntimeClass'], path: ['handler'], read: as(''),
    upstream: 'apis/node/validation/validation.go ValidateRuntimeClassUpdate', instead: ANOTHER_NAME,
  },
  ...['attachRequired', 'volumeLifecycleModes'].map((field): ImmutableField => ({
    kinds: ['CSIDriver'], path: ['spec', field], read: as(field === 'attachRequired' ? true : ['Persistent']),
    upstream: `${STORAGE} ValidateCSIDriverUpdate`, instead: ANEW,
  })),
  {
    kinds: ['ResourceQuota'], path: ['spec', 'scopes'],
    read: (value) => as()(Array.isArray(value) ? [...new Set(value)].sort() : value),
    upstream: `${CORE} ValidateResourceQuotaUpdate`, instead: ANEW,
  },
  ...['ResourceClaim', 'ResourceClaimTemplate'].map((kind): ImmutableField => ({
    kinds: [kind], path: ['spec'], read: as({}),
    upstream: 'apis/resource/validation/validation.go ValidateResourceClaimUpdate', instead: ANOTHER_NAME,
  })),
  {
    kinds: ['EndpointSlice'], path: ['addressType'], read: as(''),
    upstream: 'apis/discovery/validation/validation.go ValidateEndpointSliceUpdate', instead: ANEW,
  },
];

function selectors(): ImmutableField[] {
  return ['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet'].map((kind) => ({
    kinds: [kind], path: ['spec', 'selector'], read: as({}), upstream: `${APPS} Validate${kind}Update`,
    instead: 'delete the object, which stops its pods, and apply again; or make one of another name beside it, and ' +
      'delete the old one when the new one serves',
  }));
}

function statefulSet(): ImmutableField[] {
  const field = (name: string, read: ImmutableField['read']): ImmutableField => ({
    kinds: ['StatefulSet'], path: ['spec', name], read, upstream: `${APPS} ValidateStatefulSetUpdate`, instead: ORPHAN,
  });
  return [
    field('serviceName', as('')),
    field('podManagementPolicy', as('OrderedReady')),
    {
      ...field('volumeClaimTemplates', (value) => as()(Array.isArray(value) ? value.map(claimTemplate) : value)),
      instead: `${ORPHAN}; claims that exist keep what they are`,
    },
  ];
}

/** The API server keeps neither the type nor the status that a manifest writes, and fills in the mode of the volume. */
function claimTemplate(value: unknown): unknown {
  const { metadata, spec: asked } = (value ?? {}) as { metadata?: Json; spec?: Json };
  const { name, labels, annotations } = (metadata ?? {}) as Json;
  return { metadata: { name, labels, annotations }, spec: { volumeMode: 'Filesystem', ...asked } };
}

function job(): ImmutableField[] {
  const field = (name: string, read: ImmutableField['read'], more: Partial<ImmutableField> = {}): ImmutableField => ({
    kinds: ['Job'], path: ['spec', name], read, upstream: BATCH, instead: ANEW, ...more,
  });
  return [
    field('template', (value) => as()(jobTemplate(value, false)), {
      unless: (old, asked) => spec(old).suspend === true
        && as()(jobTemplate(spec(old).template, true)) === as()(jobTemplate(spec(asked).template, true)),
    }),
    field('completions', (value, object) => as(spec(object).parallelism === undefined ? 1 : undefined)(value), {
      unless: (_, asked) => spec(asked).completionMode === 'Indexed',
    }),
    field('completionMode', as('NonIndexed')),
    // A selector is made up where none is written.
    field('selector', asWritten),
    ...['podFailurePolicy', 'successPolicy', 'backoffLimitPerIndex', 'managedBy'].map((name) => field(name, as())),
  ];
}

/** A pod template; of a suspended Job without what may still change, as Kueue does. */
function jobTemplate(value: unknown, isSuspended: boolean): unknown {
  const template = withTemplateDefaults((value ?? {}) as Json) as { metadata?: unknown; spec?: Json };
  if (!isSuspended) {
    return template;
  }
  const { nodeSelector: _, tolerations: __, affinity: ___, schedulingGates: ____, containers, ...rest } = template.spec ?? {};
  const sizes = Array.isArray(containers) ? containers.map((each) => ({ ...each as Json, resources: undefined })) : containers;
  return { spec: { ...rest, containers: sizes } };
}

/** The spec of a pod without what may change: images, deadlines, gates and further tolerations. */
function podSpec(value: unknown): unknown {
  const { spec: filled } = withTemplateDefaults({ spec: value }) as { spec?: Json };
  const {
    activeDeadlineSeconds: _, schedulingGates: __, tolerations: ___, containers, initContainers, ...rest
  } = filled ?? {};
  const bare = (list: unknown) => Array.isArray(list) ? list.map((each: Json) => {
    const { limits, requests } = (each.resources ?? {}) as { limits?: Json; requests?: Json };
    return { ...each, image: undefined, imagePullPolicy: undefined, resources: { limits, requests: { ...limits, ...requests } } };
  }) : list;
  return { ...rest, containers: bare(containers), initContainers: bare(initContainers) };
}

function claim(): ImmutableField[] {
  const field = (name: string, read: ImmutableField['read']): ImmutableField => ({
    kinds: ['PersistentVolumeClaim'], path: ['spec', name], read,
    upstream: `${CORE} ValidatePersistentVolumeClaimUpdate`, instead: ANOTHER_CLAIM,
  });
  return [
    field('accessModes', as()), field('selector', as()), field('volumeMode', as('Filesystem')),
    field('dataSource', as()), field('dataSourceRef', asWritten),
    { ...field('storageClassName', as()), unless: (old) => spec(old).storageClassName === undefined },
    { ...field('volumeName', as('')), unless: (old) => !spec(old).volumeName },
  ];
}

function volume(): ImmutableField[] {
  return [...SOURCES, 'volumeMode', 'nodeAffinity'].map((name) => ({
    kinds: ['PersistentVolume'], path: ['spec', name], read: as(name === 'volumeMode' ? 'Filesystem' : undefined),
    // A volume may be given a place once.
    unless: name === 'nodeAffinity' ? (old: Json) => spec(old).nodeAffinity === undefined : undefined,
    upstream: `${CORE} ValidatePersistentVolumeUpdate`,
    instead: 'delete it with persistentVolumeReclaimPolicy Retain, which keeps the data, and apply again',
  }));
}

function service(): ImmutableField[] {
  const field = (name: string, more: Partial<ImmutableField>): ImmutableField => ({
    kinds: ['Service'], path: ['spec', name], read: asWritten, upstream: `${CORE} ValidateServiceUpdate`, instead: ANEW,
    ...more,
  });
  const unless = (old: Json, asked: Json) => isExternal(old) || isExternal(asked);
  return [
    // Without an address the API server has given it one.
    field('clusterIP', { read: (value) => asWritten(value === '' ? undefined : value) ?? '"(assigned)"',
      unless: (old, asked) => unless(old, asked) || !spec(asked).clusterIP }),
    field('ipFamilies', { read: (value) => Array.isArray(value) ? asWritten(value[0]) : undefined, unless }),
    field('loadBalancerClass', { read: as(''), unless: (old, asked) => !isLoadBalancer(old) || !isLoadBalancer(asked) }),
    field('healthCheckNodePort', { unless }),
  ];
}
