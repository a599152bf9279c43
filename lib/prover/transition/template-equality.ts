import { Quantity } from '../../kubernetes/quantity';
import { isObject, parsePointer, Workload } from '../../manifests';
import { withTemplateDefaults } from './template-defaults';

/** Whether pods have to be made anew; `perhaps` where the values that tell were not kept. */
export type TemplateChange = 'none' | 'perhaps' | 'changed';

/** Stands in a snapshot for the literal of an environment variable. */
const NOT_KEPT = '(not kept)';

/** Fields whose values are quantities, or maps of them: `1000m` is `1`. */
const QUANTITIES: ReadonlySet<string> = new Set(['limits', 'requests', 'overhead', 'sizeLimit', 'divisor']);
/** Maps, of which an empty one is none, and whose values may be empty. */
const MAPS: ReadonlySet<string> = new Set([
  'labels',
  'annotations',
  'nodeSelector',
  'matchLabels',
  'limits',
  'requests',
  'overhead',
  'volumeAttributes',
]);
/** Structures without pointer: an empty one is none. */
const STRUCTURES: ReadonlySet<string> = new Set(['resources', 'metadata']);
/** Numbers and switches without pointer: zero and false are not written. */
const ZEROES: ReadonlySet<string> = new Set([
  'hostNetwork',
  'hostPID',
  'hostIPC',
  'readOnly',
  'stdin',
  'stdinOnce',
  'tty',
  'initialDelaySeconds',
  'hostPort',
]);
/** Labels and annotations of controllers and of kubectl, which an apply leaves alone. */
const LEFT_ALONE: ReadonlySet<string> = new Set([
  'pod-template-hash',
  'controller-revision-hash',
  'kubectl.kubernetes.io/restartedAt',
]);

/**
 * Whether the controller sees another pod template, as it compares them: with defaults filled in, quantities by value,
 * empty lists and maps as none (kubernetes pkg/controller/deployment/util/deployment_util.go `EqualIgnoreHash`,
 * apimachinery pkg/api/equality `Semantic`; StatefulSets and DaemonSets compare what is stored, pkg/controller/history
 * `EqualRevision`). Of custom kinds, whether anything but the number of replicas changes.
 */
export function templateChange(before: Workload, after: Workload): TemplateChange {
  const [one, two] = [before, after].map((workload) => [workload, ...workload.companions].map(normalized).join('\n'));
  if (one === two) {
    return 'none';
  }
  const kept = one.split(`"${NOT_KEPT}"`);
  return kept.length > 1 && matches(two, kept) ? 'perhaps' : 'changed';
}

/** Whether a text has all the parts, in this order, from its beginning to its end. */
function matches(text: string, parts: string[]): boolean {
  let at = 0;
  return (
    parts.every((part, index) => {
      const found = index === 0 ? (text.startsWith(part) ? 0 : -1) : text.indexOf(part, at);
      at = found + part.length;
      return found >= 0;
    }) && text.endsWith(parts.at(-1)!)
  );
}

/** Kinds whose revision is their pod template and nothing else. */
const BY_TEMPLATE: ReadonlySet<string> = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'DeploymentConfig',
  'Rollout',
]);

function normalized({ kind, manifest, pod }: Workload): string {
  const spec: unknown = structuredClone(manifest.json.spec);
  if (!BY_TEMPLATE.has(kind)) {
    return JSON.stringify(canonical(isObject(spec) ? { ...spec, replicas: undefined } : spec, ''));
  }
  const template = parsePointer(pod.pointer)
    .slice(1, -1)
    .reduce<unknown>((at, key) => (isObject(at) ? (at as Json)[key] : undefined), spec);
  return JSON.stringify(canonical(isObject(template) ? withTemplateDefaults(template as Json) : template, ''));
}

type Json = { [key: string]: unknown };

/**
 * The same value for what is the same to Kubernetes: sorted keys, no empty fields, quantities as numbers. Undefined
 * stands for nothing.
 */
function canonical(value: unknown, key: string, inQuantities = false): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => canonical(item, ''));
    return items.length === 0 ? undefined : items;
  }
  if (isObject(value)) {
    const isMap = MAPS.has(key);
    const entries = Object.keys(value)
      .sort()
      .flatMap((name): [string, unknown][] => {
        const child = (value as Json)[name];
        const kept =
          isMap && child === ''
            ? ''
            : LEFT_ALONE.has(name)
              ? undefined
              : canonical(child, isMap ? '' : name, QUANTITIES.has(key));
        return kept === undefined ? [] : [[name, kept]];
      });
    return entries.length === 0 && (isMap || STRUCTURES.has(key)) ? undefined : Object.fromEntries(entries);
  }
  if (value === null || value === '' || ((value === false || value === 0) && ZEROES.has(key))) {
    return undefined;
  }
  return inQuantities || QUANTITIES.has(key) ? amount(value) : value;
}

/** In thousandths, rounded up, as the API server stores it; what is no quantity stays as it is. */
function amount(value: unknown): unknown {
  try {
    return Quantity.parse(value as string).milliValue;
  } catch {
    return value;
  }
}
