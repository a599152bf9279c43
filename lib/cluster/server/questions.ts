import { textOf } from '../../util/value-text';
import {
  CLUSTER_SCOPED_KINDS, Field, isObject, JsonObject, Manifest, Model, parsePointer, Workload,
} from '../../manifests';

/** What a server is asked whether it would take. */
export interface Question {
  readonly manifest: Manifest;
  /** JSON pointer of the pod's spec, where one pod of a template is asked for. */
  readonly pointer?: string;
  readonly object: JsonObject;
}

/** Of a Secret's words only their kind is kept: they may repeat its values. */
export const isSecret = ({ object }: Question): boolean => object.kind === 'Secret';

/** Each object of the manifests, in a form that names its namespace and itself. */
export function objectQuestions({ manifests }: Model): Question[] {
  return manifests.map((manifest) => {
    const { json, namespace, kind, name, isNameGenerated } = manifest;
    const metadata = {
      ...isObject(json.metadata) ? json.metadata : {},
      ...CLUSTER_SCOPED_KINDS.has(kind) ? {} : { namespace },
      ...isNameGenerated ? { name: `${name}dry-run` } : {},
    };
    return { manifest, object: { ...json, metadata } };
  });
}

/** Pod sets whose pods are not made of a template in the manifest, but by a controller's own plan. */
export function withoutTemplate({ podSets }: Model): Workload[] {
  return podSets.filter((workload) => !isObject(specOf(workload)));
}

/** One pod of each template, as its controller would ask for it. */
export function podQuestions({ podSets }: Model): Question[] {
  return podSets.filter(({ kind }) => kind !== 'Pod').flatMap((workload) => {
    const spec = specOf(workload);
    return isObject(spec) ? [podQuestion(workload, spec)] : [];
  });
}

function podQuestion({ manifest, namespace, name, pod: { pointer } }: Workload, spec: JsonObject): Question {
  const template = Field.of(manifest, []).get(...parsePointer(pointer).slice(0, -1), 'metadata');
  const kept = (key: string) => template.get(key).isPresent ? { [key]: template.get(key).value } : {};
  return {
    manifest, pointer,
    object: {
      apiVersion: 'v1', kind: 'Pod',
      metadata: { name: podName(name), namespace, ...kept('labels'), ...kept('annotations') },
      spec: withOwnClaims(manifest, name, spec),
    },
  };
}

/** A name that no pod has. */
function podName(owner: string): string {
  return `${owner.slice(0, 200).replace(/[^a-z0-9-]/g, '-').replace(/^-+/, '')}-cdk8s-nim-dry-run`.replace(/^-/, 'p-');
}

/**
 * A StatefulSet's controller adds a volume for each claim template (kubernetes pkg/controller/statefulset
 * `updateStorage`).
 */
function withOwnClaims(manifest: Manifest, owner: string, spec: JsonObject): JsonObject {
  const templates = Field.of(manifest, []).get('spec', 'volumeClaimTemplates').items();
  const names = templates.flatMap((claim) => claim.get('metadata', 'name').string() ?? []);
  const written = Array.isArray(spec.volumes) ? spec.volumes as JsonObject[] : [];
  const own = names.map((name) => ({ name, persistentVolumeClaim: { claimName: `${name}-${owner}-0` } }));
  return own.length === 0 ? spec
    : { ...spec, volumes: [...written.filter(({ name }) => !names.includes(textOf(name))), ...own] };
}

/** The pod's spec, where the manifest holds one. */
function specOf({ manifest, pod }: Workload): unknown {
  const spec = Field.of(manifest, []).get(...parsePointer(pod.pointer));
  return spec.get('containers').isPresent ? spec.value : undefined;
}
