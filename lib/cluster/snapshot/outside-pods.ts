import { controllerOf, Field, Manifest, Workload } from '../../manifests';
import { KubernetesVersion } from '../../kubernetes/kubernetes-version';
import { asList, asMap, asText } from '../json';
import { OutsidePod } from '../outside-pod';
import { LiveObjects } from './live-objects';

/** Pods that the manifests do not describe. */
export interface OutsidePods {
  /** By node name. */
  readonly onNode: ReadonlyMap<string, OutsidePod[]>;
  /** Not on any node yet. */
  readonly waiting: OutsidePod[];
}

/** An object by kind, namespace and name; versions of one kind are one. */
interface Reference {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/**
 * The pods of a snapshot whose controllers, up to the last, are not among the manifests. A pod of a controller that is
 * among them is counted there, once, at the size that the manifest says; one that is being deleted is taken to be gone.
 */
export function outsidePods(snapshot: LiveObjects, manifests: readonly Manifest[]): OutsidePods {
  const live = ownersIn(snapshot);
  const described = new Set(manifests.map(nameIn));
  const onNode = new Map<string, OutsidePod[]>();
  const waiting: OutsidePod[] = [];
  for (const pod of snapshot.pods.filter((each) => !isLeaving(each))) {
    const owners = ownersOf(pod, live);
    const workload =
      [pod, ...owners].some((each) => described.has(nameIn(each))) ? undefined : readPod(pod, snapshot);
    if (workload) {
      const last = owners.at(-1);
      const outside = { workload, owner: last ? `${last.kind}/${last.name}` : pod.id };
      const node = workload.pod.nodeName;
      if (node === undefined) {
        waiting.push(outside);
      } else {
        const list = onNode.get(node);
        onNode.set(node, list ?? []);
        onNode.get(node)!.push(outside);
      }
    }
  }
  return { onNode, waiting: [...waiting, ...missingPods(snapshot, live, described)] };
}

/** Pods that one controller is taken to be about to make. */
const MOST_MISSING = 50;

/** Pods that controllers outside the manifests want and have not: as soon as they are made, they wait for a node. */
function missingPods(
  snapshot: LiveObjects, live: ReadonlyMap<string, Manifest>, described: ReadonlySet<string>,
): OutsidePod[] {
  const having = new Map<string, number>();
  snapshot.pods.filter((pod) => !isLeaving(pod)).forEach((pod) => {
    const owner = ownerOf(pod);
    having.set(owner ? nameIn(owner) : '', (having.get(owner ? nameIn(owner) : '') ?? 0) + 1);
  });
  return snapshot.objects.flatMap((object): OutsidePod[] => {
    const missing = Math.min(MOST_MISSING, wantedOf(object) - (having.get(nameIn(object)) ?? 0));
    const owners = missing > 0 ? [object, ...ownersOf(object, live)] : [];
    if (missing <= 0 || owners.some((each) => described.has(nameIn(each)))) {
      return [];
    }
    const { kind, name } = owners.at(-1)!;
    return Array.from({ length: missing }, () => readPod(podOf(object), snapshot))
      .flatMap((workload) => (workload ? [{ workload, owner: `${kind}/${name}` }] : []));
  });
}

/** Pods that an object makes itself; of a DaemonSet those that it counts as missing, beside the ones it has. */
function wantedOf({ kind, json }: Manifest): number {
  const [spec, status] = [asMap(json.spec), asMap(json.status)];
  return kind === 'ReplicaSet' || kind === 'StatefulSet' ? numberOf(spec.replicas)
    : kind === 'DaemonSet' ? numberOf(status.desiredNumberScheduled) : 0;
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

function podOf(object: Manifest): Manifest {
  const template = asMap(asMap(object.json.spec).template);
  const metadata = { ...asMap(template.metadata), name: object.name, namespace: object.namespace };
  return new Manifest(
    { apiVersion: 'v1', kind: 'Pod', metadata, spec: template.spec },
    { file: object.file, locate: () => object.locate() }, object.documentIndex,
  );
}

/** A pod that is being deleted: its kubelet stops it, and its room is free again. */
export function isLeaving({ json }: Manifest): boolean {
  return asMap(json.metadata).deletionTimestamp !== undefined;
}

/** What may control pods, by name: a pod does where it leads others, as those of a LeaderWorkerSet. */
export function ownersIn({ objects, pods }: LiveObjects): ReadonlyMap<string, Manifest> {
  return new Map([...pods, ...objects].map((object) => [nameIn(object), object]));
}

/** Controllers of an object, the nearest first. */
export function ownersOf(object: Manifest, live: ReadonlyMap<string, Manifest>): Reference[] {
  const owners: Reference[] = [];
  for (let at: Manifest | undefined = object; at && owners.length < 10;) {
    const owner = ownerOf(at);
    if (!owner) {
      break;
    }
    owners.push(owner);
    at = live.get(nameIn(owner));
    // A ReplicaSet that is not in the snapshot still tells its Deployment: its name ends with the hash of the template.
    if (!at && owner.kind === 'ReplicaSet') {
      owners.push({ ...owner, kind: 'Deployment', name: owner.name.replace(/-[a-z0-9]+$/, '') });
    }
  }
  return owners;
}

function ownerOf({ json, namespace }: Manifest): Reference | undefined {
  const references = asList(asMap(json.metadata).ownerReferences).map(asMap);
  const owner = references.find(({ controller }) => controller === true) ?? references[0];
  return owner && { kind: asText(owner.kind), namespace, name: asText(owner.name) };
}

function readPod(pod: Manifest, { kubernetes = KubernetesVersion.NEWEST }: LiveObjects): Workload | undefined {
  return controllerOf(pod)?.read(Field.of(pod, []), { kubernetes, find: () => undefined });
}

/** The same for versions of one object. */
export function nameIn({ kind, namespace, name }: Reference): string {
  return `${kind}\0${namespace}\0${name}`;
}
