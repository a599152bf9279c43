import { isObject } from '../../../manifests';
import { ANEW, as, asWritten, CORE, ImmutableField, Json, spec } from './immutable-field';
import { withTemplateDefaults } from './template-defaults';

const APPS = 'apis/apps/validation/validation.go';
const BATCH = 'apis/batch/validation/validation.go ValidateJobSpecUpdate';
const ORPHAN = 'delete it with kubectl delete --cascade=orphan, which leaves its pods running, and apply again';

function selectors(): ImmutableField[] {
  return ['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet'].map((kind) => ({
    kinds: [kind],
    path: ['spec', 'selector'],
    read: as({}),
    upstream: `${APPS} Validate${kind}Update`,
    instead:
      'delete the object, which stops its pods, and apply again; or make one of another name beside it, and ' +
      'delete the old one when the new one serves',
  }));
}

function statefulSet(): ImmutableField[] {
  const field = (name: string, read: ImmutableField['read']): ImmutableField => ({
    kinds: ['StatefulSet'],
    path: ['spec', name],
    read,
    upstream: `${APPS} ValidateStatefulSetUpdate`,
    instead: ORPHAN,
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
    kinds: ['Job'],
    path: ['spec', name],
    read,
    upstream: BATCH,
    instead: ANEW,
    ...more,
  });
  return [
    field('template', (value) => as()(jobTemplate(value, false)), {
      unless: (old, asked) =>
        spec(old).suspend === true
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

/**
 * The API server writes these into the template of a Job that has no selector of its own, and an apply leaves them
 * (kubernetes pkg/registry/batch/job/strategy.go `generateSelector`).
 */
const LABELS_OF_JOBS = ['controller-uid', 'job-name'].flatMap((name) => [name, `batch.kubernetes.io/${name}`]);

function withoutLabels(metadata: Json | undefined, labels: readonly string[]): Json | undefined {
  const { labels: all, creationTimestamp: _, ...rest } = metadata ?? {};
  const kept = Object.entries((all ?? {}) as Json).filter(([name]) => !labels.includes(name));
  const whole = { ...rest, ...kept.length > 0 && { labels: Object.fromEntries(kept) } };
  return Object.keys(whole).length > 0 ? whole : undefined;
}

/** A pod template; of a suspended Job without what may still change, as Kueue does. */
function jobTemplate(value: unknown, isSuspended: boolean): unknown {
  const { metadata, ...filled } = withTemplateDefaults((value ?? {}) as Json) as { metadata?: Json; spec?: Json };
  const template = { ...filled, metadata: withoutLabels(metadata, LABELS_OF_JOBS) };
  if (!isSuspended) {
    return template;
  }
  const {
    nodeSelector: _,
    tolerations: __,
    affinity: ___,
    schedulingGates: ____,
    containers,
    ...rest
  } = template.spec ?? {};
  const sizes = Array.isArray(containers)
    ? containers.map((each) => ({ ...(each as Json), resources: undefined }))
    : containers;
  return { spec: { ...rest, containers: sizes } };
}

/** The spec of a pod without what may change: images, deadlines, gates and further tolerations. */
function podSpec(value: unknown): unknown {
  const { spec: filled } = withTemplateDefaults({ spec: value }) as { spec?: Json };
  const {
    activeDeadlineSeconds: _,
    schedulingGates: __,
    tolerations: ___,
    containers,
    initContainers,
    ...rest
  } = filled ?? {};
  const bare = (list: unknown) =>
    Array.isArray(list)
      ? list.map((each) => {
          const container = isObject(each) ? each : {};
          const { limits, requests } = (container.resources ?? {}) as { limits?: Json; requests?: Json };
          return {
            ...container,
            image: undefined,
            imagePullPolicy: undefined,
            resources: { limits, requests: { ...limits, ...requests } },
          };
        })
      : list;
  return { ...rest, containers: bare(containers), initContainers: bare(initContainers) };
}

/** Of objects that make pods. */
export const IMMUTABLE_WORKLOAD_FIELDS: readonly ImmutableField[] = [
  ...selectors(),
  ...statefulSet(),
  ...job(),
  {
    kinds: ['Pod'],
    path: ['spec'],
    read: (value) => as()(podSpec(value)),
    isFilledIn: true,
    upstream: `${CORE} ValidatePodUpdate`,
    instead: 'delete the pod and apply again, or let a Deployment make it',
  },
];
