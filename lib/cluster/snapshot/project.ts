import { textOf } from '../../util/value-text';
import { asList, asMap, JsonMap } from '../json';
import { whenNotWritten } from './applied-replicas';
import { isQuery } from './query';
import { asItStands } from './resized-pod';

/** Volume sources that decide where a pod may run; the others, Secrets among them, are left out. */
const PLACED_VOLUMES = [
  'persistentVolumeClaim', 'ephemeral', 'awsElasticBlockStore', 'gcePersistentDisk', 'azureDisk', 'csi', 'iscsi', 'rbd',
  'fc',
];

const POD_SPEC = [
  'nodeName', 'nodeSelector', 'affinity', 'tolerations', 'topologySpreadConstraints', 'priority', 'priorityClassName',
  'preemptionPolicy', 'runtimeClassName', 'overhead', 'schedulerName', 'schedulingGates', 'schedulingGroup',
  'resourceClaims', 'hostNetwork', 'resources', 'terminationGracePeriodSeconds', 'activeDeadlineSeconds',
  'restartPolicy', 'serviceAccountName',
];

const POD_STATUS = ['phase', 'conditions', 'nominatedNodeName', 'resourceClaimStatuses', 'extendedResourceClaimStatus'];

const METADATA = [
  'name', 'namespace', 'labels', 'ownerReferences', 'creationTimestamp', 'deletionTimestamp', 'generation',
  'finalizers',
];

const NODE_STATUS = ['allocatable', 'conditions', 'nodeInfo'];

/** Kinds whose content is never kept: what matters is that they exist. */
const ONLY_NAMES = new Set(['Secret', 'ConfigMap']);

/** What a reader of a cluster does with it. */
export interface ReadOptions {
  /**
   * Literals of environments are kept, so that it can be told whether they change; never in what is written down.
   *
   * @default false
   */
  readonly keepsLiterals?: boolean;
}

/**
 * What is kept of an object of a live cluster: the fields that the prover reads. Values of Secrets and ConfigMaps are
 * never kept, and literals of environments only where that is asked for.
 */
export function project(object: JsonMap, { keepsLiterals = false }: ReadOptions = {}): JsonMap {
  const { apiVersion, kind, metadata, spec, status } = object;
  if (isQuery(object)) {
    return { apiVersion, kind, kinds: object.kinds };
  }
  const identity = { apiVersion, kind, metadata: pick(asMap(metadata), METADATA) };
  if (ONLY_NAMES.has(textOf(kind))) {
    return { ...identity, keys: Object.keys(asMap(object.data)) };
  }
  if (kind === 'Pod') {
    return { ...identity, spec: podSpec(asMap(spec), asMap(status)), status: podStatus(asMap(status)) };
  }
  if (kind === 'Node') {
    return {
      ...identity, spec: pick(asMap(spec), ['taints', 'unschedulable', 'providerID']),
      status: pick(asMap(status), NODE_STATUS),
    };
  }
  const { managedFields: _, annotations, ...kept } = asMap(metadata);
  const rest = keepsLiterals ? object : withoutLiterals(object) as JsonMap;
  const unwritten = asMap(spec).replicas === undefined ? undefined : whenNotWritten(object);
  return {
    ...rest, metadata: { ...kept, ...ownAnnotations(asMap(annotations)) },
    ...unwritten === undefined ? {} : { whenNotWritten: unwritten },
  };
}

function podSpec(spec: JsonMap, status: JsonMap): JsonMap {
  const containers = (key: string) =>
    spec[key] === undefined ? {} : { [key]: asList(spec[key])
      .map((each) => container(asItStands(asMap(each), status))) };
  return {
    ...pick(spec, POD_SPEC),
    ...containers('initContainers'),
    ...containers('containers'),
    ...(spec.volumes === undefined
      ? {}
      : {
          volumes: asList(spec.volumes)
            .map(asMap)
            .filter((volume) => PLACED_VOLUMES.some((source) => source in volume)),
        }),
  };
}

function container(from: JsonMap): JsonMap {
  return pick(from, ['name', 'image', 'resources', 'ports', 'restartPolicy']);
}

function podStatus(status: JsonMap): JsonMap {
  const containers = (key: string) =>
    status[key] === undefined ? {} : { [key]: asList(status[key]).map(asMap).map(containerStatus) };
  return {
    ...pick(status, POD_STATUS), ...containers('initContainerStatuses'), ...containers('containerStatuses'),
  };
}

/** How a container does. What it said when it ended is left out: it may be the end of its log. */
function containerStatus(from: JsonMap): JsonMap {
  const state = (key: string) => from[key] === undefined ? {} : {
    [key]: Object.fromEntries(Object.entries(asMap(from[key])).map(([name, value]) =>
      [name, pick(asMap(value), name === 'waiting' ? ['reason', 'message'] : ENDED)])),
  };
  return {
    ...pick(from, ['name', 'ready', 'started', 'restartCount', 'imageID']), ...state('state'), ...state('lastState'),
  };
}

const ENDED = ['reason', 'exitCode', 'signal', 'startedAt', 'finishedAt'];

/** The same without any literal in the environment of a container: it may be a password. What has none is not copied. */
function withoutLiterals(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => withoutLiterals(key === 'env' ? withoutValue(item) : item));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const changed = Object.entries(value).flatMap(([name, item]): [string, unknown][] => {
    const kept = withoutLiterals(item, name);
    return kept === item ? [] : [[name, kept]];
  });
  return changed.length === 0 ? value : Object.fromEntries([...Object.entries(value), ...changed]);
}

function withoutValue(variable: unknown): unknown {
  const map = asMap(variable);
  return map.value === undefined ? map : { ...map, value: LITERAL_NOT_KEPT };
}

/** Stands for the literal of an environment variable of a live object. */
export const LITERAL_NOT_KEPT = '(not kept)';

/**
 * Annotations of ours and of storage and disruption controllers; kubectl's copy of the manifest holds every literal.
 */
function ownAnnotations(annotations: JsonMap): JsonMap {
  const kept = Object.entries(annotations).filter(([key]) => !key.startsWith('kubectl.kubernetes.io/'));
  return kept.length === 0 ? {} : { annotations: Object.fromEntries(kept) };
}

function pick(from: JsonMap, keys: string[]): JsonMap {
  const picked: { [key: string]: unknown } = {};
  for (const key of keys) {
    if (from[key] !== undefined) {
      picked[key] = from[key];
    }
  }
  return picked;
}
