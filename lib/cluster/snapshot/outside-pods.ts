import { controllerOf, Field, isBeingDeleted, Manifest, Workload } from '../../manifests';
import { KubernetesVersion } from '../../kubernetes/kubernetes-version';
import { asMap } from '../json';
import { OutsidePod } from '../outside-pod';
import { LiveObjects } from './live-objects';
import { lineOf, nameIn, ownersOf } from './owners';

/** Pods that the manifests do not describe. */
export interface OutsidePods {
  /** By node name. */
  readonly onNode: ReadonlyMap<string, OutsidePod[]>;
  /** Not on any node yet. */
  readonly waiting: OutsidePod[];
}

/**
 * The pods of a snapshot whose controllers, up to the last, are not among the manifests. A pod of a controller that is
 * among them is counted there, once, at the size that the manifest says; one that is being deleted is taken to be gone.
 */
export function outsidePods(snapshot: LiveObjects, manifests: readonly Manifest[]): OutsidePods {
  const described = new Set(manifests.map(nameIn));
  const onNode = new Map<string, OutsidePod[]>();
  const waiting: OutsidePod[] = [];
  for (const pod of snapshot.pods.filter((each) => !isBeingDeleted(each))) {
    const isDescribed = lineOf(snapshot, pod).some((name) => described.has(name));
    const workload = isDescribed ? undefined : readPod(pod, snapshot);
    if (workload) {
      const last = ownersOf(snapshot, pod).at(-1);
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
  return { onNode, waiting: [...waiting, ...missingPods(snapshot, described)] };
}

/** Pods that one controller is taken to be about to make. */
const MOST_MISSING = 50;

/** Pods that controllers outside the manifests want and have not: as soon as they are made, they wait for a node. */
function missingPods(snapshot: LiveObjects, described: ReadonlySet<string>): OutsidePod[] {
  const having = new Map<string, number>();
  snapshot.pods.filter((pod) => !isBeingDeleted(pod)).forEach((pod) => {
    const [, owner = ''] = lineOf(snapshot, pod);
    having.set(owner, (having.get(owner) ?? 0) + 1);
  });
  return snapshot.objects.flatMap((object): OutsidePod[] => {
    const missing = Math.min(MOST_MISSING, wantedOf(object) - (having.get(nameIn(object)) ?? 0));
    if (missing <= 0 || lineOf(snapshot, object).some((name) => described.has(name))) {
      return [];
    }
    const { kind, name } = ownersOf(snapshot, object).at(-1) ?? object;
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

function readPod(pod: Manifest, { kubernetes = KubernetesVersion.NEWEST }: LiveObjects): Workload | undefined {
  return controllerOf(pod)?.read(Field.of(pod, []), { kubernetes, find: () => undefined });
}
