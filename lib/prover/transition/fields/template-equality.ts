import { getOrMake } from '../../../util/get-or-make';
import { oncePer } from '../../../util/once-per';
import { isObject, Manifest, parsePointer, Workload } from '../../../manifests';
import { canonical } from './canonical';
import { withTemplateDefaults } from './template-defaults';

/** Whether pods have to be made anew; `perhaps` where the values that tell were not kept. */
export type TemplateChange = 'none' | 'perhaps' | 'changed';

/** Stands in a snapshot for the literal of an environment variable. */
const NOT_KEPT = '(not kept)';

const RESTARTED = '"kubectl.kubernetes.io/restartedAt":';
/** The annotation in canonical text: alone, behind others, before others. */
const RESTARTED_AT = new RegExp(['"annotations":\\{X\\},?', ',X', 'X,?'].join('|')
  .replaceAll('X', '"kubectl\\.kubernetes\\.io/restartedAt":"[^"]*"'), 'g');

/**
 * Whether the controller sees another pod template, as it compares them: with defaults filled in, quantities by value,
 * empty lists and maps as none (kubernetes pkg/controller/deployment/util/deployment_util.go `EqualIgnoreHash`,
 * apimachinery pkg/api/equality `Semantic`; StatefulSets and DaemonSets compare what is stored, pkg/controller/history
 * `EqualRevision`). Of custom kinds, whether anything but the number of replicas changes.
 */
export function templateChange(before: Workload, after: Workload): TemplateChange {
  const of = (workload: Workload, textOf: (each: Workload) => string) =>
    [workload, ...workload.companions].map(textOf).join('\n');
  if (of(before, asWritten) === of(after, asWritten)) {
    return 'none';
  }
  const text = (workload: Workload) => of(workload, textOf);
  const two = text(after);
  // An apply leaves alone what `kubectl rollout restart` wrote.
  const one = two.includes(RESTARTED) ? text(before) : text(before).replace(RESTARTED_AT, '');
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

/** By the place of the template in the object. */
const textsOf = oncePer((_: Manifest) => new Map<string, string>());

/** Read once of each template, however many plans are made of it. */
function textOf(workload: Workload): string {
  const { manifest, pod } = workload;
  return getOrMake(textsOf(manifest), pod.pointer, () => normalized(workload));
}

/** A pod template as it is compared; undefined where the controller tells revisions by more than that. */
export function comparedTemplate(workload: Workload): unknown {
  return BY_TEMPLATE.has(workload.kind) ? JSON.parse(textOf(workload) ?? 'null') : undefined;
}

/** What is compared, before it is read. */
function asWritten(workload: Workload): string {
  return `${workload.kind} ${JSON.stringify(revisionOf(workload))}`;
}

function normalized(workload: Workload): string {
  const revision = revisionOf(workload);
  const isTemplate = BY_TEMPLATE.has(workload.kind) && isObject(revision);
  return JSON.stringify(canonical(isTemplate ? withTemplateDefaults(revision) : revision, ''));
}

/** What the controller tells revisions by. */
function revisionOf({ kind, manifest, pod }: Workload): unknown {
  const { spec } = manifest.json;
  if (!BY_TEMPLATE.has(kind)) {
    return isObject(spec) ? { ...spec, replicas: undefined } : spec;
  }
  return parsePointer(pod.pointer)
    .slice(1, -1)
    .reduce<unknown>((at, key) => (isObject(at) ? at[key] : undefined), spec);
}
