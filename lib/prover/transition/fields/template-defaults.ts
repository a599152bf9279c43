import { isObject } from '../../../manifests';

type Json = { [key: string]: unknown };

/** What stands for a field that is not written; a function of the object around it where it depends on that. */
interface Defaults {
  readonly [field: string]: string | number | Json | ((around: Json) => unknown);
}

/**
 * Where in a pod template objects stand, and what the API server writes into them (kubernetes
 * pkg/apis/core/v1/defaults.go).
 */
interface Place {
  /** Keys from the pod template; `*` is every item of a list. */
  readonly path: string;
  readonly defaults: Defaults;
}

const PROBE: Defaults = { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 };
const HTTP: Defaults = { path: '/', scheme: 'HTTP' };
const FILE_MODE: Defaults = { defaultMode: 420 };
const API_VERSION: Defaults = { apiVersion: 'v1' };

const CONTAINER: readonly Place[] = [
  {
    path: '',
    defaults: {
      imagePullPolicy: ({ image }) => pullPolicy(image),
      terminationMessagePath: '/dev/termination-log',
      terminationMessagePolicy: 'File',
    },
  },
  { path: 'ports.*', defaults: { protocol: 'TCP' } },
  { path: 'env.*.valueFrom.fieldRef', defaults: API_VERSION },
  ...['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap((probe) => [
    { path: probe, defaults: PROBE },
    { path: `${probe}.httpGet`, defaults: HTTP },
  ]),
  ...['postStart', 'preStop'].map((hook) => ({ path: `lifecycle.${hook}.httpGet`, defaults: HTTP })),
];

const POD_TEMPLATE = ([
  {
    path: 'spec',
    defaults: {
      dnsPolicy: 'ClusterFirst',
      restartPolicy: 'Always',
      securityContext: {},
      terminationGracePeriodSeconds: 30,
      schedulerName: 'default-scheduler',
      serviceAccountName: ({ serviceAccount }) => serviceAccount,
    },
  },
  // One is an alias of the other.
  { path: 'spec', defaults: { serviceAccount: ({ serviceAccountName }) => serviceAccountName } },
  ...['containers', 'initContainers'].flatMap((list) =>
    CONTAINER.map(({ path, defaults }) => ({ path: ['spec', list, '*', path].filter(Boolean).join('.'), defaults })),
  ),
  {
    path: 'spec.volumes.*',
    defaults: { emptyDir: (volume) => (Object.keys(volume).every((key) => key === 'name') ? {} : undefined) },
  },
  ...['secret', 'configMap', 'downwardAPI', 'projected'].map((source) => ({
    path: `spec.volumes.*.${source}`,
    defaults: FILE_MODE,
  })),
  { path: 'spec.volumes.*.downwardAPI.items.*.fieldRef', defaults: API_VERSION },
  { path: 'spec.volumes.*.projected.sources.*.downwardAPI.items.*.fieldRef', defaults: API_VERSION },
  { path: 'spec.volumes.*.projected.sources.*.serviceAccountToken', defaults: { expirationSeconds: 3600 } },
  { path: 'spec.volumes.*.ephemeral.volumeClaimTemplate.spec', defaults: { volumeMode: 'Filesystem' } },
  { path: 'spec.volumes.*.azureDisk', defaults: { cachingMode: 'ReadWrite', kind: 'Shared', fsType: 'ext4' } },
  { path: 'spec.volumes.*.iscsi', defaults: { iscsiInterface: 'default' } },
  { path: 'spec.volumes.*.rbd', defaults: { pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' } },
  { path: 'spec.volumes.*.image', defaults: { pullPolicy: ({ reference }) => pullPolicy(reference) } },
] as readonly Place[]).map(({ path, defaults }) => ({ keys: path.split('.'), defaults }));

/** A pod template with what the API server adds to it. */
export function withTemplateDefaults(template: { readonly [key: string]: unknown }): Json {
  const filled = structuredClone(template) as Json;
  POD_TEMPLATE.forEach(({ keys, defaults }) => fill(filled, keys, 0, defaults));
  return filled;
}

/** `depth`: so many keys lead to `at`. */
function fill(at: unknown, keys: readonly string[], depth: number, defaults: Defaults): void {
  const key = keys.at(depth);
  if (key === '*') {
    (Array.isArray(at) ? at : []).forEach((item) => fill(item, keys, depth + 1, defaults));
  } else if (isObject(at) && key !== undefined) {
    fill((at as Json)[key], keys, depth + 1, defaults);
  } else if (isObject(at)) {
    const around = at as Json;
    for (const [field, value] of Object.entries(defaults)) {
      if (around[field] === undefined || around[field] === null || around[field] === ''
        || (around[field] === 0 && field in PROBE)) {
        const filled = typeof value === 'function' ? value(around) : value;
        around[field] = filled ?? around[field];
      }
    }
  }
}

/**
 * Images without a tag are `latest`, which is pulled each time (pkg/util/parsers `ParseImageName`); one with a digest
 * is not.
 */
function pullPolicy(image: unknown): string {
  const name = typeof image === 'string' ? image : '';
  const tag = /:([\w][\w.-]*)$/.exec(name.split('@')[0].replace(/^.*\//, ''))?.[1];
  return tag === 'latest' || (tag === undefined && !name.includes('@')) ? 'Always' : 'IfNotPresent';
}
