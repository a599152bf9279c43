import { append, controllerOf, Field, Manifest, withoutNode, Workload } from '../../manifests';
import { KubernetesVersion } from '../../kubernetes/kubernetes-version';
import { asMap } from '../json';
import { ENDS_BY_ITSELF, OutsidePod } from '../outside-pod';
import { adopters } from './adopted';
import { isToBeEvicted } from './evicted-pods';
import { leaves } from './leaving-pods';
import { LiveObjects } from './live-objects';
import { Maker, makersOf } from './makers';
import { nameIn, ownerNamesOf, ownersOf } from './owners';

/** Pods that the manifests do not describe. */
export interface OutsidePods {
  /** By node name. */
  readonly onNode: ReadonlyMap<string, OutsidePod[]>;
  /** Not on any node yet. */
  readonly waiting: OutsidePod[];
}

/**
 * The pods of a snapshot whose controllers, up to the last, are not among the manifests. A pod of a controller that is
 * among them is counted there, once, at the size that the manifest says; one that is being deleted, or whose node is
 * gone, is taken to be gone.
 */
export function outsidePods(snapshot: LiveObjects, manifests: readonly Manifest[]): OutsidePods {
  const described = new Set(manifests.map(nameIn));
  const isLeaving = leaves(snapshot);
  const standing = snapshot.pods.filter((each) => !isLeaving(each));
  const makers = makersOf(snapshot, standing);
  const isAdopted = adopters(manifests);
  const replicaSets = snapshot.objects.filter(({ kind }) => kind === 'ReplicaSet');
  const sets = new Map(replicaSets.map((each) => [nameIn(each), each]));
  const nodes = new Map(snapshot.nodes.map((node) => [node.name, node]));
  const onNode = new Map<string, OutsidePod[]>();
  const waiting: OutsidePod[] = [];
  for (const pod of standing) {
    const above = ownerNamesOf(snapshot, pod);
    const isDescribed = above.some((name) => described.has(name)) || described.has(nameIn(pod));
    const workload = isDescribed ? undefined : readPod(pod, snapshot);
    if (workload) {
      const owners = ownersOf(snapshot, pod);
      const last = owners.at(-1);
      const owner = last ? `${last.kind}/${last.name}` : pod.id;
      const isMoving = above.some((name) => makers.get(name)?.isMoving);
      const orphan = last ? sets.get(above.at(-1)!) : pod;
      const passing = endsByItself(pod) ?? (isMoving ? 'is being updated'
        : orphan && isAdopted(orphan) ? 'is taken over by a controller of the manifests' : undefined);
      const maker = owners[0]?.kind;
      const outside = { workload, owner, maker, passing };
      const node = workload.pod.nodeName;
      if (node === undefined) {
        waiting.push(outside);
      } else {
        append(onNode, node, outside);
        const again = MADE_ELSEWHERE.has(maker ?? '') && isToBeEvicted(pod, nodes.get(node))
          ? readPod(withoutNode(pod), snapshot) : undefined;
        const passing = 'may be made again elsewhere';
        waiting.push(...again ? [{ workload: again, owner, maker, passing, isAgain: true }] : []);
      }
    }
  }
  return { onNode, waiting: [...waiting, ...missingPods(snapshot, described, makers)] };
}

/** Controllers that make a pod again while the one that is being deleted is still there. */
const MADE_ELSEWHERE: ReadonlySet<string> = new Set(['ReplicaSet', 'ReplicationController', 'Job']);

/** Pods of a Job, a workflow or by themselves that are not started again when they are through. */
function endsByItself(pod: Manifest): string | undefined {
  const { restartPolicy, activeDeadlineSeconds } = asMap(pod.json.spec);
  const ends = restartPolicy === 'Never' || restartPolicy === 'OnFailure' || activeDeadlineSeconds !== undefined;
  return ends ? ENDS_BY_ITSELF : undefined;
}

/** Pods that one controller is taken to be about to make. */
const MOST_MISSING = 50;

/** Pods that controllers outside the manifests want and have not: as soon as they are made, they wait for a node. */
function missingPods(
  snapshot: LiveObjects, described: ReadonlySet<string>, makers: ReadonlyMap<string, Maker>,
): OutsidePod[] {
  return snapshot.objects.flatMap((object): OutsidePod[] => {
    const names = [nameIn(object), ...ownerNamesOf(snapshot, object)];
    const missing = Math.min(MOST_MISSING, makers.get(names[0])!.missing);
    if (missing <= 0 || names.some((name) => described.has(name))) {
      return [];
    }
    const { kind, name } = ownersOf(snapshot, object).at(-1) ?? object;
    return Array.from({ length: missing }, () => readPod(podOf(object), snapshot))
      .flatMap((workload) => (workload
        ? [{ workload, owner: `${kind}/${name}`, maker: object.kind, passing: 'is yet to be made' }] : []));
  });
}

function podOf(object: Manifest): Manifest {
  const template = asMap(asMap(object.json.spec).template);
  const metadata = { ...asMap(template.metadata), name: object.name, namespace: object.namespace };
  return object.madeInto({ apiVersion: 'v1', kind: 'Pod', metadata, spec: template.spec });
}

function readPod(pod: Manifest, { kubernetes = KubernetesVersion.NEWEST }: LiveObjects): Workload | undefined {
  return controllerOf(pod)?.read(Field.of(pod, []), { kubernetes, find: () => undefined });
}
