import { DEPLOYMENT_REVISION_ANNOTATION } from '../../../kubernetes/annotations';
import { getOrMake } from '../../../util/get-or-make';
import { oncePer } from '../../../util/once-per';
import { CONTROLLER_REVISION_LABEL, DEPLOYMENT_REVISION_LABEL } from '../../../kubernetes/well-known-labels';
import {
  append, Field, isObject, JsonObject, keptTemplate, Manifest, Model, objectKey, ownerOf, Workload,
} from '../../../manifests';
import { OwnPod } from '../../../cluster';
import { TemplateChange, templateChange } from '../fields/template-equality';
import { revisionOfPod } from './pod-revisions';
import { setsOf } from './replica-sets-of';

/** A pod template that a controller keeps beside its object, so that it can go back to it. */
export interface KeptRevision {
  /** Value of the label by which its pods are told from others. */
  readonly label: string;
  /** As `kubectl rollout history` counts. */
  readonly number: number;
  /** The object as it runs, with the template. */
  readonly manifest: Manifest;
}

/** What the controller of a Deployment, StatefulSet or DaemonSet keeps, the newest last. */
export function keptRevisions(manifest: Manifest, objects: readonly Manifest[]): readonly KeptRevision[] {
  return getOrMake(known(objects), manifest, () => readRevisions(manifest, objects));
}

/** Read once, however many changes are tried. */
const known = oncePer((_: readonly Manifest[]) => new Map<Manifest, readonly KeptRevision[]>());

function readRevisions(manifest: Manifest, objects: readonly Manifest[]): readonly KeptRevision[] {
  const found = manifest.kind === 'Deployment' ? setsOf(manifest, objects).flatMap(ofSet)
    : (byOwner(objects).get(objectKey(manifest.kind, manifest.namespace, manifest.name)) ?? []).flatMap(ofRevision);
  const spec = isObject(manifest.json.spec) ? manifest.json.spec : {};
  return found.sort((one, two) => one.number - two.number).map(({ label, number, template }) => ({
    label, number, manifest: manifest.madeInto({ ...manifest.json, spec: { ...spec, template } }),
  }));
}

/** Undefined where its template is none that can be read. */
export const workloadAt = oncePer(({ manifest }: KeptRevision) => new Model([manifest]).workloads.at(0));

/** What becomes of the pods of each revision when another template is asked for, by the label of these. */
export function changesByLabel(
  asked: Workload, manifest: Manifest, objects: readonly Manifest[],
): ReadonlyMap<string, TemplateChange> {
  return new Map(keptRevisions(manifest, objects).flatMap((each): [string, TemplateChange][] => {
    const workload = workloadAt(each);
    return workload ? [[each.label, templateChange(workload, asked)]] : [];
  }));
}

/** The label of a pod by which it is told from those of other templates; empty where it bears none. */
export function labelOfPod(pod: OwnPod): string {
  return revisionOfPod(pod).split(',').find((label) => label !== '') ?? '';
}

/** Before it is put into its object. */
interface Kept extends Pick<KeptRevision, 'label' | 'number'> {
  readonly template: JsonObject;
}

/**
 * The label of the pods that a controller makes anew, where it has seen the object as it is; undefined where nothing
 * tells. It gives the ReplicaSet that it scales up the number of the Deployment (kubernetes
 * pkg/controller/deployment/sync.go `getNewReplicaSet`), and the newest template of a DaemonSet the highest one
 * (pkg/controller/daemon/update.go `constructHistory`).
 */
export function newestLabel(manifest: Manifest, objects: readonly Manifest[]): string | undefined {
  const root = Field.of(manifest, []);
  const seen = root.get('status', 'observedGeneration').integer();
  if (seen === undefined || seen !== root.get('metadata', 'generation').integer()) {
    return undefined;
  }
  switch (manifest.kind) {
    case 'Deployment':
      return keptRevisions(manifest, objects).find(({ number }) => number === numberOf(manifest))?.label;
    case 'StatefulSet':
      return root.get('status', 'updateRevision').string();
    case 'DaemonSet':
      return keptRevisions(manifest, objects).at(-1)?.label;
    default:
      return undefined;
  }
}

/** Looked for once in a snapshot of thousands. */
const byOwner = oncePer((objects: readonly Manifest[]) => {
  const revisions = new Map<string, Manifest[]>();
  for (const each of objects.filter(({ kind }) => kind === 'ControllerRevision')) {
    const owner = ownerOf(each);
    if (owner) {
      append(revisions, objectKey(owner.kind, each.namespace, owner.name), each);
    }
  }
  return revisions;
});

function ofSet(set: Manifest): Kept[] {
  const labels = Field.of(set, []).get('spec', 'template', 'metadata', 'labels').stringMap();
  const label = labels.get(DEPLOYMENT_REVISION_LABEL);
  const [number, template] = [numberOf(set), keptTemplate(set)];
  return label === undefined || number === undefined || !template ? [] : [{ label, number, template }];
}

/** Pods of a StatefulSet bear its name, those of a DaemonSet the hash that it bears itself. */
function ofRevision(revision: Manifest): Kept[] {
  const root = Field.of(revision, []);
  const [number, template] = [root.get('revision').integer(), keptTemplate(revision)];
  const label = root.get('metadata', 'labels').stringMap().get(CONTROLLER_REVISION_LABEL) ?? revision.name;
  return number === undefined || !template ? [] : [{ label, number, template }];
}

function numberOf(object: Manifest): number | undefined {
  const written = Field.of(object, []).get('metadata', 'annotations').stringMap().get(DEPLOYMENT_REVISION_ANNOTATION);
  return written === undefined || !/^\d+$/.test(written) ? undefined : Number(written);
}
