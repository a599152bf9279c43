import { revisionOf } from '../../kubernetes/well-known-labels';
import { Field, Manifest, Model, ownerOf, Workload } from '../../manifests';

const DESIRED = 'deployment.kubernetes.io/desired-replicas';

/** A ReplicaSet as a snapshot shows it. */
export interface OwnSet {
  readonly workload: Workload;
  /** By what its pods are told from others of the Deployment. */
  readonly revision: string;
  /** Pods that it is to have. */
  readonly wanted: number;
  /** Of these, as its controller has counted them last. */
  readonly available: number;
  /** Pods that the Deployment wanted in all when its controller scaled this one last. */
  readonly desired?: number;
}

/** The ReplicaSets of a Deployment among the objects of a cluster. */
export function replicaSetsOf(
  { kind, name, namespace }: Manifest, objects: readonly Manifest[],
): readonly OwnSet[] {
  const sets = kind !== 'Deployment' ? [] : objects.filter((each) => each.kind === 'ReplicaSet'
    && each.namespace === namespace && ownerOf(each)?.kind === kind && ownerOf(each)?.name === name);
  return new Model(sets).workloads.map((workload) => ({
    workload, desired: desiredOf(workload.manifest),
    revision: revisionOf((label) => workload.pod.labels.get(label)), wanted: workload.replicas,
    available: Field.of(workload.manifest, []).get('status', 'availableReplicas').integer() ?? 0,
  }));
}

/** Undefined where it is not written (kubernetes pkg/controller/deployment/util/deployment_util.go). */
function desiredOf(set: Manifest): number | undefined {
  const written = Field.of(set, []).get('metadata', 'annotations').stringMap().get(DESIRED);
  return written === undefined || !/^\d+$/.test(written) ? undefined : Number(written);
}
